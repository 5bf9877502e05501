"""The last row of a table, on both engines: what stands for good before an entry, and nothing else."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from backend.database import AlreadyThere, Database, Entry, Transaction, connect
from backend.errors import Unavailable
from backend.piccolo_app import TABLES
from backend.reports.tables import Report
from backend.vault.tables import Foundation


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = connect(database_url, TABLES)
    await opened.start()
    yield opened
    await opened.stop()


def counted(*, asks: bool = False, fails: bool = False, reference: str = "") -> Entry[int]:
    """An entry whose row has the number after that of the last one."""

    async def entry(transaction: Transaction) -> int:
        last = transaction.last(Report)
        number = last["photos"] + 1 if last else 1
        if asks:
            await transaction.run(Foundation.select())
        transaction.add(
            Report, id=uuid4(), submission=uuid4(), reference=reference or uuid4().hex[:9], digest=b"", photos=number
        )
        if fails:
            raise ValueError
        return number

    return entry


async def numbers() -> list[int]:
    return [row["photos"] for row in await Report.select(Report.photos).order_by(Report.photos)]


async def record_all(database: Database, entries: list[Entry[int]]) -> list[Any]:
    return await asyncio.gather(*map(database.ledger.record, entries), return_exceptions=True)


async def test_numbers_go_on_within_a_batch_and_after_it(database: Database) -> None:
    assert await record_all(database, [counted() for _ in range(20)]) == list(range(1, 21))
    assert await database.ledger.record(counted()) == 21


async def test_entries_that_ask_and_entries_that_only_add_stand_in_one_line(database: Database) -> None:
    assert await record_all(database, [counted(asks=n % 3 == 0) for n in range(20)]) == list(range(1, 21))
    assert await numbers() == list(range(1, 21))


async def test_what_fails_takes_no_number(database: Database) -> None:
    entries = [counted(asks=n % 2 == 0, fails=n % 5 == 3) for n in range(20)]
    outcomes = await record_all(database, entries)
    assert sum(isinstance(outcome, ValueError) for outcome in outcomes) == 4
    assert await numbers() == list(range(1, 17))


async def test_what_cannot_be_stored_takes_no_number_from_others(database: Database) -> None:
    await database.ledger.record(counted(reference="taken"))
    entries = [counted(asks=n % 2 == 0, reference="taken" if n in {3, 4, 9} else "") for n in range(20)]
    outcomes = await record_all(database, entries)
    assert sum(isinstance(outcome, AlreadyThere) for outcome in outcomes) == 3
    assert await numbers() == list(range(1, 19))
    assert await database.ledger.record(counted()) == 19


async def test_an_entry_sees_its_own_rows(database: Database) -> None:
    async def two(transaction: Transaction) -> list[int]:
        return [await counted()(transaction), await counted()(transaction)]

    assert await database.ledger.record(two) == [1, 2]


async def test_a_commit_that_fails_leaves_nothing_known(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody can tell whether it was committed: the next entry knows no last row, rather than a wrong one."""
    assert await database.ledger.record(counted()) == 1

    async def gone(*_: Any) -> None:
        raise asyncpg.ConnectionDoesNotExistError

    def full(*_: Any) -> None:
        raise sqlite3.OperationalError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr("backend.database.postgres.write", gone)
        patch.setattr("backend.database.sqlite.write", full)
        with pytest.raises(Unavailable):
            await database.ledger.record(counted())
    assert await database.ledger.record(counted()) == 1
