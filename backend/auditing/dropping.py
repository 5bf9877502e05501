"""Dropping: the log is kept by the month, and a month goes whole once all of it is two years old. Heads stay."""

from datetime import UTC, datetime

from backend.auditing.tables import LogHead, LogJoint
from backend.covenant.tables import AccessLog
from backend.database import Transaction
from backend.installation import Installation

YEARS = 2


def kept_from(now: datetime) -> datetime:
    """The beginning of the oldest month (UTC) that is kept."""
    there = now.astimezone(UTC)
    return datetime(there.year - YEARS, there.month, 1, tzinfo=UTC)


async def drop_old(installation: Installation) -> None:
    """Delete the months that are too old, and their joints but for the last one: the heads go on from there."""
    since = kept_from(installation.clock())
    if not await AccessLog.exists().where(AccessLog.at < since):
        return

    async def entry(transaction: Transaction) -> None:
        await transaction.run(AccessLog.delete().where(AccessLog.at < since))
        heads = await transaction.run(
            LogHead.select(LogHead.joint)
            .where(LogHead.day < since.date())
            .order_by(LogHead.number, ascending=False)
            .limit(1)
        )
        if heads:
            await transaction.run(LogJoint.delete().where(LogJoint.position < heads[0]["joint"]))
        transaction.forget()

    await installation.ledger.record(entry)
