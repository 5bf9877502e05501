"""The picture of the result: taken with an action, sent when there is a connection, seen by the reporter."""

from typing import Any
from uuid import UUID

from piccolo.query.methods.select import Select

from backend.casework.finding import find_case
from backend.casework.tables import TaskAction
from backend.casework.task_access import visible_task
from backend.database import Transaction
from backend.errors import Conflict, NotFound
from backend.installation import Installation
from backend.people import Member
from backend.pictures import store_picture
from backend.texts import mark
from backend.vault.tables import File, Wrap

RESULT = "result"
UNDONE = mark("Deze taak is teruggedraaid. De foto is niet bewaard.")


async def put_action_photo(installation: Installation, member: Member, action: UUID, data: bytes) -> bool:
    """Store the picture of an action; True where it is new, False for the same bytes again.

    Raises NotFound, Invalid (no photo), Conflict (undone, or another photo with this action).
    """
    rows = await TaskAction.select(TaskAction.task, TaskAction.report).where(TaskAction.id == action)
    if not rows:
        raise NotFound
    await visible_task(member, rows[0]["task"])

    async def allowed(transaction: Transaction) -> None:
        if await transaction.run(
            TaskAction.select(TaskAction.id).where(TaskAction.id == action, TaskAction.undone.eq(True))
        ):
            raise Conflict(UNDONE)

    report = rows[0]["report"]
    case = await find_case(report)
    return await store_picture(
        installation,
        report=report,
        sensitivity=case.sensitivity,
        kind=RESULT,
        n=await number_of(report, action),
        data=data,
        allowed=allowed,
    )


async def number_of(report: UUID, action: UUID) -> int:
    """Which picture of the report belongs to the action."""
    return position_in(await actions_in_order(report), action)


def actions_in_order(report: UUID) -> Select[Any]:
    """The actions on a report, oldest first."""
    return (
        TaskAction.select(TaskAction.id)
        .where(TaskAction.report == report)
        .order_by(TaskAction.undo_until, TaskAction.id)
    )


def position_in(rows: list[dict[str, Any]], action: UUID) -> int:
    """The number of an action: it keeps it, since actions are never taken out of their row."""
    return [row["id"] for row in rows].index(action) + 1


async def drop_photo(transaction: Transaction, report: UUID, action: UUID) -> list[str]:
    """Forget the picture of an undone action; returns the names of its files, to remove once that is durable."""
    n = position_in(await transaction.run(actions_in_order(report)), action)
    files = await transaction.run(
        File.select(File.id, File.large, File.small).where(File.report == report, File.kind == RESULT, File.n == n)
    )
    for file in files:
        await transaction.run(File.delete().where(File.id == file["id"]))
        await transaction.run(Wrap.delete().where(Wrap.subject == file["id"]))
    return [file[size] for file in files for size in ("large", "small")]
