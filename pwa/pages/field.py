"""Work outside: today's tasks, one task, and what became of it. All of it works without JavaScript too."""

from collections.abc import Awaitable, Sequence
from typing import Any, Literal
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from backend import casework, people
from backend.casework import TaskView
from backend.errors import Conflict, Invalid, Malformed, Problem, WrongType
from backend.installation import Installation
from backend.people import Member
from backend.texts import mark
from pwa.pages import language as languages
from pwa.pages.rendering import HEADERS, WITH_PLACE, AnyRequest
from pwa.pages.staff import FIELD_WORK, FORM_BYTES, error_messages, go, posted, renewals, staff_page
from pwa.pages.staff_words import REASONS

#: The photo and the form round it.
MOST_BYTES = 15_000_000 + FORM_BYTES
NO_REASON = mark("Kies waarom het niet lukt.")
PHOTO_LOST = mark("De taak is klaar. De foto is niet bewaard.")


@get("/taken", opt=FIELD_WORK)
async def tasks(
    request: AnyRequest,
    installation: NamedDependency[Installation],
    member: NamedDependency[Member],
    groep: FromQuery[str] = "",
) -> Response[bytes]:
    """The tasks: late ones first, then quick wins, then what is due first."""
    counts = await casework.count_tasks(installation, member)
    chosen = groep if groep in counts else ""
    shown = in_order(await casework.list_tasks(installation, member, languages.of(request), chosen))
    answer = await staff_page(
        request,
        installation,
        member,
        "tasks.html",
        headers=WITH_PLACE,
        tasks=shown,
        counts=counts,
        groups=[group for group in installation.neighbourhood.groups if group.slug in counts],
        total=sum(counts.values()),
        waiting=len(await people.waiting_for(installation, member)),
        renewed=await renewals(installation, member),
        chosen=chosen,
    )
    cookie = people.session_token(request, installation.settings)
    if renewed := await people.renew_device(installation, member, cookie):
        answer.set_cookie(people.session_cookie(installation.settings, renewed))
    return answer


def in_order(tasks: Sequence[TaskView]) -> list[TaskView]:
    """Late ones first, then quick wins, then by the day that they are due."""
    return sorted(tasks, key=lambda task: (not task.late, not task.quick, task.due))


@get("/taken/{task:uuid}", opt=FIELD_WORK)
async def one_task(
    request: AnyRequest,
    installation: NamedDependency[Installation],
    member: NamedDependency[Member],
    task: FromPath[UUID],
    foto: FromQuery[str] = "",
) -> Response[bytes]:
    """One task: photo, place, and what to do with it."""
    return await task_page(request, installation, member, task, notice=PHOTO_LOST if foto == "nee" else "")


@get("/taken/{task:uuid}/foto/{file:uuid}/{size:str}", opt=FIELD_WORK)
async def picture(
    installation: NamedDependency[Installation],
    member: NamedDependency[Member],
    task: FromPath[UUID],
    file: FromPath[UUID],
    size: FromPath[Literal["large", "small"]],
) -> Response[bytes]:
    """A photo of the task."""
    data = await casework.task_photo(installation, member, task, file, size)
    return Response(data, media_type="image/webp", headers=HEADERS)


@post("/taken/{task:uuid}", opt=FIELD_WORK, request_max_body_size=MOST_BYTES)
async def step(
    request: AnyRequest,
    installation: NamedDependency[Installation],
    member: NamedDependency[Member],
    task: FromPath[UUID],
) -> Response[Any]:
    """It is done, it cannot be done, or neither was meant. A task counts as done even if its photo does not arrive."""
    form = await posted(request)
    action = action_of(form)
    try:
        await take(installation, member, task, action, form)
    except (Invalid, Conflict) as problem:
        return await task_page(request, installation, member, task, problem=problem, typed=form)
    photo = form.get("photo")
    data = await photo.read() if isinstance(photo, UploadFile) else b""
    kept = not data or await keep_photo(installation, member, action, data)
    return go(request, f"/taken/{task}" if kept else f"/taken/{task}?foto=nee")


def text_of(form: dict[str, Any], name: str) -> str:
    """A field that is words; a file under its name is nothing."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def take(
    installation: Installation, member: Member, task: UUID, action: UUID, form: dict[str, Any]
) -> Awaitable[object]:
    """The verb that the pressed button asks for."""
    at, note = installation.clock(), text_of(form, "note")
    match form.get("step"):
        case "done":
            return casework.done(installation, member, task, action=action, at=at, note=note)
        case "failed":
            reason: Any = text_of(form, "reason")
            if reason not in REASONS:
                raise Invalid({"reason": NO_REASON})
            return casework.failed(installation, member, task, action=action, at=at, reason=reason, note=note)
        case "undo":
            return casework.undo(installation, member, task, action=action)
        case _:
            raise Malformed()


async def keep_photo(installation: Installation, member: Member, action: UUID, data: bytes) -> bool:
    """Whether the photo of what was done could be kept: one that is no photo cannot."""
    try:
        await casework.put_action_photo(installation, member, action, data)
    except (Invalid, Conflict, WrongType):
        return False
    return True


async def task_page(
    request: AnyRequest,
    installation: Installation,
    member: Member,
    id: UUID,
    *,
    problem: Problem | None = None,
    typed: dict[str, Any] | None = None,
    notice: str = "",
) -> Response[bytes]:
    """The task as it stands now; after a refusal with the reason, and what was typed kept."""
    language = languages.of(request)
    task = await casework.show_task(installation, member, id, language)
    typed = typed or {}
    return await staff_page(
        request,
        installation,
        member,
        "task.html",
        status=problem.status if problem else 200,
        task=task,
        group=next(each for each in installation.neighbourhood.groups if each.slug == task.group),
        can_undo=task.undo_until is not None and task.undo_until > installation.clock(),
        action=uuid4(),
        errors=error_messages(problem, language) if problem else [],
        fields=problem.fields if isinstance(problem, Invalid) else {},
        reason=typed.get("reason", ""),
        note=typed.get("note", ""),
        notice=notice,
    )


def action_of(form: dict[str, Any]) -> UUID:
    """The action's id, that the page made up. Raises Malformed."""
    try:
        return UUID(form.get("action", ""))
    except (ValueError, AttributeError, TypeError):
        raise Malformed() from None


HANDLERS = [tasks, one_task, picture, step]
