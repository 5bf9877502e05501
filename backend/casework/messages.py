"""Short steps of a team: it has seen a case, it says something to the reporter."""

from uuid import UUID

from backend.casework.access import keeps, owns, visible_case_in
from backend.casework.checking import check_texts, problem_of
from backend.casework.choosing import can_message
from backend.casework.consequences import ON_INTAKE_ACT, on_team_act
from backend.casework.finding import CaseRow
from backend.casework.model import CaseView
from backend.casework.passing import tell_intake
from backend.casework.reporter_keys import reporter_key_of
from backend.casework.showing import answer
from backend.casework.stepping import in_one_entry, take_step
from backend.casework.tables import Case
from backend.covenant import EventPart
from backend.database import Transaction
from backend.errors import Conflict
from backend.installation import Installation
from backend.people import Member
from backend.texts import mark

NO_TEXT = mark("Typ eerst uw bericht.")
NOBODY_READS = mark("De melder kan geen berichten lezen.")


async def seen(installation: Installation, member: Member, id: UUID) -> CaseView:
    """The member has seen the case ("Gezien"): it counts as acknowledged, and the reporter reads that."""
    now, zone = installation.clock(), installation.neighbourhood.timezone

    async def entry(transaction: Transaction) -> CaseRow:
        case = await visible_case_in(transaction, member, id)
        if not owns(member, case):
            await transaction.run(Case.update({Case.unread_intake: False}).where(Case.id == id))
            return case
        if case.acknowledged_on is not None or case.status == "withdrawn":
            await transaction.run(Case.update({Case.unread_team: False}).where(Case.id == id))
            return case
        step = await take_step(
            installation,
            transaction,
            case,
            "seen",
            on_team_act(case, now, zone),
            EventPart(at=now, team=case.team),
            reporter_key=await reporter_key_of(transaction, id),
        )
        return step.case

    return await answer(installation, member, await in_one_entry(installation, entry))


async def send_message(installation: Installation, member: Member, id: UUID, text: str) -> CaseView:
    """Say something to the reporter; the team of a re-sealed case says it to intake, which passes it on.

    Raises Conflict where nobody can read it.
    """
    check_texts(text=problem_of(text, NO_TEXT))
    now, zone = installation.clock(), installation.neighbourhood.timezone

    async def entry(transaction: Transaction) -> CaseRow:
        case = await visible_case_in(transaction, member, id)
        if not keeps(member, case):
            return await tell_intake(installation, transaction, case, text.strip())
        reporter_key = await reporter_key_of(transaction, id)
        if not can_message(case, reporter_reads=reporter_key is not None):
            raise Conflict(NOBODY_READS)
        step = await take_step(
            installation,
            transaction,
            case,
            "message_team",
            on_team_act(case, now, zone) if owns(member, case) else ON_INTAKE_ACT | {"unread_reporter": True},
            EventPart(at=now, text=text.strip(), team=case.intake or case.team),
            reporter_key=reporter_key,
            news_at=now,
            between="reporter",
        )
        return step.case

    return await answer(installation, member, await in_one_entry(installation, entry))
