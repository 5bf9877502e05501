"""Field tasks in JSON: thin handlers that parse, call one verb, answer."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from litestar import Request, Response, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath
from msgspec import Meta, Struct

from backend import casework
from backend.access import staff
from backend.casework.model import ActionState, FailedReason, TaskView
from backend.installation import Installation
from backend.parsing import json_body, parse
from backend.people import Member
from backend.pictures import MOST_BYTES

#: What every route here declares.
FIELD_WORK = staff("field", purpose="field work")
BODY = 65_536
WEBP = {"Content-Type": "image/webp"}
AnyRequest = Request[Any, Any, Any]
Parts = NamedDependency[Installation]
Caller = NamedDependency[Member]
Moment = Annotated[datetime, Meta(tz=True)]


class Done(Struct, forbid_unknown_fields=True):
    """The work is done."""

    action: UUID
    at: Moment
    note: str = ""


class Failed(Struct, forbid_unknown_fields=True):
    """The work cannot be done."""

    action: UUID
    at: Moment
    reason: FailedReason
    note: str = ""


class Undo(Struct, forbid_unknown_fields=True):
    """Which action to take back."""

    action: UUID


class TaskList(Struct):
    """What waits outside."""

    items: list[TaskView]


@get("/api/tasks", opt=FIELD_WORK)
async def tasks(installation: Parts, member: Caller) -> TaskList:
    """The open tasks of the member's teams."""
    return TaskList(await casework.list_tasks(installation, member))


@get("/api/tasks/{id:uuid}", opt=FIELD_WORK)
async def task(id: FromPath[UUID], installation: Parts, member: Caller) -> TaskView:
    """One task."""
    return await casework.show_task(installation, member, id)


@get("/api/tasks/{id:uuid}/photos/{file:uuid}/{size:str}", opt=FIELD_WORK)
async def photo(
    id: FromPath[UUID],
    file: FromPath[UUID],
    size: FromPath[Literal["large", "small"]],
    installation: Parts,
    member: Caller,
) -> Response[bytes]:
    """A picture of a task."""
    return Response(await casework.task_photo(installation, member, id, file, size), headers=WEBP)


@post("/api/tasks/{id:uuid}/done", opt=FIELD_WORK, request_max_body_size=BODY, status_code=200)
async def done(request: AnyRequest, id: FromPath[UUID], installation: Parts, member: Caller) -> ActionState:
    """The work is done."""
    body = parse(Done, await json_body(request))
    return await casework.done(installation, member, id, action=body.action, at=body.at, note=body.note)


@post("/api/tasks/{id:uuid}/failed", opt=FIELD_WORK, request_max_body_size=BODY, status_code=200)
async def failed(request: AnyRequest, id: FromPath[UUID], installation: Parts, member: Caller) -> ActionState:
    """The work cannot be done."""
    body = parse(Failed, await json_body(request))
    return await casework.failed(
        installation, member, id, action=body.action, at=body.at, reason=body.reason, note=body.note
    )


@post("/api/tasks/{id:uuid}/undo", opt=FIELD_WORK, request_max_body_size=BODY, status_code=200)
async def undo(request: AnyRequest, id: FromPath[UUID], installation: Parts, member: Caller) -> ActionState:
    """Take an action back."""
    body = parse(Undo, await json_body(request))
    return await casework.undo(installation, member, id, body.action)


@put("/api/actions/{action:uuid}/photo", opt=FIELD_WORK, request_max_body_size=MOST_BYTES + 1)
async def action_photo(
    request: AnyRequest, action: FromPath[UUID], installation: Parts, member: Caller
) -> Response[dict[str, str]]:
    """The picture of the result: 201, or 200 for the same bytes again."""
    created = await casework.put_action_photo(installation, member, action, await request.body())
    return Response({"action": str(action)}, status_code=201 if created else 200)


task_handlers = [tasks, task, photo, done, failed, undo, action_photo]
