"""A case turns out to be about something else: it is routed anew, wrapped anew, and the reporter reads why."""

from typing import Any
from uuid import UUID

import msgspec

from backend.casework.access import keeps, visible_case_in
from backend.casework.checking import check_texts, problem_of
from backend.casework.choosing import can_recategorise
from backend.casework.consequences import NOT_RESEALED, on_assignment
from backend.casework.finding import CaseRow
from backend.casework.model import CaseView
from backend.casework.moving import NOT_NOW, drop_tasks
from backend.casework.opening import add_task, has_field_work
from backend.casework.reporter_keys import reporter_key_of
from backend.casework.rewrapping import give_to, open_keys, open_report
from backend.casework.showing import answer
from backend.casework.stepping import expect, in_one_entry, take_step, tell_owner
from backend.casework.tables import Event, Task, TaskAction
from backend.casework.terms import frozen
from backend.casework.times import coarse
from backend.covenant import Disclosed, EventPart, TaskPart, exclusions_of, log_waking, readers, stand_ins
from backend.database import Transaction
from backend.deliveries import forget_owner, tell_team
from backend.errors import Invalid
from backend.installation import Installation
from backend.neighbourhood import Category, Neighbourhood, Point, Sensitivity, cell_of
from backend.people import Member
from backend.routing import Decision, NobodyLeft, decide, explain
from backend.texts import SOURCE, mark
from backend.vault import seal
from backend.vault.tables import Sealed

NO_CATEGORY = mark("Kies een ander onderwerp.")
NO_REASON = mark("Vertel waarom. De melder leest dit.")
NOBODY_LEFT = mark("Bij dit onderwerp is er geen team dat dit mag lezen. Kies een ander onderwerp.")


async def recategorise(
    installation: Installation, member: Member, id: UUID, *, category: str, reason: str, version: int
) -> CaseView:
    """Give the case another category: another team may get it, and its class may rise or fall.

    A higher class takes everything public away in the same moment. Raises NotFound, Conflict where somebody else was
    first, Invalid.
    """
    neighbourhood = installation.neighbourhood
    known = neighbourhood.has_category(category)
    check_texts(reason=problem_of(reason, NO_REASON), category="" if known else NO_CATEGORY)
    new, now = neighbourhood.category(category), installation.clock()

    async def entry(transaction: Transaction) -> CaseRow:
        case = await visible_case_in(transaction, member, id)
        await expect(transaction, case, version)
        if not (can_recategorise(case) and keeps(member, case)) or category == case.category:
            raise Invalid({"category": NOT_NOW if category != case.category else NO_CATEGORY})
        keys = await open_keys(installation, transaction, member, case)
        opened = await open_report(transaction, id, keys)
        excluded = await exclusions_of(installation, transaction, id)
        decision = route(neighbourhood, opened, new, excluded)
        await reclassify(installation, transaction, case, opened, new.class_)
        stand_in = stand_ins(neighbourhood, decision.team, decision.fallback, new.class_, excluded)
        await give_to(installation, transaction, opened, decision.team, new.class_, stand_in)
        if new.class_ == "sealed" != case.sensitivity:
            weighs = readers(
                installation, decision.team, new.class_, None, opened.contact.level if opened.contact else 1
            )
            log_waking(installation, transaction, id, weighs, "class")
        await rewrite_task_part(installation, transaction, opened, new, decision)
        acknowledge_by, handle_by = frozen(installation, decision.acknowledge, decision.handle, new.class_)
        changes = {
            "category": new.slug,
            "sensitivity": new.class_,
            "team": decision.team,
            **NOT_RESEALED,
            **on_assignment(acknowledge_by, handle_by),
            **public_columns(neighbourhood, opened, new.class_),
        }
        step = await take_step(
            installation,
            transaction,
            case,
            "recategorised",
            changes,
            EventPart(
                at=now,
                text=why(neighbourhood, reason, decision, opened),
                team=decision.team,
                category=new.slug,
            ),
            reporter_key=await reporter_key_of(transaction, id),
            news_at=now,
        )
        if has_field_work(neighbourhood, decision.team, new.class_):
            add_task(transaction, id, decision.team, handle_by, quick=new.quick)
            tell_team(transaction, team=decision.team, duties=["field"], report=id, due_at=now)
        tell_owner(installation, transaction, step.case)
        return step.case

    return await answer(installation, member, await in_one_entry(installation, entry))


def route(neighbourhood: Neighbourhood, opened: Disclosed, category: Category, excluded: tuple[str, ...]) -> Decision:
    """Who gets it under the new category. Raises Invalid where the reporter excluded everybody who could."""
    try:
        answers = opened.narrative.answers if opened.narrative else {}
        return decide(neighbourhood, category.slug, point_of(opened), answers, excluded)
    except NobodyLeft as failure:
        raise Invalid({"category": NOBODY_LEFT}) from failure


def point_of(opened: Disclosed) -> Point | None:
    """The exact point, where the reporter gave one."""
    place = opened.place
    if place is None or place.lat is None or place.lon is None:
        return None
    return Point(place.lat, place.lon)


def public_columns(neighbourhood: Neighbourhood, opened: Disclosed, sensitivity: Sensitivity) -> dict[str, Any]:
    """What stands in the clear for `open` only. A text is never public without moderation."""
    point = point_of(opened) if sensitivity == "open" else None
    return {
        "lat": point.lat if point else None,
        "lon": point.lon if point else None,
        "cell": cell_of(point) if point else None,
        "area": neighbourhood.public_area_at(point) if point else None,
        "public_text": None,
    }


def why(neighbourhood: Neighbourhood, reason: str, decision: Decision, opened: Disclosed) -> str:
    """What the reporter reads: the handler's reason, and who has it now, in the reporter's language."""
    language = opened.mailbox.language if opened.mailbox else SOURCE
    return f"{reason.strip()} {explain(neighbourhood, decision, language)}"


async def reclassify(
    installation: Installation, transaction: Transaction, case: CaseRow, opened: Disclosed, to: Sensitivity
) -> None:
    """Take away what may not stand in the clear for the new class: exact times, field work, subscriptions."""
    await drop_tasks(transaction, case.id)
    if to == "open":
        return
    zone = installation.neighbourhood.timezone
    for event in await transaction.run(Event.select(Event.id, Event.at).where(Event.report == case.id)):
        at = coarse(event["at"], to, zone)
        await transaction.run(Event.update({Event.at: at}).where(Event.id == event["id"]))
    if case.sensitivity == "open":
        for action in await transaction.run(TaskAction.select(TaskAction.id).where(TaskAction.report == case.id)):
            opened.keys.pop(action["id"], None)  # the note goes, and the wraps of its key with it
        await transaction.run(TaskAction.delete().where(TaskAction.report == case.id))
        await transaction.run(Task.delete().where(Task.report == case.id))
        await forget_owner(transaction, case.id)


async def rewrite_task_part(
    installation: Installation, transaction: Transaction, opened: Disclosed, category: Category, decision: Decision
) -> None:
    """What it is about and roughly where, under the key that it has."""
    where = installation.neighbourhood.area(decision.area).name if decision.area else ""
    part = msgspec.msgpack.encode(TaskPart(category=category.slug, where=where))
    body = seal(opened.keys[opened.report]["task"], part, opened.report, "task")
    await transaction.run(Sealed.update({Sealed.task: body}).where(Sealed.report == opened.report))
