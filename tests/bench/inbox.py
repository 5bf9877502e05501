"""An inbox page of twenty: how many reads and writes, and the same with 200 reports as with 200,000.

The yardstick is the bare select of the same twenty rows, in the same run. Real reports stand in front; what stands
behind them is never opened, so its sealed parts are padding.
"""

import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from backend.casework import CaseFilter, list_cases
from backend.casework.tables import Case
from backend.covenant.tables import AccessLog
from backend.database import Transaction
from backend.database.migrating import migrate
from backend.installation import Installation
from backend.opening import close_installation, open_installation
from backend.reports import NewReport, Place, submit
from backend.settings import load as load_settings
from backend.vault.tables import Sealed, Wrap
from tests.bench import load
from tests.support.cases import HANDLER, WIJKBEHEER
from tests.support.keys import make_keyrings
from tests.support.postgres import Cluster

SIZES = (200, 200_000)
PADDING = os.urandom(600)
AT_ONCE = 1_000
ROUNDS = 60


async def real(installation: Installation, number: int) -> None:
    """Reports that were really sent, due before all others."""
    for _ in range(number):
        new = NewReport(
            submission=uuid4(),
            category="stoep-bestrating",
            text="Losse tegel",
            place=Place(52.3745, 4.6401, "bij de bakker"),
            answers={"gevaarlijk": "ja"},
            key=os.urandom(32),
        )
        await submit(installation, new)


async def pad(installation: Installation, number: int) -> None:
    """Reports of the same team, due later: they are only in the way."""
    later = datetime.now(UTC) + timedelta(days=60)

    def rows(amount: int) -> Callable[[Transaction], Awaitable[None]]:
        async def entry(transaction: Transaction) -> None:
            for n in range(amount):
                id = uuid4()
                due = later + timedelta(seconds=n)
                transaction.add(
                    Case, id=id, reference=id.hex[:8], neighbourhood="rozenprieel", category="zwerfafval",
                    sensitivity="open", status="assigned", version=2, team=WIJKBEHEER, due_at=due,
                    acknowledge_by=due, handle_by=due, unread_team=True, unread_reporter=False,
                )  # fmt: skip
                transaction.add(Sealed, report=id, task=PADDING, place=PADDING, narrative=PADDING, mailbox=PADDING)
                transaction.add(
                    Wrap, id=uuid4(), report=id, subject=id, keyring=f"{WIJKBEHEER}/case", epoch=1,
                    keys=PADDING[:300], dormant=False, waits_for="",
                )  # fmt: skip

        return entry

    for _ in range(number // AT_ONCE):
        await installation.ledger.record(rows(AT_ONCE))
    if rest := number % AT_ONCE:
        await installation.ledger.record(rows(rest))


class Counted:
    """Counts what an engine is asked while a page is made."""

    def __init__(self, installation: Installation) -> None:
        self.reads = 0
        engine: Any = installation.database.engine
        asked = engine._run_in_new_connection if installation.settings.sqlite else engine._run_in_pool

        async def counting(*arguments: Any, **named: Any) -> Any:
            self.reads += 1
            return await asked(*arguments, **named)

        name = "_run_in_new_connection" if installation.settings.sqlite else "_run_in_pool"
        setattr(engine, name, counting)


async def medians(work: Callable[[], Awaitable[Any]]) -> tuple[float, float]:
    """Milliseconds of one page: wall and CPU, medians."""
    wall, cpu = [], []
    for _ in range(ROUNDS):
        began, used = time.perf_counter(), time.process_time()
        await work()
        wall.append((time.perf_counter() - began) * 1000)
        cpu.append((time.process_time() - used) * 1000)
    return statistics.median(wall), statistics.median(cpu)


async def measure(name: str, settings: Any) -> None:
    """Both sizes on one database."""
    await migrate(settings.database_url)
    installation = await open_installation(settings)
    await make_keyrings(installation)
    await real(installation, 40)
    there = 40
    pages: dict[int, float] = {}
    for size in SIZES:
        await pad(installation, size - there)
        if not settings.sqlite:
            await Case.raw("ANALYZE")  # as PostgreSQL does by itself within a minute
        there = size

        async def page() -> None:
            shown = await list_cases(installation, HANDLER, CaseFilter())
            assert len(shown.items) == 20

        async def bare() -> None:
            await Case.select().where(Case.team == WIJKBEHEER).order_by(Case.due_at, Case.id).limit(20)

        await page()
        wall, cpu = await medians(page)
        yardstick, _ = await medians(bare)
        counted, logged = Counted(installation), await AccessLog.count()
        counted.reads = 0
        await page()
        reads = counted.reads
        pages[size] = wall
        load.say(
            what=f"inbox page of 20, {name}", reports=size, ms=round(wall, 2), cpu_ms=round(cpu, 2),
            bare_select_ms=round(yardstick, 2), ratio=round(wall / yardstick, 1), reads=reads,
            log_rows=await AccessLog.count() - logged,
        )  # fmt: skip
    load.say(what=f"inbox, {name}: 200,000 / 200 reports", ratio=round(pages[SIZES[1]] / pages[SIZES[0]], 2))
    await close_installation(installation)


def settings_for(folder: str, database_url: str = "") -> Any:
    """An installation of its own."""
    environment = {"BUURTSEIN_DATA_DIR": f"{folder}/data", "BUURTSEIN_DEMO": "1"}
    if database_url:
        environment["BUURTSEIN_DATABASE_URL"] = database_url
    settings = load_settings(environment)
    settings.data_dir.mkdir(parents=True)
    return settings


def main() -> None:
    """SQLite and PostgreSQL."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure("SQLite", settings_for(folder)))
    cluster = Cluster()
    cluster.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(measure("PostgreSQL", settings_for(folder, cluster.create())))
    finally:
        cluster.remove()


if __name__ == "__main__":
    main()
