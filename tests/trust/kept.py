"""Every byte that an installation keeps, sends or writes: its database in each form, its folders, its logs."""

import subprocess
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from backend.settings import ROOT
from tests.support.postgres import binaries
from tests.support.rows import rows, tables
from tests.trust.town import Town

Part = tuple[str, bytes]
#: The database as files and as a dump: what may stand in one of its tables may stand there too.
WHOLE = {"buurtsein.sqlite", "buurtsein.sqlite-wal", "dump", "base", "pg_wal"}


def stored(town: Town) -> Iterator[Part]:
    """Tables, files with their names, logs, temporary files, the key file, a dump."""
    yield from in_tables(town)
    own = town.installation
    url, keys = own.environment["BUURTSEIN_DATABASE_URL"], Path(own.environment["BUURTSEIN_KEYS"])
    folders = [own.folder]
    if url.startswith("sqlite"):
        folders.append(Path(url.removeprefix("sqlite:///")).parent)
    else:
        yield "dump", subprocess.run([binaries() / "pg_dump", url], capture_output=True, check=True).stdout
    for path in (path for folder in folders for path in folder.rglob("*")):
        yield "names of files", path.name.encode()
        if path.is_file():
            yield name_of(path, own.folder, keys), path.read_bytes()
    for path in (ROOT / "pwa" / "static").rglob("*"):
        if path.is_file():
            yield "static files", path.read_bytes()


def name_of(path: Path, folder: Path, keys: Path) -> str:
    """What a file is, where its own name says nothing."""
    if path == keys:
        return "the key file"
    return "temporary files" if folder / "temporary" in path.parents else path.name


def in_tables(town: Town) -> Iterator[Part]:
    """Each table, value by value."""
    for table, found in all_rows(town).items():
        yield table, b"\n".join(written(value) for row in found for value in row.values())


def all_rows(town: Town) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    url = town.installation.environment["BUURTSEIN_DATABASE_URL"]
    return {table: rows(url, f"SELECT * FROM {table}") for table in tables(url)}  # noqa: S608


def written(value: Any) -> bytes:
    """A value, as bytes that can be searched."""
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def sent(town: Town) -> Iterator[Part]:
    """What went to the push service, and what a browser opens there."""
    for subscriber in town.subscribers:
        for push in town.pushes.sent_to(subscriber):
            yield "payloads", subscriber.read(push.body).encode()
            yield "pushes", push.body + repr(push.headers).encode()


def moments(town: Town) -> Iterator[tuple[str, str]]:
    """(table.column, report.moment): an exact time of the journey in a row that leads to a report."""
    ids = reports(town)
    for table, found in all_rows(town).items():
        for row in found:
            owners = {ids[str(value)] for value in row.values() if str(value) in ids}
            exact = {column for column, value in row.items() if is_exact(town, value)}
            yield from ((f"{table}.{column}", f"{name}.moment") for name in owners for column in exact)
    for path in (town.installation.data / "files").rglob("*"):
        if path.is_file() and is_exact(town, datetime.fromtimestamp(path.stat().st_mtime, UTC)):
            yield "times of files", "photo.moment"


def is_exact(town: Town, value: Any) -> bool:
    """Whether this tells a moment of the journey, to the second; due times and coarse times are whole minutes."""
    moment = value
    if isinstance(value, str) and len(value) > len("2026-11-24"):
        with suppress(ValueError):
            moment = datetime.fromisoformat(value)
    if not isinstance(moment, datetime) or (moment.second == 0 and moment.microsecond == 0):
        return False
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return town.began - timedelta(seconds=5) <= moment <= datetime.now(UTC) + timedelta(hours=1)


def holders(town: Town) -> Iterator[tuple[str, str]]:
    """(keyring, report.holder): who has a wrap or will once it has a key; a stand-in that the reporter excluded."""
    url = town.installation.environment["BUURTSEIN_DATABASE_URL"]
    held = "SELECT report, keyring FROM wrap WHERE NOT dormant OR waits_for = 'keyring'"
    for row in rows(url, held):
        if name := reports(town).get(row["report"]):
            yield row["keyring"], f"{name}.holder"
    for row in rows(url, "SELECT report, fallback, substitutes, intakes FROM stand_ins"):
        if name := reports(town).get(row["report"]):
            waiting = " ".join(written(value).decode() for value in row.values())
            excluded = town.reports[name]["sent"].get("exclude", [])
            yield from ((f"stand-in {each}", f"{name}.holder") for each in excluded if f"{each}/" in waiting)


def reports(town: Town) -> dict[str, str]:
    """Id → report, of those that somebody had before them."""
    return {str(UUID(report["case"])): name for name, report in town.reports.items() if "case" in report}
