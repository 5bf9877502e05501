"""The chain: whole whatever fails around it, on both engines."""

import asyncio
import sqlite3
from uuid import uuid4

import asyncpg
import pytest

from backend.auditing import keep_log, verify
from backend.covenant.chain import LOOK, add_row, look_hasher
from backend.covenant.tables import AccessLog
from backend.database import Transaction
from backend.errors import Unavailable
from backend.installation import Installation
from backend.people.tables import Person
from tests.support.looks import breaks, chains, look, looks, other_process
from tests.support.outbox import Stopwatch


async def test_looks_of_one_process_are_one_chain(installation: Installation) -> None:
    await asyncio.gather(*(look(installation) for _ in range(30)))
    assert await chains() == [list(range(1, 31))]
    found = await verify(installation)
    assert (found.rows, found.holds) == (30, True)


async def test_looks_that_fail_among_others_leave_no_gap_and_no_fork(installation: Installation) -> None:
    hasher, taken = look_hasher(installation.vault), uuid4()
    values = {
        "at": installation.clock(),
        "person": None,
        "keyring": "",
        "purpose": "",
        "compartments": "",
        "reports": b"",
    }

    async def fails(transaction: Transaction) -> None:
        add_row(hasher, transaction, {"id": uuid4(), **values})
        raise ValueError

    async def is_there(transaction: Transaction) -> None:
        add_row(hasher, transaction, {"id": taken, **values})

    async def asks(transaction: Transaction) -> None:
        await transaction.run(Person.select())
        add_row(hasher, transaction, {"id": uuid4(), **values})

    await installation.ledger.record(is_there)
    entries = [[is_there, asks, fails, asks][n % 4] for n in range(40)]
    await asyncio.gather(*map(installation.ledger.record, entries), return_exceptions=True)
    await look(installation)
    assert await chains() == [list(range(1, 23))]
    assert await breaks(installation) == []


async def test_each_process_has_its_own(installation: Installation) -> None:
    other = other_process(installation)
    await other.database.start()
    try:
        await asyncio.gather(*(look(each) for each in [installation, other] * 10))
    finally:
        await other.database.stop()
    assert sorted(map(len, await chains())) == [10, 10]
    await keep_log(installation)
    found = await verify(installation)
    assert (found.rows, found.joints, found.holds) == (20, 2, True)


async def test_a_month_has_its_own(installation: Installation, clock: Stopwatch) -> None:
    await looks(installation, 2)
    clock.pass_by(days=10)
    await looks(installation, 3)
    assert await chains() == [[1, 2], [1, 2, 3]]
    assert await breaks(installation) == []


async def test_what_nobody_knows_begins_a_new_chain(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    await look(installation)
    with monkeypatch.context() as patch:
        patch.setattr("backend.database.postgres.write", lost)
        patch.setattr("backend.database.sqlite.write", full)
        with pytest.raises(Unavailable):
            await look(installation)
    await look(installation)
    assert await chains() == [[1], [1]]
    assert await breaks(installation) == []


async def lost(*_: object) -> None:
    """The connection goes."""
    raise asyncpg.ConnectionDoesNotExistError


def full(*_: object) -> None:
    """The disk is full."""
    raise sqlite3.OperationalError


async def test_a_hash_covers_every_column(installation: Installation) -> None:
    columns = {column._meta.name for column in AccessLog._meta.columns}
    assert {*LOOK, "hash"} == columns
