"""What stands in the clear: these columns and no others, as coarse as the class asks; and one row for every look."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.support.photos import jpeg
from tests.support.rows import Row, columns, count, rows, tables
from tests.support.server import Installation
from tests.support.visitors import ROZENHOF, Colleague, Visitor, colleagues

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

#: Every column that there is, written a second time. What is marked is sealed or a keyed hash; the rest is clear.
SEALED = "sealed or keyed"
EXPECTED: dict[str, dict[str, str]] = {
    "foundation": {"id": "", "layout": "", "kdf_salt": "", "kdf_iterations": ""},
    "keyring": {
        "id": "", "epoch": "", "public_key": "", "earlier": SEALED, "made_by": "", "made_on": "", "rotate": "",
    },
    "report": {
        "id": "", "reference": "", "submission": "", "digest": SEALED, "code_tag": SEALED, "reporter_key": "",
        "photos": "",
    },
    "sealed": {
        "report": "", "task": SEALED, "place": SEALED, "narrative": SEALED, "summary": SEALED, "contact": SEALED,
        "mailbox": SEALED, "exclusions": SEALED, "news_key": SEALED, "week": "",
    },
    "wrap": {
        "id": "", "report": "", "subject": "", "keyring": "", "epoch": "", "keys": SEALED, "dormant": "",
        "waits_for": "", "lapsed_on": "",
    },
    "stand_ins": {"report": "", "fallback": "", "substitutes": "", "intakes": ""},
    "file": {"id": "", "report": "", "kind": "", "n": "", "digest": SEALED, "large": "", "small": ""},
    "casefile": {
        "id": "", "reference": "", "neighbourhood": "", "category": "", "sensitivity": "", "status": "", "version": "",
        "team": "", "due_at": "", "acknowledge_by": "", "handle_by": "", "acknowledged_on": "", "next_step_at": "",
        "resolved_on": "", "closed_on": "", "unread_team": "", "unread_reporter": "", "lat": "open", "lon": "open",
        "cell": "open", "area": "open", "public_text": "open",
        "intake": "", "unread_intake": "", "release_at": "",
    },
    "event": {"id": "", "report": "", "position": "", "kind": "", "at": "", "body": SEALED},
    "task": {"id": "", "report": "", "team": "", "state": "", "due_at": "", "quick": "", "body": SEALED},
    "task_action": {
        "id": "", "task": "", "report": "", "kind": "", "reason": "", "at": "", "undo_until": "", "undone": "",
        "previous_status": "", "event": "", "note": SEALED,
    },
    "follow_session": {"id": SEALED, "report": "", "key": SEALED, "expires_at": ""},
    "subscription": {"id": "", "owner": "", "kind": "", "address": SEALED, "digest": SEALED, "last_used": ""},
    "delivery": {
        "id": "", "kind": "", "report": "", "team": "", "duty": "", "subscription": "", "cause": "", "topic": SEALED,
        "due_at": "", "claimed_until": "", "attempts": "", "state": "", "finished_at": "", "failure": "",
    },
    "digest_subscription": {"id": "", "address": SEALED, "digest": SEALED, "last_used": ""},
    "news_entry": {"id": "", "sealed": SEALED},
    "news_list": {"slot": "", "entries": SEALED, "sent": ""},
    "access_log": {
        "id": "", "at": "", "person": "", "keyring": "", "purpose": "", "compartments": "", "reports": SEALED,
        "chain": "", "position": "", "hash": SEALED,
    },
    "person": {"id": "", "name": "", "totp": SEALED, "last_step": "", "active": ""},
    "log_joint": {
        "position": "", "at": "", "chain": "", "reached": "", "reached_at": "", "head": SEALED, "hash": SEALED,
    },
    "log_head": {"number": "", "day": "", "joint": "", "joint_hash": SEALED, "hash": "", "signature": ""},
    "log_check": {"at": "", "rows": "", "breaks": "", "first": ""},
    "role": {"id": "", "person": "", "team": "", "role": ""},
    "staff_session": {
        "id": SEALED, "person": "", "stage": "", "started_at": "", "used_at": "", "tries": "", "key": SEALED,
        "stepped_up_at": "", "device": SEALED, "device_next": SEALED, "device_before": SEALED, "device_at": "",
    },
    "member_key": {"person": "", "public_key": ""},
    "member_lock": {"id": "", "person": "", "kind": "", "salt": "", "sealed": SEALED, "passkey": ""},
    "passkey": {"id": "", "person": "", "credential": "", "public_key": "", "sign_count": "", "added_on": ""},
    "used_challenge": {"id": SEALED, "used_at": ""},
    "held_key": {"id": "", "person": "", "keyring": "", "epoch": "", "sealed": SEALED},
    "recovery": {"team": "", "public_key": "", "renewed_on": "", "renewed_by": ""},
    "recovery_wrap": {"keyring": "", "epoch": "", "sealed": SEALED},
    "invitation": {"id": SEALED, "person": "", "expires_at": ""},
}  # fmt: skip


@pytest.fixture
def database(server: Installation) -> str:
    return server.environment["BUURTSEIN_DATABASE_URL"]


@pytest.fixture(scope="session")
def staff(server: Installation) -> Iterator[tuple[Colleague, Colleague]]:
    """A handler and somebody outside, of teams that no other test works in."""
    handler, walker = colleagues(server, "gemeente/gebiedsverbinder:case", "corporatie/wijkbeheer:field")
    with handler, walker:
        handler.sign_in()
        walker.sign_in()
        yield handler, walker


def case_of(database: str, sent: dict[str, Any]) -> Row:
    """The clear columns of a submission's case."""
    query = f"SELECT c.* FROM casefile c JOIN report r ON r.id = c.id WHERE r.submission = '{sent['submission']}'"  # noqa: S608
    (row,) = rows(database, query)
    return row


