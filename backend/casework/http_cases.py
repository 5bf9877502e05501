"""Cases in JSON: thin handlers that parse, call one verb, answer."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from msgspec import Struct

from backend import casework
from backend.access import staff
from backend.casework.model import CaseFilter, CasePage, CaseView, ContactView, DueFilter
from backend.casework.transitions import Status
from backend.installation import Installation
from backend.parsing import check, json_body, parse
from backend.people import Member

#: What routes here declare.
CASEWORK = staff("case", "intake", purpose="casework")
INTAKE = staff("intake", purpose="casework")
BODY = 65_536
WEBP = {"Content-Type": "image/webp"}
AnyRequest = Request[Any, Any, Any]
Parts = NamedDependency[Installation]
Caller = NamedDependency[Member]


class FilterQuery(Struct, forbid_unknown_fields=True):
    """What an address can ask of the inbox."""

    status: Status | Literal[""] = ""
    due: DueFilter = ""
    area: str = ""
    q: str = ""
    after: str = ""


class Transition(Struct, forbid_unknown_fields=True):
    """To the next status."""

    to: Status
    version: int
    text: str = ""
    planned_for: date | None = None
    reason: str = ""


class Transfer(Struct, forbid_unknown_fields=True):
    """To another team."""

    team: str
    reason: str
    version: int


class Recategorise(Struct, forbid_unknown_fields=True):
    """To another category."""

    category: str
    reason: str
    version: int


class WhyContact(Struct, forbid_unknown_fields=True):
    """Why the reporter must be reached: one of the list."""

    reason: str


class ResealBody(casework.Reseal, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """To a team that handles a sealed case."""

    version: int


class Message(Struct, forbid_unknown_fields=True):
    """Something to say."""

    text: str


@get("/api/cases", opt=CASEWORK)
async def inbox(request: AnyRequest, installation: Parts, member: Caller) -> CasePage:
    """A page of the inbox."""
    query = check(FilterQuery, dict(request.query_params.items()))
    wanted = CaseFilter(status=query.status, due=query.due, area=query.area, q=query.q, after=query.after)
    return await casework.list_cases(installation, member, wanted)


@get("/api/cases/{id:uuid}", opt=CASEWORK)
async def case(id: FromPath[UUID], installation: Parts, member: Caller) -> CaseView:
    """One case."""
    return await casework.show_case(installation, member, id)


@get("/api/cases/{id:uuid}/photos/{file:uuid}/{size:str}", opt=CASEWORK)
async def photo(
    id: FromPath[UUID],
    file: FromPath[UUID],
    size: FromPath[Literal["large", "small"]],
    installation: Parts,
    member: Caller,
) -> Response[bytes]:
    """A picture of a case."""
    return Response(await casework.case_photo(installation, member, id, file, size), headers=WEBP)


@post("/api/cases/{id:uuid}/seen", opt=CASEWORK, request_max_body_size=BODY, status_code=200)
async def seen(request: AnyRequest, id: FromPath[UUID], installation: Parts, member: Caller) -> CaseView:
    """The team has seen it."""
    return await casework.seen(installation, member, id)


@post("/api/cases/{id:uuid}/transition", opt=CASEWORK, request_max_body_size=BODY, status_code=200)
async def transition(request: AnyRequest, id: FromPath[UUID], installation: Parts, member: Caller) -> CaseView:
    """To the next status."""
    body = parse(Transition, await json_body(request))
    return await casework.transition(
        installation,
        member,
        id,
        to=body.to,
        version=body.version,
        text=body.text,
        planned_for=body.planned_for,
        reason=body.reason,
    )


@post("/api/cases/{id:uuid}/transfer", opt=CASEWORK, request_max_body_size=BODY, status_code=200)
async def transfer(request: AnyRequest, id: FromPath[UUID], installation: Parts, member: Caller) -> CaseView:
    """To another team."""
    body = parse(Transfer, await json_body(request))
    return await casework.transfer(installation, member, id, team=body.team, reason=body.reason, version=body.version)


@post("/api/cases/{id:uuid}/recategorise", opt=CASEWORK, request_max_body_size=BODY, status_code=200)
async def recategorise(request: AnyRequest, id: FromPath[UUID], installation: Parts, member: Caller) -> CaseView:
    """To another category."""
    body = parse(Recategorise, await json_body(request))
    return await casework.recategorise(
        installation, member, id, category=body.category, reason=body.reason, version=body.version
    )


@post("/api/cases/{id:uuid}/reseal", opt=INTAKE, request_max_body_size=BODY, status_code=200)
async def reseal(request: AnyRequest, id: FromPath[UUID], installation: Parts, member: Caller) -> CaseView:
    """Intake gives it to a team."""
    body = parse(ResealBody, await json_body(request))
    return await casework.reseal(installation, member, id, decided=body, version=body.version)


@post("/api/cases/{id:uuid}/pass-on", opt=INTAKE, request_max_body_size=BODY, status_code=200)
async def pass_on(request: AnyRequest, id: FromPath[UUID], installation: Parts, member: Caller) -> CaseView:
    """Intake tells the team of a re-sealed case something."""
    body = parse(Message, await json_body(request))
    return await casework.pass_on(installation, member, id, body.text)


@post("/api/cases/{id:uuid}/ask-contact", opt=INTAKE, request_max_body_size=BODY, status_code=200)
async def ask_contact(id: FromPath[UUID], installation: Parts, member: Caller) -> CaseView:
    """Ask the reporter whether the team of a re-sealed case may have the contact."""
    return await casework.ask_contact(installation, member, id)


@post("/api/cases/{id:uuid}/messages", opt=CASEWORK, request_max_body_size=BODY, status_code=200)
async def message(request: AnyRequest, id: FromPath[UUID], installation: Parts, member: Caller) -> CaseView:
    """Say something to the reporter."""
    body = parse(Message, await json_body(request))
    return await casework.send_message(installation, member, id, body.text)


@post("/api/cases/{id:uuid}/contact", opt=INTAKE, request_max_body_size=BODY, status_code=200)
async def contact(request: AnyRequest, id: FromPath[UUID], installation: Parts, member: Caller) -> ContactView:
    """How the reporter of a sealed case can be reached; 403 with `next: "step_up"` asks for a fresh factor first."""
    body = parse(WhyContact, await json_body(request))
    return await casework.open_contact(installation, member, id, body.reason)


case_handlers = [
    contact,
    inbox,
    case,
    photo,
    seen,
    transition,
    transfer,
    recategorise,
    reseal,
    pass_on,
    ask_contact,
    message,
]
