"""Done, or failed: what a field worker says of a task, once per action id that the phone made up."""

from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from msgspec import Struct

from backend.casework.checking import check_texts, problem_of
from backend.casework.consequences import on_team_act
from backend.casework.finding import CaseRow, case_in
from backend.casework.model import ActionState, FailedReason
from backend.casework.reporter_keys import reporter_key_of
from backend.casework.stepping import Overtaken, in_one_entry, take_step, tell_owner
from backend.casework.tables import Case, Task, TaskAction
from backend.casework.task_access import visible_task_in
from backend.casework.times import end_of_day, local_day
from backend.casework.transitions import ACTIVE
from backend.covenant import EventPart, readers, seal_event, stand_ins_of
from backend.database import Transaction
from backend.errors import Conflict
from backend.installation import Installation
from backend.people import Member
from backend.texts import mark

#: How long a slip of the thumb can be undone; the news leaves after that.
UNDO = timedelta(seconds=10)
#: How long a phone may have been without a connection.
QUEUED = timedelta(days=30)
ALREADY = mark("Deze taak is al klaar.")
NO_NOTE = mark("Schrijf kort wat er aan de hand is.")
OTHER_TASK = mark("Deze handeling hoort bij een andere taak.")


class Action(Struct, frozen=True, kw_only=True):
    """What somebody did. `at` is the phone's time: a queue without a connection sends it later."""

    id: UUID
    kind: Literal["done", "failed"]
    at: datetime
    reason: str = ""
    note: str = ""


async def done(
    installation: Installation, member: Member, task: UUID, *, action: UUID, at: datetime, note: str = ""
) -> ActionState:
    """The work is done; the last open task of a case resolves it, and the reporter reads `note`.

    The same action again gives the same answer. Raises NotFound, Conflict where somebody else finished the task.
    """
    return await act(installation, member, task, Action(id=action, kind="done", at=at, note=note))


async def failed(
    installation: Installation,
    member: Member,
    task: UUID,
    *,
    action: UUID,
    at: datetime,
    reason: FailedReason,
    note: str = "",
) -> ActionState:
    """It cannot be done: the case is work for its handlers, at once. The reporter sees nothing of it yet.

    Raises as `done`, and Invalid where the reason is another one that the note does not tell.
    """
    check_texts(note=problem_of(note, NO_NOTE if reason == "other" else ""))
    return await act(installation, member, task, Action(id=action, kind="failed", at=at, reason=reason, note=note))


async def act(installation: Installation, member: Member, task_id: UUID, action: Action) -> ActionState:
    """One entry: the task, the case, its event, the news that leaves when undo is over."""
    check_texts(note=problem_of(action.note))
    now = installation.clock()

    async def entry(transaction: Transaction) -> ActionState:
        task = await visible_task_in(transaction, member, task_id)
        if repeated := await repeat_of(transaction, task_id, action.id):
            return repeated
        if task.state != "open":
            raise Conflict(ALREADY)
        case = await case_in(transaction, task.report)
        finished = await transaction.run(
            Task.update({Task.state: action.kind}).where(Task.id == task_id, Task.state == "open").returning(Task.id)
        )
        if not finished:
            raise Overtaken
        event = await take_consequences(installation, transaction, case, action, now)
        part = EventPart(at=moment_of(action, now), text=action.note.strip(), team=task.team)
        sleeps = bool(await stand_ins_of(transaction, case.id))
        to = readers(installation, case.team, case.sensitivity, None, sleeps=sleeps)
        transaction.add(
            TaskAction,
            id=action.id,
            task=task_id,
            report=case.id,
            kind=action.kind,
            reason=action.reason,
            at=moment_of(action, now),
            undo_until=now + UNDO,
            undone=False,
            previous_status=case.status,
            event=event,
            note=seal_event(installation, transaction, case.id, action.id, part, to),
        )
        return ActionState(task_id, action.kind, now + UNDO)

    return await in_one_entry(installation, entry)


def moment_of(action: Action, now: datetime) -> datetime:
    """When it was done by the phone's clock, as far as that can be: not later than now, nor before its queue began."""
    return min(max(action.at, now - QUEUED), now)


async def repeat_of(transaction: Transaction, task: UUID, action: UUID) -> ActionState | None:
    """The answer that this action got before."""
    rows = await transaction.run(TaskAction.select().where(TaskAction.id == action))
    if not rows:
        return None
    if rows[0]["task"] != task:
        raise Conflict(OTHER_TASK)
    return state_of(rows[0])


def state_of(action: dict[str, Any]) -> ActionState:
    """What an action did, and until when it can be undone."""
    return ActionState(action["task"], "open" if action["undone"] else action["kind"], action["undo_until"])


async def take_consequences(
    installation: Installation, transaction: Transaction, case: CaseRow, action: Action, now: datetime
) -> UUID | None:
    """What the action means for the case: the event of its step, or None where it takes none."""
    zone = installation.neighbourhood.timezone
    if case.status not in ACTIVE:
        if action.kind == "done":  # withdrawn: nobody reads of it, and it counts as solved
            await transaction.run(Case.update({Case.resolved_on: local_day(now, zone)}).where(Case.id == case.id))
        return None
    part = EventPart(at=moment_of(action, now), text=action.note.strip(), team=case.team)
    if action.kind == "done":
        still_open = await transaction.run(
            Task.select(Task.id).where(Task.report == case.id, Task.state == "open").limit(1)
        )
        if still_open:
            return None
        step = await take_step(
            installation,
            transaction,
            case,
            "resolved",
            on_team_act(case, now, zone, "resolved"),
            part,
            reporter_key=await reporter_key_of(transaction, case.id),
            news_at=now + UNDO,
        )
        return step.event
    changes = on_team_act(case, now, zone, "assigned")
    tonight = end_of_day(local_day(now, zone), zone)
    changes |= {
        "due_at": min(case.handle_by or tonight, tonight),
        "unread_team": True,
        "unread_reporter": case.unread_reporter,
    }
    step = await take_step(installation, transaction, case, "failed", changes, part, reporter_key=None)
    tell_owner(installation, transaction, step.case)
    return step.event
