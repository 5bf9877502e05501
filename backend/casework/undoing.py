"""Undo: within ten seconds everything is as it was. The one step outside the transition table."""

from typing import Any
from uuid import UUID

from backend.casework.consequences import on_status
from backend.casework.finding import CaseRow, case_in
from backend.casework.model import ActionState
from backend.casework.result_photos import drop_photo
from backend.casework.stepping import CHANGED, Overtaken, in_one_entry
from backend.casework.tables import Case, Event, Task, TaskAction
from backend.casework.task_access import visible_task_in
from backend.casework.task_actions import OTHER_TASK, state_of
from backend.casework.transitions import FINISHED
from backend.database import Transaction
from backend.deliveries import take_back
from backend.errors import Conflict, NotFound
from backend.installation import Installation
from backend.people import Member
from backend.texts import mark
from backend.vault.tables import Wrap

TOO_LATE = mark("Te laat om terug te draaien. Vraag het de behandelaar.")


async def undo(installation: Installation, member: Member, task: UUID, action: UUID) -> ActionState:
    """Take back an action: its event and its news go with it. Twice is as good as once.

    Raises NotFound, Conflict where it is too late or somebody changed the case since.
    """
    now = installation.clock()

    async def entry(transaction: Transaction) -> tuple[ActionState, list[str]]:
        await visible_task_in(transaction, member, task)
        rows = await transaction.run(TaskAction.select().where(TaskAction.id == action))
        if not rows:
            raise NotFound
        done = rows[0]
        if done["task"] != task:
            raise Conflict(OTHER_TASK)
        if done["undone"]:
            return state_of(done), []
        if now > done["undo_until"]:
            raise Conflict(TOO_LATE)
        case = await case_in(transaction, done["report"])
        await restore(installation, transaction, case, done)
        await transaction.run(Task.update({Task.state: "open"}).where(Task.id == task))
        await transaction.run(
            TaskAction.update({TaskAction.undone: True, TaskAction.note: None}).where(TaskAction.id == action)
        )
        await transaction.run(Wrap.delete().where(Wrap.subject == action))
        transaction.forget()
        return ActionState(task, "open", done["undo_until"]), await drop_photo(transaction, case.id, action)

    state, files = await in_one_entry(installation, entry)
    for name in files:
        installation.vault.files.remove(name)
    return state


async def restore(installation: Installation, transaction: Transaction, case: CaseRow, done: dict[str, Any]) -> None:
    """The case as it was before the action. Raises Conflict where somebody took another step since."""
    event = done["event"]
    if event is None:
        if case.status == "withdrawn":
            await transaction.run(Case.update({Case.resolved_on: None}).where(Case.id == case.id))
        elif case.status in FINISHED:  # another task finished it meanwhile
            raise Conflict(CHANGED)
        return
    steps = await transaction.run(Event.select(Event.position).where(Event.id == event))
    if not steps or steps[0]["position"] != case.version:
        raise Conflict(CHANGED)
    changes: dict[Any, Any] = {
        **on_status(case, done["previous_status"], installation.clock(), installation.neighbourhood.timezone),
        "version": case.version + 1,
    }
    restored = await transaction.run(
        Case.update(changes).where(Case.id == case.id, Case.version == case.version).returning(Case.version)
    )
    if not restored:
        raise Overtaken
    await transaction.run(Event.delete().where(Event.id == event))
    await transaction.run(Wrap.delete().where(Wrap.subject == event))
    await take_back(transaction, event)
