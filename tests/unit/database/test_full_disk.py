"""Where nothing can be made durable, nobody is told that it was; and afterwards it works again."""

import asyncio
import contextlib
from uuid import uuid4

import asyncpg
import pytest

from backend.database import Database, connect
from backend.errors import Unavailable
from backend.piccolo_app import TABLES
from backend.reports.tables import Report
from tests.unit.database.test_ledger import report


async def fill(database: Database, url: str, *, full: bool) -> None:
    """Make the disk look full to the database, or not any more."""
    if url.startswith("sqlite"):
        connection = database.ledger._writer._connection  # type: ignore[attr-defined]
        pages = connection.execute("PRAGMA page_count").fetchone()["page_count"] if full else 1_000_000
        connection.execute(f"PRAGMA max_page_count={pages}")
        return
    other = await asyncpg.connect(url)
    if full:
        await other.execute(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS "
            "$$BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END$$;"
            "CREATE TRIGGER full_disk BEFORE INSERT ON report EXECUTE FUNCTION full_disk()"
        )
    else:
        await other.execute("DROP TRIGGER full_disk ON report")
    await other.close()


@pytest.mark.faults
async def test_a_full_disk_is_a_503_and_nothing_is_acknowledged(database_url: str) -> None:
    database = connect(database_url, TABLES)
    await database.start()
    before = await database.ledger.record(report(uuid4()))
    await fill(database, database_url, full=True)
    results = await asyncio.gather(
        *(database.ledger.record(report(uuid4())) for _ in range(400)), return_exceptions=True
    )
    acknowledged = [result for result in results if not isinstance(result, BaseException)]
    assert any(isinstance(result, Unavailable) for result in results)
    assert all(isinstance(result, Unavailable) for result in results if isinstance(result, BaseException))
    stored = {row["id"] for row in await Report.select(Report.id)}
    assert stored == {before, *acknowledged}

    await fill(database, database_url, full=False)
    await database.ledger.record(report(uuid4()))
    assert await Report.count() == len(stored) + 1
    await database.stop()


@pytest.mark.faults
async def test_a_lost_connection_costs_at_most_one_503(database_url: str) -> None:
    if database_url.startswith("sqlite"):
        pytest.skip("SQLite has no connection to lose")
    database = connect(database_url, TABLES)
    await database.start()
    other = await asyncpg.connect(database_url)
    await other.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
        "AND datname = current_database()"
    )
    await other.close()
    with contextlib.suppress(Unavailable):
        await database.ledger.record(report(uuid4()))
    id = await database.ledger.record(report(uuid4()))
    assert await Report.exists().where(Report.id == id)
    await database.stop()
