"""The ledger, on both engines: an entry is whole and durable, or not there at all."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import pytest

from backend.database import AlreadyThere, Database, Entry, Transaction, connect
from backend.database import ledger as ledger_module
from backend.errors import Unavailable
from backend.piccolo_app import TABLES
from backend.reports.tables import FollowSession, Report


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = connect(database_url, TABLES)
    await opened.start()
    yield opened
    await opened.stop()


def report(submission: UUID, reference: str = "") -> Entry[UUID]:
    """An entry of one report."""

    async def entry(transaction: Transaction) -> UUID:
        id = uuid4()
        transaction.add(
            Report, id=id, submission=submission, reference=reference or id.hex[:9], digest=b"digest", photos=0
        )
        return id

    return entry


async def test_what_was_answered_can_be_read(database: Database) -> None:
    id = await database.ledger.record(report(uuid4()))
    assert await Report.exists().where(Report.id == id)


async def test_eight_times_the_same_submission_at_once_is_one_report(database: Database) -> None:
    submission = uuid4()
    results = await asyncio.gather(
        *(database.ledger.record(report(submission)) for _ in range(8)), return_exceptions=True
    )
    assert sorted(type(result).__name__ for result in results) == ["AlreadyThere"] * 7 + ["UUID"]
    assert await Report.count() == 1


async def test_a_bad_entry_fails_alone(database: Database) -> None:
    taken = uuid4()
    await database.ledger.record(report(taken))

    async def broken(transaction: Transaction) -> None:
        transaction.add(Report, id=uuid4(), submission=uuid4(), reference="lost", digest=b"", photos=0)
        raise ValueError("a rule was broken")

    results = await asyncio.gather(
        database.ledger.record(report(uuid4())),
        database.ledger.record(report(taken)),
        database.ledger.record(broken),
        database.ledger.record(report(uuid4())),
        return_exceptions=True,
    )
    assert [type(result) for result in results] == [UUID, AlreadyThere, ValueError, UUID]
    assert await Report.count() == 3
    assert not await Report.exists().where(Report.reference == "lost")


async def test_an_entry_that_changes_and_then_fails_leaves_nothing_changed(database: Database) -> None:
    taken = uuid4()
    await database.ledger.record(report(taken, "first"))

    async def half(transaction: Transaction) -> None:
        await transaction.run(Report.update({Report.photos: 3}).where(Report.reference == "first"))
        transaction.add(Report, id=uuid4(), submission=taken, reference="second", digest=b"", photos=0)

    with pytest.raises(AlreadyThere):
        await database.ledger.record(half)
    assert (await Report.select(Report.photos))[0]["photos"] == 0


async def test_an_entry_sees_what_was_committed_before_it(database: Database) -> None:
    await database.ledger.record(report(uuid4(), "there"))

    async def look(transaction: Transaction) -> int:
        return len(await transaction.run(Report.select(Report.id).where(Report.reference == "there")))

    assert await database.ledger.record(look) == 1


async def test_an_entry_may_wait_for_nothing_else_on_sqlite(database: Database, database_url: str) -> None:
    if not database_url.startswith("sqlite"):
        pytest.skip("PostgreSQL answers from elsewhere: there an entry does wait")

    async def dawdle(_: Transaction) -> None:
        await asyncio.sleep(0.01)

    with pytest.raises(RuntimeError):
        await database.ledger.record(dawdle)
    await database.ledger.record(report(uuid4()))


async def test_a_full_queue_is_an_honest_503(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_module, "WAITING", 5)
    results = await asyncio.gather(
        *(database.ledger.record(report(uuid4())) for _ in range(20)), return_exceptions=True
    )
    refused = [result for result in results if isinstance(result, Unavailable)]
    assert len(refused) == 15
    assert await Report.count() == 5


async def test_stopping_finishes_what_was_accepted(database_url: str) -> None:
    database = connect(database_url, TABLES)
    await database.start()
    accepted = [asyncio.ensure_future(database.ledger.record(report(uuid4()))) for _ in range(300)]
    await asyncio.sleep(0)
    await database.stop()
    assert len(await asyncio.gather(*accepted)) == 300
    with pytest.raises(Unavailable):
        await database.ledger.record(report(uuid4()))


async def test_listeners_hear_which_tables_got_rows(database: Database) -> None:
    heard: list[set[str]] = []
    database.ledger.committed.append(heard.append)
    await database.ledger.record(report(uuid4()))
    assert heard == [{"report"}]


async def test_sessions_and_reports_go_in_one_entry(database: Database) -> None:
    async def both(transaction: Transaction) -> None:
        transaction.add(Report, id=uuid4(), submission=uuid4(), reference="both", digest=b"", photos=0)
        transaction.add(FollowSession, id=b"1", report=uuid4(), key=b"")
        transaction.add(FollowSession, id=b"1", report=uuid4(), key=b"")

    with pytest.raises(AlreadyThere):
        await database.ledger.record(both)
    assert await Report.count() == 0
    assert await FollowSession.count() == 0


async def test_an_unknown_column_is_said_at_once(database: Database) -> None:
    async def wrong(transaction: Transaction) -> None:
        transaction.add(Report, id=uuid4(), colour="red")

    with pytest.raises(TypeError, match="colour"):
        await database.ledger.record(wrong)
