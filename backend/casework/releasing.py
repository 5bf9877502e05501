"""A re-sealed report reaches its team in its slot: what slept is woken, and the team is told."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.casework.finding import case_in
from backend.casework.slots import jitter
from backend.casework.stepping import in_one_entry, tell_owner
from backend.casework.tables import Case
from backend.covenant import wake_released
from backend.database import Transaction
from backend.installation import Installation

AT_ONCE = 200


async def release_due(installation: Installation) -> int:
    """Release what is due, and say how many there were. Each comes some time after its slot, never before it."""
    now = installation.clock()
    rows = await (
        Case.select(Case.id, Case.release_at)
        .where(Case.release_at <= now)
        .order_by(Case.release_at, Case.id)
        .limit(AT_ONCE)
    )
    due = [row["id"] for row in rows if row["release_at"] + jitter_of(installation, row["id"]) <= now]
    return sum([await release(installation, id, now) for id in due])


def jitter_of(installation: Installation, report: UUID) -> Any:
    """How long after its slot a report comes: nobody without the pepper can work it out."""
    return jitter(installation.vault.digest("release", report.bytes))


async def release(installation: Installation, id: UUID, now: datetime) -> bool:
    """One case; False where it was withdrawn or given to another team meanwhile."""

    async def entry(transaction: Transaction) -> bool:
        case = await case_in(transaction, id)
        if case.release_at is None or case.release_at > now:
            return False
        await transaction.run(Case.update({Case.release_at: None}).where(Case.id == id))
        await wake_released(transaction, installation, id)
        tell_owner(installation, transaction, case)
        return True

    return await in_one_entry(installation, entry)
