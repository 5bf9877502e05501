"""Looks that were written down, and an insider who changes them past every trigger."""

from datetime import datetime
from uuid import UUID, uuid4

import msgspec

from backend.auditing import Findings, verify
from backend.covenant import add_look
from backend.covenant.tables import AccessLog
from backend.database import Transaction, connect
from backend.installation import Installation
from tests.support.rows import in_postgres, in_sqlite

TRIGGERS = ("update", "delete", "replace")
LOGS = ("access_log", "log_joint", "log_head")
SOMEBODY = UUID(int=1)
KEYRING = "gemeente/wijkbeheer/case"


async def look(
    installation: Installation,
    *,
    person: UUID | None = SOMEBODY,
    keyring: str = KEYRING,
    purpose: str = "case",
    reports: int = 1,
) -> None:
    """Somebody opened something."""
    opened = [uuid4() for _ in range(reports)]

    async def entry(transaction: Transaction) -> None:
        add_look(installation, transaction, person, keyring, opened, ["task", "narrative"], purpose)

    await installation.ledger.record(entry)


async def looks(installation: Installation, number: int) -> None:
    """One after the other."""
    for _ in range(number):
        await look(installation)


async def chains() -> list[list[int]]:
    """The positions of the rows, chain by chain, the oldest chain first."""
    found: dict[UUID, list[int]] = {}
    for row in await AccessLog.select().order_by(AccessLog.at, AccessLog.position):
        found.setdefault(row["chain"], []).append(row["position"])
    return list(found.values())


async def breaks(installation: Installation) -> list[tuple[str, int]]:
    """What does not hold, and at which position."""
    found: Findings = await verify(installation)
    return [(each.kind, each.position) for each in found.breaks]


async def edit(url: str, statement: str) -> None:
    """Change what lies there, past the application."""
    if url.startswith("sqlite"):
        in_sqlite(url, statement)
    else:
        await in_postgres(url, statement)


async def open_up(url: str) -> None:
    """Take every trigger and index away, as who owns the database can."""
    for table in LOGS:
        if url.startswith("sqlite"):
            for trigger in TRIGGERS:
                await edit(url, f"DROP TRIGGER IF EXISTS {table}_{trigger}")
        else:
            await edit(url, f"ALTER TABLE {table} DISABLE TRIGGER USER")
    await edit(url, "DROP INDEX access_log_chain")


def other_process(installation: Installation) -> Installation:
    """Another process on the same database; the test starts and stops its database."""
    database = connect(installation.settings.database_url, [])
    return msgspec.structs.replace(installation, database=database)


def at_time(installation: Installation, time: datetime) -> Installation:
    """The same installation at another time."""
    return msgspec.structs.replace(installation, clock=lambda: time)
