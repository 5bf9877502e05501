"""Whether every report that lies in a database is whole: asked past the application."""

from collections.abc import Iterable
from pathlib import Path

from tests.support.crowd import Taken
from tests.support.rows import count, rows
from tests.support.server import Installation
from tests.support.visitors import Visitor

#: What must not be there, by what it would mean. The numbers of wraps and tasks are those of what the crowd reports.
HALF = {
    "a report without its case": "SELECT count(*) FROM report WHERE id NOT IN (SELECT id FROM casefile)",
    "a case without its report": "SELECT count(*) FROM casefile WHERE id NOT IN (SELECT id FROM report)",
    "a report without its parts": "SELECT count(*) FROM report WHERE id NOT IN (SELECT report FROM sealed WHERE task "
    "IS NOT NULL AND place IS NOT NULL AND narrative IS NOT NULL AND mailbox IS NOT NULL)",
    "a report that its readers cannot open": "SELECT count(*) FROM casefile c WHERE (SELECT count(*) FROM wrap w "
    "WHERE w.subject = c.id AND w.keyring <> 'dormant') <> "
    "CASE c.sensitivity WHEN 'open' THEN 3 WHEN 'restricted' THEN 2 ELSE 1 END",
    "an open report without its task": "SELECT count(*) FROM casefile c WHERE (SELECT count(*) FROM task t WHERE "
    "t.report = c.id) <> CASE c.sensitivity WHEN 'open' THEN 1 ELSE 0 END",
    "a case without all of its events": "SELECT count(*) FROM casefile c WHERE c.version < 2 OR c.version <> "
    "(SELECT count(*) FROM event e WHERE e.report = c.id)",
    "words that nobody can read": "SELECT count(*) FROM event WHERE body IS NOT NULL AND id NOT IN "
    "(SELECT subject FROM wrap)",
    "a picture that nobody can see": "SELECT count(*) FROM file WHERE id NOT IN (SELECT subject FROM wrap)",
}


def assert_whole(installation: Installation) -> None:
    """Nothing is half there, and each row of a picture finds its files."""
    database = installation.environment["BUURTSEIN_DATABASE_URL"]
    found = {meaning: count(database, query) for meaning, query in HALF.items()}
    assert not any(found.values()), {meaning: number for meaning, number in found.items() if number}
    for row in rows(database, "SELECT large, small FROM file"):
        for name in row.values():
            assert Path(installation.data, "files", name[:2], name).is_file()


def assert_there(installation: Installation, taken: Iterable[Taken]) -> None:
    """Every acknowledged report is there, and every acknowledged photo opens."""
    database = installation.environment["BUURTSEIN_DATABASE_URL"]
    stored = {row["submission"] for row in rows(database, "SELECT submission FROM report")}
    acknowledged = {each.sent["submission"] for each in taken}
    assert acknowledged <= stored, f"{len(acknowledged - stored)} acknowledged reports are missing"
    for each in taken:
        if each.photo:
            with Visitor(installation) as reporter:
                (photo,) = reporter.follow(each.sent)["photos"]
                assert reporter.get(photo["large"]).headers["content-type"] == "image/webp"
