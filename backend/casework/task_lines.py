"""The tasks of a case as its handler sees them."""

from typing import Any
from uuid import UUID

from backend.casework.finding import CaseRow
from backend.casework.model import TaskLine
from backend.casework.tables import Task, TaskAction
from backend.casework.times import local_day
from backend.covenant import Disclosed
from backend.installation import Installation


async def task_lines(installation: Installation, case: CaseRow, opened: Disclosed) -> list[TaskLine]:
    """Every task with its state; where it failed why, and what the field worker wrote."""
    neighbourhood = installation.neighbourhood
    tasks = await Task.select().where(Task.report == case.id).order_by(Task.due_at)
    actions = await last_actions([task["id"] for task in tasks])
    lines = []
    for task in tasks:
        action = actions.get(task["id"])
        note = opened.event(action["id"], action["note"]) if action else None
        lines.append(
            TaskLine(
                task["id"],
                neighbourhood.team(task["team"]).name,
                task["state"],
                local_day(task["due_at"], neighbourhood.timezone),
                reason=action["reason"] if action else "",
                note=note.text if note else "",
            )
        )
    return lines


async def last_actions(tasks: list[UUID]) -> dict[UUID, dict[str, Any]]:
    """Per task the last thing that was done with it and not undone."""
    if not tasks:
        return {}
    rows = await (
        TaskAction.select()
        .where(TaskAction.task.is_in(tasks), TaskAction.undone.eq(False))
        .order_by(TaskAction.undo_until)
    )
    return {row["task"]: row for row in rows}
