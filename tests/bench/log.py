"""One look in the access log: CPU of the chained row beside the same row without a chain; and verifying a million.

Budget: the chain costs no more than half of a bare insert; 1,000,000 rows are verified within a minute.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from uuid import UUID, uuid4

import uvloop

from backend.auditing import keep_log, verify
from backend.covenant.chain import add_row, look_hasher
from backend.covenant.tables import AccessLog
from backend.database import Transaction
from backend.installation import Installation, now
from tests.bench import load
from tests.support.databases import Databases, SQLiteFolder
from tests.support.outbox import opened, settings
from tests.support.postgres import Cluster

LOOKS = 2_000
AT_ONCE = 16
ROUNDS = 5
MANY = 1_000_000
IN_ONE = 2_000

Look = Callable[[Transaction], None]


def look(reports: int) -> dict[str, object]:
    """An inbox page that was opened."""
    return {
        "id": uuid4(), "at": now(), "person": UUID(int=1), "keyring": "gemeente/wijkbeheer/case", "purpose": "inbox",
        "compartments": "place,task", "reports": bytes(16 * reports),
    }  # fmt: skip


def bare(transaction: Transaction) -> None:
    """The row alone."""
    transaction.add(AccessLog, **look(20), chain=uuid4(), position=1, hash=bytes(32))


async def cost(installation: Installation, add: Look) -> tuple[float, float]:
    """Milliseconds per look, CPU of this process and wall, as many at once as a busy desk."""

    async def entry(transaction: Transaction) -> None:
        add(transaction)

    async def some() -> None:
        for _ in range(LOOKS // AT_ONCE):
            await installation.ledger.record(entry)

    began, used = time.perf_counter(), time.process_time()
    await asyncio.gather(*(some() for _ in range(AT_ONCE)))
    return (time.process_time() - used) / LOOKS * 1000, (time.perf_counter() - began) / LOOKS * 1000


async def medians(installation: Installation, ways: dict[str, Look]) -> dict[str, tuple[float, float]]:
    """Medians of interleaved rounds."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, add in ways.items():
            taken[name].append(await cost(installation, add))
    return {
        name: (statistics.median(cpu for cpu, _ in rounds), statistics.median(wall for _, wall in rounds))
        for name, rounds in taken.items()
    }


async def fill(installation: Installation, add: Look) -> None:
    """As many rows as a city makes in a year."""

    async def entry(transaction: Transaction) -> None:
        for _ in range(IN_ONE):
            add(transaction)

    for _ in range(MANY // IN_ONE):
        await installation.ledger.record(entry)


async def timed(work: Callable[[], Awaitable[object]]) -> float:
    """Seconds."""
    began = time.perf_counter()
    await work()
    return time.perf_counter() - began


async def measure(name: str, databases: Databases) -> None:
    """Everything on one engine."""
    with tempfile.TemporaryDirectory() as folder:
        url = databases.migrated()
        async with opened(settings(url, Path(folder)), now) as installation:
            found = await medians(installation, {"bare": bare, "chained": chained_by(installation, 20)})
            load.say(
                what=f"one look, {name}", bare_cpu_ms=round(found["bare"][0], 3),
                chained_cpu_ms=round(found["chained"][0], 3), bare_ms=round(found["bare"][1], 3),
                chained_ms=round(found["chained"][1], 3), ratio=round(found["chained"][0] / found["bare"][0], 2),
            )  # fmt: skip
        databases.drop(url)
        url = databases.migrated()
        async with opened(settings(url, Path(folder)), now) as installation:
            await fill(installation, chained_by(installation, 1))
            joined = await timed(lambda: keep_log(installation))
            verified = await timed(lambda: verified_whole(installation))
            load.say(
                what=f"verify {MANY:,} rows, {name}", s=round(verified, 1), join_ms=round(joined * 1000, 1), budget_s=60
            )


def chained_by(installation: Installation, reports: int) -> Look:
    """The row with its link."""
    hasher = look_hasher(installation.vault)
    return lambda transaction: add_row(hasher, transaction, look(reports))


async def verified_whole(installation: Installation) -> None:
    """All of it holds."""
    found = await verify(installation)
    assert (found.rows, found.holds) == (MANY, True), found


def main() -> None:
    """SQLite, then PostgreSQL; on the loop that serves."""
    with tempfile.TemporaryDirectory() as folder:
        uvloop.run(measure("SQLite", Databases(SQLiteFolder(Path(folder)))))
    cluster = Cluster()
    cluster.start()
    try:
        uvloop.run(measure("PostgreSQL", Databases(cluster)))
    finally:
        cluster.remove()


if __name__ == "__main__":
    main()