def local(value: datetime | str) -> datetime:
    """A moment on the clock of the neighbourhood."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.astimezone(AMSTERDAM)


def test_no_column_is_there_that_we_do_not_know(database: str) -> None:
    assert {table: columns(database, table) for table in tables(database) if table != "migration"} == {
        table: set(names) for table, names in EXPECTED.items()
    }


@pytest.mark.parametrize("category", ["burenoverlast", "drugsoverlast"])
def test_only_open_reports_have_a_place_in_the_clear(visitor: Visitor, database: str, category: str) -> None:
    clear = {name for name, mark in EXPECTED["casefile"].items() if mark == "open"}
    row = case_of(database, visitor.tell(category, place=ROZENHOF))
    assert {name for name in clear if row[name] is not None} == set()
    assert case_of(database, visitor.tell())["lat"] is not None


def test_the_area_of_an_open_report_is_never_a_complex(visitor: Visitor, database: str) -> None:
    assert case_of(database, visitor.tell("portiek-trap-lift", place=ROZENHOF))["area"] == "rozenprieel"


@pytest.mark.parametrize("level", [0, 1, 3, 4])
def test_the_level_is_no_column_and_changes_none(visitor: Visitor, database: str, level: int) -> None:
    told_one = case_of(database, visitor.tell("burenoverlast", level=level))
    plain = case_of(database, visitor.tell("burenoverlast", level=1))
    own = {"id", "reference"}
    assert {name: value for name, value in told_one.items() if name not in own} == {
        name: value for name, value in plain.items() if name not in own
    }


def test_times_are_as_coarse_as_the_class(visitor: Visitor, database: str) -> None:
    for category in ("stoep-bestrating", "burenoverlast", "drugsoverlast"):
        sent = visitor.tell(category)
        visitor.follow(sent)
        visitor.step("messages", text="Nog iets.")
        row = case_of(database, sent)
        times = [local(event["at"]) for event in rows(database, f"SELECT at FROM event WHERE report = '{row['id']}'")]  # noqa: S608
        assert len(times) == 3
        midnights = [moment.time() == time(0) for moment in times]
        assert midnights == [category != "stoep-bestrating"] * 3
        if category != "stoep-bestrating":
            due = {local(row[name]).time() for name in ("acknowledge_by", "handle_by", "due_at")}
            assert due == {time(23, 59)}, "a day, and no hour to work back from"
        if category == "drugsoverlast":
            assert {moment.weekday() for moment in times} == {0}, "a week begins on Monday"


def test_files_and_rows_do_not_tell_each_others_names(visitor: Visitor, database: str) -> None:
    sent = visitor.tell(photos=1)
    visitor.add_photo(sent, jpeg())
    row = case_of(database, sent)
    (file,) = rows(database, f"SELECT * FROM file WHERE report = '{row['id']}'")  # noqa: S608
    assert row["id"].replace("-", "") not in file["large"] + file["small"]
    assert file["large"] != file["small"]


class TestAccessLog:
    """One row for every answer that opened something; reporters are not in it."""

    def test_each_look_of_a_handler_is_one_row(
        self, visitor: Visitor, staff: tuple[Colleague, Colleague], database: str
    ) -> None:
        handler = staff[0]
        sent = visitor.tell("idee-voor-de-buurt", photos=1)
        visitor.add_photo(sent, jpeg())
        row = case_of(database, sent)
        asked = {
            f"/api/cases?q={row['reference']}": {"task"},
            f"/api/cases/{row['id']}": {"contact", "mailbox", "media", "narrative", "place", "task"},
            f"/zaken/{row['id']}": {"contact", "mailbox", "media", "narrative", "place", "task"},
        }
        for path, opened in asked.items():
            before = count(database, "SELECT count(*) FROM access_log")
            assert handler.get(path).status_code == 200
            assert count(database, "SELECT count(*) FROM access_log") == before + 1, path
            (last,) = rows(database, "SELECT * FROM access_log ORDER BY at DESC LIMIT 1")
            assert last["keyring"] == "gemeente/gebiedsverbinder/case"
            assert set(last["compartments"].split(",")) >= opened - {"contact"}
            assert last["purpose"]
            assert last["person"]
            assert len(bytes(last["reports"])) == 16
            assert bytes.fromhex(row["id"].replace("-", ""))[:8] not in bytes(last["reports"])

    def test_so_is_each_look_outside(self, visitor: Visitor, staff: tuple[Colleague, Colleague], database: str) -> None:
        sent = visitor.tell("portiek-trap-lift", place=ROZENHOF, photos=1)
        visitor.add_photo(sent, jpeg())
        before = count(database, "SELECT count(*) FROM access_log")
        tasks = staff[1].get("/api/tasks").json()["items"]
        assert count(database, "SELECT count(*) FROM access_log") == before + 1
        task = next(task for task in tasks if task["case"] == case_of(database, sent)["id"])
        photo = f"/api/tasks/{task['id']}/photos/{task['photos'][0]['id']}/small"
        assert staff[1].get(photo).status_code == 200
        assert count(database, "SELECT count(*) FROM access_log") == before + 2

    def test_what_opens_nothing_is_no_row(
        self, visitor: Visitor, staff: tuple[Colleague, Colleague], database: str
    ) -> None:
        sealed = case_of(database, visitor.tell("drugsoverlast"))["id"]
        before = count(database, "SELECT count(*) FROM access_log")
        assert staff[0].get(f"/api/cases/{sealed}").status_code == 404
        assert staff[1].get(f"/api/cases/{sealed}").status_code == 404
        assert staff[0].get("/api/session").status_code == 200
        assert count(database, "SELECT count(*) FROM access_log") == before

    def test_reporters_are_not_in_it(self, visitor: Visitor, database: str) -> None:
        before = count(database, "SELECT count(*) FROM access_log")
        sent = visitor.tell(photos=1)
        visitor.add_photo(sent, jpeg())
        followed = visitor.follow(sent)
        assert visitor.get(followed["photos"][0]["large"]).status_code == 200
        visitor.step("messages", text="Nog iets.")
        assert count(database, "SELECT count(*) FROM access_log") == before
