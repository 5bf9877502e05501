"""Checking by itself: every hour the worker verifies everything, so that the auditor need not wait for it."""

from datetime import datetime, timedelta

import msgspec
from msgspec import Struct

from backend.auditing.breaks import Break
from backend.auditing.tables import LogCheck
from backend.auditing.verifying import verify
from backend.database import Transaction
from backend.installation import Installation

EVERY = timedelta(hours=1)


class Check(Struct, frozen=True):
    """What was found last: when, in how many rows, how many breaks, and the first of them."""

    at: datetime
    rows: int
    breaks: int
    first: Break | None


async def last_check() -> Check | None:
    """The last check; None before the first."""
    rows = await LogCheck.select().order_by(LogCheck.at, ascending=False).limit(1)
    if not rows:
        return None
    first = msgspec.json.decode(rows[0]["first"], type=Break) if rows[0]["first"] else None
    return Check(rows[0]["at"], rows[0]["rows"], rows[0]["breaks"], first)


async def check_log(installation: Installation) -> None:
    """Verify everything, unless that was done within the hour."""
    now, before = installation.clock(), await last_check()
    if before and now < before.at + EVERY:
        return
    found = await verify(installation)
    first = msgspec.json.encode(found.breaks[0]).decode() if found.breaks else ""

    async def entry(transaction: Transaction) -> None:
        await transaction.run(LogCheck.delete(force=True))
        transaction.add(LogCheck, at=now, rows=found.rows, breaks=found.number, first=first)

    await installation.ledger.record(entry)
