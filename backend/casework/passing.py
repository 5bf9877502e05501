"""Between intake and the team of a re-sealed case: what the team says goes to intake, and intake passes things on."""

from uuid import UUID

from backend.casework.access import keeps, visible_case_in
from backend.casework.checking import check_texts, problem_of
from backend.casework.choosing import SILENT, can_pass_on
from backend.casework.consequences import ON_INTAKE_ACT, on_team_act
from backend.casework.finding import CaseRow
from backend.casework.model import CaseView
from backend.casework.showing import answer
from backend.casework.stepping import in_one_entry, take_step, tell_keeper, tell_owner
from backend.covenant import EventPart
from backend.database import Transaction
from backend.errors import Conflict, Invalid
from backend.installation import Installation
from backend.people import Member
from backend.texts import mark

NO_TEXT = mark("Typ eerst uw bericht.")
NO_LONGER = mark("Aan deze zaak is niets meer te doen.")


async def tell_intake(installation: Installation, transaction: Transaction, case: CaseRow, text: str) -> CaseRow:
    """The team says something that intake may pass on to the reporter. Raises Conflict where the case ended."""
    if case.status in SILENT:
        raise Conflict(NO_LONGER)
    now, zone = installation.clock(), installation.neighbourhood.timezone
    changes = on_team_act(case, now, zone) | {"unread_reporter": case.unread_reporter, "unread_intake": True}
    part = EventPart(at=now, text=text, team=case.team)
    step = await take_step(installation, transaction, case, "to_intake", changes, part, reporter_key=None)
    tell_keeper(installation, transaction, step.case)
    return step.case


async def pass_on(installation: Installation, member: Member, id: UUID, text: str) -> CaseView:
    """Intake tells the team of a re-sealed case something, in its own words. Raises NotFound, Invalid."""
    check_texts(text=problem_of(text, NO_TEXT))
    now = installation.clock()

    async def entry(transaction: Transaction) -> CaseRow:
        case = await visible_case_in(transaction, member, id)
        if not (keeps(member, case) and can_pass_on(case)):
            raise Invalid({"text": NO_LONGER})
        step = await take_step(
            installation,
            transaction,
            case,
            "to_team",
            ON_INTAKE_ACT | {"unread_team": True},
            EventPart(at=now, text=text.strip(), team=case.team),
            reporter_key=None,
        )
        if step.case.release_at is None:
            tell_owner(installation, transaction, step.case)
        return step.case

    return await answer(installation, member, await in_one_entry(installation, entry))
