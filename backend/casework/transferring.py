"""A case goes to another team, with a reason that the reporter reads."""

from uuid import UUID

from backend.casework.access import keeps, visible_case_in
from backend.casework.checking import check_texts, problem_of
from backend.casework.choosing import can_transfer
from backend.casework.consequences import NOT_RESEALED, on_assignment
from backend.casework.finding import CaseRow
from backend.casework.model import CaseView
from backend.casework.moving import NOT_NOW, drop_tasks
from backend.casework.opening import add_task, has_field_work
from backend.casework.reporter_keys import reporter_key_of
from backend.casework.rewrapping import give_to, open_keys, open_report
from backend.casework.showing import answer
from backend.casework.stepping import expect, in_one_entry, take_step, tell_owner
from backend.casework.team_choices import can_have, is_excluded
from backend.casework.terms import fresh_terms, rule_for
from backend.covenant import EventPart, exclusions_of, stand_ins
from backend.database import Transaction
from backend.deliveries import tell_team
from backend.errors import Invalid
from backend.installation import Installation
from backend.people import Member
from backend.texts import mark

NO_REASON = mark("Vertel waarom. De melder leest dit.")
NO_TEAM = mark("Kies een team.")
NOT_THIS_TEAM = mark("Dit team kan deze melding niet krijgen. Kies een ander team.")


async def transfer(
    installation: Installation, member: Member, id: UUID, *, team: str, reason: str, version: int
) -> CaseView:
    """Give the case to `team` (partner/team): its times start anew, and the team that had it can open nothing any more.

    Raises NotFound, Conflict where somebody else was first, Invalid for a team that may not have it.
    """
    neighbourhood = installation.neighbourhood
    known = neighbourhood.has_team(team)
    check_texts(reason=problem_of(reason, NO_REASON), team="" if known else NO_TEAM)
    now = installation.clock()

    async def entry(transaction: Transaction) -> CaseRow:
        case = await visible_case_in(transaction, member, id)
        await expect(transaction, case, version)
        if not (can_transfer(case) and keeps(member, case)):
            raise Invalid({"team": NOT_NOW})
        excluded = await exclusions_of(installation, transaction, id)
        if team == case.team or not can_have(neighbourhood, team, case.sensitivity) or is_excluded(team, excluded):
            raise Invalid({"team": NOT_THIS_TEAM})
        opened = await open_report(transaction, id, await open_keys(installation, transaction, member, case))
        category = neighbourhood.category(case.category)
        fallback = rule_for(neighbourhood, team, category).fallback
        stand_in = stand_ins(neighbourhood, team, fallback, case.sensitivity, excluded)
        await give_to(installation, transaction, opened, team, case.sensitivity, stand_in)
        times = fresh_terms(installation, team, category, case.sensitivity)
        step = await take_step(
            installation,
            transaction,
            case,
            "assigned",
            {"team": team, **NOT_RESEALED, **on_assignment(*times)},
            EventPart(at=now, text=reason.strip(), team=team),
            reporter_key=await reporter_key_of(transaction, id),
            news_at=now,
        )
        await drop_tasks(transaction, id)
        if has_field_work(neighbourhood, team, case.sensitivity):
            add_task(transaction, id, team, times[1], quick=category.quick)
            tell_team(transaction, team=team, duties=["field"], report=id, due_at=now)
        tell_owner(installation, transaction, step.case)
        return step.case

    return await answer(installation, member, await in_one_entry(installation, entry))
