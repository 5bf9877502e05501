"""What a reporter does with the code, as far as the case is concerned.

Called by `reports`, which knows the reporter's key.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID, uuid4

from backend.casework.consequences import may_reopen, on_reporter_act
from backend.casework.finding import CaseRow, case_in
from backend.casework.reopening import begin_anew
from backend.casework.reporter_keys import reporter_key_of
from backend.casework.stepping import in_one_entry, take_step, tell_keeper, tell_owner
from backend.casework.tables import Case, Event
from backend.casework.times import coarse
from backend.casework.transitions import Status
from backend.covenant import EventPart
from backend.database import Transaction
from backend.errors import Conflict, NotFound, SignInNeeded
from backend.installation import Installation
from backend.texts import mark
from backend.vault.tables import Wrap

NEW_CODE = mark("Uw code is veranderd. Typ uw nieuwe code.")
TOO_LATE = mark("Dit kan niet meer. Stuur een bericht, of maak een nieuwe melding.")


async def answer_from_reporter(installation: Installation, report: UUID, reporter_key: bytes, text: str) -> None:
    """The reporter says something; where the team asked a question the work goes on."""

    async def entry(transaction: Transaction) -> None:
        case = await case_in(transaction, report)
        to: Status | None = "in_progress" if case.status == "question" else None
        changes = on_reporter_act(case, installation.clock(), installation.neighbourhood.timezone, to)
        await step_of_reporter(installation, transaction, case, "message_reporter", changes, reporter_key, text)

    await in_one_entry(installation, entry)


async def reopen_by_reporter(installation: Installation, report: UUID, reporter_key: bytes, text: str) -> None:
    """Not good yet: the case is looked at again. Raises Conflict after fourteen quiet days."""

    async def entry(transaction: Transaction) -> None:
        case = await answered_case(installation, transaction, report)
        changes = on_reporter_act(case, installation.clock(), installation.neighbourhood.timezone, "reopened")
        changes |= begin_anew(installation, transaction, case, acknowledged=False)
        await step_of_reporter(installation, transaction, case, "reopened", changes, reporter_key, text)

    await in_one_entry(installation, entry)


async def thank_by_reporter(installation: Installation, report: UUID, reporter_key: bytes, text: str) -> None:
    """It is good so. Raises Conflict where nothing was answered yet, or too long ago."""

    async def entry(transaction: Transaction) -> None:
        case = await answered_case(installation, transaction, report)
        changes = on_reporter_act(case, installation.clock(), installation.neighbourhood.timezone)
        await step_of_reporter(installation, transaction, case, "feedback_good", changes, reporter_key, text)

    await in_one_entry(installation, entry)


async def withdraw_case(installation: Installation, transaction: Transaction, report: UUID) -> str:
    """The reporter takes it back, inside the entry that destroys what they gave.

    The task of an open report stays, can be done and counts; what was said becomes unreadable, a work note does not.
    Returns its class. Raises NotFound where it was withdrawn before.
    """
    changes: dict[Any, Any] = {
        Case.status: "withdrawn",
        Case.version: Case.version + 1,
        Case.due_at: None,
        Case.next_step_at: None,
        Case.public_text: None,
        Case.unread_team: False,
        Case.unread_reporter: False,
        Case.unread_intake: None,
        Case.release_at: None,
    }
    rows = await transaction.run(
        Case.update(changes)
        .where(Case.id == report, Case.status != "withdrawn")
        .returning(Case.version, Case.sensitivity)
    )
    if not rows:
        raise NotFound
    said = await transaction.run(Event.select(Event.id).where(Event.report == report))
    await transaction.run(Wrap.delete().where(Wrap.subject.is_in([event["id"] for event in said])))
    await transaction.run(Event.update({Event.body: None}).where(Event.report == report))
    at = coarse(installation.clock(), rows[0]["sensitivity"], installation.neighbourhood.timezone)
    transaction.add(Event, id=uuid4(), report=report, position=rows[0]["version"], kind="withdrawn", at=at)
    return str(rows[0]["sensitivity"])


async def not_withdrawn(reports: Collection[UUID]) -> list[UUID]:
    """Those of these reports that are there and were not withdrawn."""
    query = Case.select(Case.id).where(Case.id.is_in(list(reports)), Case.status != "withdrawn")
    return [row["id"] for row in await query]


async def answered_case(installation: Installation, transaction: Transaction, report: UUID) -> CaseRow:
    """The case, where the reporter can still judge the answer. Raises Conflict."""
    case = await case_in(transaction, report)
    if not may_reopen(case, installation.clock()):
        raise Conflict(TOO_LATE)
    return case


async def step_of_reporter(
    installation: Installation,
    transaction: Transaction,
    case: CaseRow,
    kind: str,
    changes: dict[str, Any],
    reporter_key: bytes,
    text: str,
) -> None:
    """Write it and tell the team: of a re-sealed case intake, and its team where that has work again.

    A report that was withdrawn meanwhile is not there. Raises SignInNeeded where the code was changed meanwhile: the
    old one is dead at once.
    """
    if case.status == "withdrawn":
        raise NotFound
    if await reporter_key_of(transaction, case.id) != reporter_key:
        raise SignInNeeded(NEW_CODE)
    part = EventPart(at=installation.clock(), text=text, team=case.team)
    if case.intake:
        unread = case.unread_team or "status" in changes
        changes = changes | {"unread_intake": True, "unread_team": unread}
    step = await take_step(
        installation, transaction, case, kind, changes, part, reporter_key=reporter_key, between="reporter"
    )
    tell_keeper(installation, transaction, step.case)
    if case.intake and "status" in changes and case.release_at is None:
        tell_owner(installation, transaction, step.case)
