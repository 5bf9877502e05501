"""The database refuses to change the log; a month goes whole after two years, and what is left still holds."""

import sqlite3
from datetime import UTC, datetime

import asyncpg
import pytest

from backend.auditing import keep_log, last_head, read_slip, verify, write_slip
from backend.auditing.dropping import kept_from
from backend.auditing.tables import LogHead, LogJoint
from backend.covenant.tables import AccessLog
from backend.installation import Installation, now
from tests.support.looks import at_time, edit, looks, open_up

REFUSED = (sqlite3.IntegrityError, asyncpg.RaiseError)
CHANGES = {
    "change": "UPDATE access_log SET purpose = 'x'",
    "delete": "DELETE FROM access_log",
    "change a joint": "UPDATE log_joint SET reached = 5",
    "delete a joint": "DELETE FROM log_joint",
    "change a head": "UPDATE log_head SET joint = 5",
    "delete a head": "DELETE FROM log_head",
}
SQLITE_ONLY = {
    "replace": "REPLACE INTO access_log SELECT * FROM access_log",
    "replace a head": "REPLACE INTO log_head SELECT * FROM log_head",
}
POSTGRES_ONLY = {
    "empty": "TRUNCATE access_log",
    "empty joints": "TRUNCATE log_joint",
    "empty heads": "TRUNCATE log_head",
    "empty by cascade": "TRUNCATE access_log CASCADE",
}


@pytest.fixture
async def log(installation: Installation) -> Installation:
    """A few looks, joined, and a head."""
    await looks(installation, 3)
    await keep_log(installation)
    return installation


async def test_the_database_refuses(log: Installation, database_url: str) -> None:
    own = SQLITE_ONLY if database_url.startswith("sqlite") else POSTGRES_ONLY
    for statement in (CHANGES | own).values():
        with pytest.raises(REFUSED, match="cannot be changed"):
            await edit(database_url, statement)
    assert (await verify(log)).holds


async def test_not_a_row_of_this_month_two_years_ago_goes(installation: Installation, database_url: str) -> None:
    await looks(at_time(installation, kept_from(now())), 1)
    with pytest.raises(REFUSED):
        await edit(database_url, "DELETE FROM access_log")


def test_a_month_is_kept_until_all_of_it_is_two_years_old() -> None:
    assert kept_from(datetime(2026, 11, 30, 23, 59, tzinfo=UTC)) == datetime(2024, 11, 1, tzinfo=UTC)
    assert kept_from(datetime(2026, 12, 1, tzinfo=UTC)) == datetime(2024, 12, 1, tzinfo=UTC)
    assert kept_from(datetime(2028, 2, 29, tzinfo=UTC)) == datetime(2026, 2, 1, tzinfo=UTC)


async def through(installation: Installation, *times: datetime) -> None:
    """Looks and the worker's turn at each of these times."""
    for time in times:
        there = at_time(installation, time)
        await looks(there, 2)
        await keep_log(there)


async def test_months_go_whole_and_the_rest_holds(installation: Installation, database_url: str) -> None:
    since = kept_from(now())
    year, month = since.year, since.month
    before = [datetime(year - 1, month, day, hour, tzinfo=UTC) for day in (5, 6, 20) for hour in (9, 15)]
    await through(installation, *before, since.replace(day=1, hour=8), since.replace(day=2, hour=8))
    old = await last_head()
    assert old
    await through(installation, now())
    assert await AccessLog.exists().where(AccessLog.at < since) is False
    assert await AccessLog.count() == 6, "what is younger stayed"
    assert await LogJoint.count() < 9, "joints of dropped months went too"
    assert [row["number"] for row in await LogHead.select().order_by(LogHead.number)] == list(
        range(1, await LogHead.count() + 1)
    )
    found = await verify(at_time(installation, now()), [read_slip(write_slip(old))])
    assert (found.breaks, found.rows) == ([], 6)
    await open_up(database_url)
    (first, *_) = await LogJoint.select().order_by(LogJoint.position)
    await edit(database_url, f"DELETE FROM log_joint WHERE position = {first['position']}")  # noqa: S608
    assert not (await verify(at_time(installation, now()))).holds, "no more goes than the heads allow"


async def test_everything_is_old(installation: Installation) -> None:
    long_ago = kept_from(now()).replace(year=kept_from(now()).year - 1)
    await through(installation, long_ago.replace(day=3), long_ago.replace(day=4))
    today = at_time(installation, now())
    await keep_log(today)
    assert await AccessLog.count() == 0
    assert (await verify(today)).breaks == []
    await looks(today, 2)
    await keep_log(today)
    assert (await verify(today)).breaks == []
