"""A team takes a case to its next status."""

from datetime import date
from uuid import UUID

from backend.casework.access import owns, visible_case_in
from backend.casework.checking import check_texts, problem_of
from backend.casework.choosing import next_statuses
from backend.casework.consequences import on_team_act
from backend.casework.model import CaseView
from backend.casework.reopening import begin_anew
from backend.casework.reporter_keys import reporter_key_of
from backend.casework.showing import answer
from backend.casework.stepping import Step, expect, in_one_entry, take_step
from backend.casework.tables import Task
from backend.casework.times import local_day
from backend.casework.transitions import FINISHED, Status
from backend.covenant import EventPart
from backend.database import Transaction
from backend.errors import Invalid
from backend.installation import Installation
from backend.people import Member
from backend.texts import mark

NOT_NOW = mark("Dit kan nu niet. Kies een andere stap.")
NO_DAY = mark("Kies op welke dag.")
DAY_PASSED = mark("Kies vandaag of een latere dag.")
NO_REASON = mark("Vertel waarom, en wie wel kan helpen.")
NO_QUESTION = mark("Typ uw vraag.")


async def transition(
    installation: Installation,
    member: Member,
    id: UUID,
    *,
    to: Status,
    version: int,
    text: str = "",
    planned_for: date | None = None,
    reason: str = "",
) -> CaseView:
    """Take the case to `to`: the reporter reads `text` (and `reason`, for what we do not do).

    Raises NotFound, Conflict where somebody else was first, Invalid for a step that the table does not have.
    """
    check(installation, to, text, planned_for, reason)
    now, zone = installation.clock(), installation.neighbourhood.timezone
    words = "\n".join(filter(None, [reason.strip(), text.strip()]))

    async def entry(transaction: Transaction) -> Step:
        case = await visible_case_in(transaction, member, id)
        await expect(transaction, case, version)
        reporter_key = await reporter_key_of(transaction, id)
        if not owns(member, case) or to not in next_statuses(case, reporter_reads=reporter_key is not None):
            raise Invalid({"to": NOT_NOW})
        changes = on_team_act(case, now, zone, to)
        if to == "reopened":
            changes |= begin_anew(installation, transaction, case, acknowledged=True)
        if to in FINISHED:
            await drop_tasks(transaction, id)
        part = EventPart(at=now, text=words, team=case.team, planned_for=planned_for.isoformat() if planned_for else "")
        return await take_step(
            installation, transaction, case, to, changes, part, reporter_key=reporter_key, news_at=now
        )

    step = await in_one_entry(installation, entry)
    return await answer(installation, member, step.case)


def check(installation: Installation, to: Status, text: str, planned_for: date | None, reason: str) -> None:
    """What a status asks for. Raises Invalid with every wrong field."""
    today = local_day(installation.clock(), installation.neighbourhood.timezone)
    day = ""
    if to == "planned":
        day = NO_DAY if planned_for is None else DAY_PASSED if planned_for < today else ""
    check_texts(
        text=problem_of(text, NO_QUESTION if to == "question" else ""),
        reason=problem_of(reason, NO_REASON if to == "declined" else ""),
        planned_for=day,
    )


async def drop_tasks(transaction: Transaction, report: UUID) -> None:
    """Nothing is left to do in the field."""
    await transaction.run(Task.delete().where(Task.report == report, Task.state == "open"))
