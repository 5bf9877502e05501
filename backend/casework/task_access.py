"""Who sees which task: people with `field` in its team. They see the task, never the case."""

from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec import Struct

from backend.casework.tables import Task
from backend.database import Transaction
from backend.errors import NotFound
from backend.people import Member


class TaskRow(Struct, frozen=True, kw_only=True):
    """The clear columns of a task."""

    id: UUID
    report: UUID
    team: str
    state: str
    due_at: datetime
    quick: bool


TASK_COLUMNS = [getattr(Task, name) for name in TaskRow.__struct_fields__]


async def visible_task(member: Member, id: UUID) -> TaskRow:
    """The task, for a member who may see it. Raises NotFound."""
    return first_visible(member, await Task.select(*TASK_COLUMNS).where(Task.id == id))


async def visible_task_in(transaction: Transaction, member: Member, id: UUID) -> TaskRow:
    """The task as an entry sees it, for a member who may see it. Raises NotFound."""
    return first_visible(member, await transaction.run(Task.select(*TASK_COLUMNS).where(Task.id == id)))


def first_visible(member: Member, rows: list[dict[str, Any]]) -> TaskRow:
    """The one task that was asked for. Raises NotFound."""
    if not rows or not member.has("field", rows[0]["team"]):
        raise NotFound
    return TaskRow(**rows[0])
