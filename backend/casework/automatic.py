"""Steps that nobody takes: a case that stays quiet is closed, a question that stays open comes back to its team."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.casework.consequences import on_status
from backend.casework.finding import CaseRow, case_in
from backend.casework.reporter_keys import reporter_key_of
from backend.casework.stepping import in_one_entry, take_step, tell_owner
from backend.casework.tables import Case
from backend.casework.transitions import Status
from backend.covenant import EventPart
from backend.database import Transaction
from backend.deliveries import forget_owner
from backend.installation import Installation

AT_ONCE = 100
#: status → what it becomes by itself, and the kind of the event that says so.
NEXT: dict[Status, tuple[Status, str]] = {
    "resolved": ("closed", "closed"),
    "declined": ("closed", "closed"),
    "question": ("assigned", "unanswered"),
}


async def close_quiet(installation: Installation) -> int:
    """Take every automatic step that is due, and say how many there were."""
    taken = 0
    while ids := await due_cases(installation.clock()):
        for id in ids:
            taken += await step_by_itself(installation, id)
    return taken


async def due_cases(now: datetime) -> list[UUID]:
    """Some cases whose next step is due."""
    rows = await Case.select(Case.id).where(Case.next_step_at <= now).order_by(Case.next_step_at).limit(AT_ONCE)
    return [row["id"] for row in rows]


async def step_by_itself(installation: Installation, id: UUID) -> bool:
    """The next step of one case; False where something else happened first."""
    now, zone = installation.clock(), installation.neighbourhood.timezone

    async def entry(transaction: Transaction) -> bool:
        case = await case_in(transaction, id)
        if case.next_step_at is None or case.next_step_at > now:
            return False
        to, kind = NEXT[case.status]
        step = await take_step(
            installation,
            transaction,
            case,
            kind,
            changes_of(case, to, now, zone),
            EventPart(at=now, team=case.team),
            reporter_key=await reporter_key_of(transaction, id),
            between="all",
        )
        if to == "closed":
            await forget_owner(transaction, id)
        else:
            tell_owner(installation, transaction, step.case)
        return True

    return await in_one_entry(installation, entry)


def changes_of(case: CaseRow, to: Status, now: datetime, timezone: str) -> dict[str, Any]:
    """The columns that change; a question without an answer is work for the team again."""
    changes = on_status(case, to, now, timezone)
    return changes if to == "closed" else changes | {"unread_team": True}
