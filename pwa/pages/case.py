"""One case: its story, who may know what, and the steps that can be taken now."""

from typing import Any, Literal
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from msgspec import UNSET

from backend import casework, people
from backend.casework import CaseView, ContactView
from backend.errors import Conflict, Invalid, Malformed, NotFound, Problem
from backend.installation import Installation
from backend.people import Member
from backend.texts import mark, translate
from pwa.pages import case_steps, staff_words
from pwa.pages import language as languages
from pwa.pages.dates import moment_name
from pwa.pages.rendering import HEADERS, AnyRequest
from pwa.pages.seers import seers
from pwa.pages.staff import CASEWORK, FORM_BYTES, error_messages, go, posted, staff_page

#: A message in the list of what changed: what it says stands below it.
WRITTEN = {"team": mark("Bericht aan de melder."), "reporter": mark("Bericht van de melder.")}


@get("/zaken/{case:uuid}", opt=CASEWORK)
async def show(
    request: AnyRequest,
    installation: NamedDependency[Installation],
    member: NamedDependency[Member],
    case: FromPath[UUID],
    gedaan: FromQuery[str] = "",
) -> Response[bytes]:
    """The case as it stands; where it is out of sight, a page that says where it may be."""
    saved = case_steps.SAVED_AFTER.get(gedaan, case_steps.SAVED) if gedaan in case_steps.STEPS else ""
    try:
        return await case_page(request, installation, member, case, notice=saved)
    except NotFound:
        return await lost_page(request, installation, member)


@get("/zaken/{case:uuid}/foto/{file:uuid}/{size:str}", opt=CASEWORK)
async def picture(
    installation: NamedDependency[Installation],
    member: NamedDependency[Member],
    case: FromPath[UUID],
    file: FromPath[UUID],
    size: FromPath[Literal["large", "small"]],
) -> Response[bytes]:
    """A photo of the case."""
    data = await casework.case_photo(installation, member, case, file, size)
    return Response(data, media_type="image/webp", headers=HEADERS)


@post("/zaken/{case:uuid}", opt=CASEWORK, request_max_body_size=FORM_BYTES)
async def step(
    request: AnyRequest,
    installation: NamedDependency[Installation],
    member: NamedDependency[Member],
    case: FromPath[UUID],
) -> Response[Any]:
    """Take one step. Where it is refused the page says why, and keeps what was typed."""
    form = await posted(request)
    name = form.get("step", "")
    if name not in case_steps.STEPS:
        raise Malformed()
    try:
        await case_steps.take(installation, member, case, name, form)
    except NotFound:
        return await lost_page(request, installation, member)
    except (Invalid, Conflict) as problem:
        return await case_page(request, installation, member, case, problem=problem, failed=name, typed=form)
    if name in case_steps.AWAY:
        return go(request, f"/zaken?gedaan={name}")
    return go(request, f"/zaken/{case}?gedaan={name}")


async def lost_page(request: AnyRequest, installation: Installation, member: Member) -> Response[bytes]:
    """The same for a case of others and for one that never was."""
    return await staff_page(request, installation, member, "lost.html", status=404)


async def case_page(
    request: AnyRequest,
    installation: Installation,
    member: Member,
    id: UUID,
    *,
    problem: Problem | None = None,
    failed: str = "",
    typed: dict[str, str] | None = None,
    notice: str = "",
    contact: ContactView | None = None,
) -> Response[bytes]:
    """The case as it is now. `failed` is the form that was refused: what was typed is kept in it.

    `contact` is what intake opened for this answer alone.
    """
    language = languages.of(request)
    case = await casework.show_case(installation, member, id, language)
    neighbourhood = installation.neighbourhood
    return await staff_page(
        request,
        installation,
        member,
        "case.html",
        status=problem.status if problem else 200,
        case=case,
        category=neighbourhood.category(case.category),
        contact=contact or (None if case.contact is UNSET else case.contact),
        fresh=people.is_fresh(installation, member),
        has_passkey=bool(await people.own_passkeys(member)) if case.class_ == "sealed" else False,
        contact_reasons=staff_words.CONTACT_REASONS,
        purpose=purpose_of(installation, case),
        steps=case_steps,
        offered=[each for each in case_steps.STATUS_STEPS if each.name in case.may],
        errors=error_messages(problem, language) if problem else [],
        fields=problem.fields if isinstance(problem, Invalid) else {},
        changed=changes_of(problem, case, case_steps.whole_number((typed or {}).get("version", "")), language),
        failed=failed,
        typed=typed or {},
        notice=notice,
        seers=seers(installation, language, without=frozenset())[case.class_],
        passes_on=bool(case.intake_name) and case.seat.endswith("/intake"),
        precision="time",
        event_words=lambda kind, team: casework.event_words(neighbourhood, kind, None, team, language),
        related=await casework.related_cases(installation, member, id),
        look_now=bool(case.timeline) and case.timeline[-1].team_only,
    )


def purpose_of(installation: Installation, case: CaseView) -> str:
    """Why the covenant lets this member see the case."""
    duty = case.seat.rpartition("/")[2]
    grants = installation.neighbourhood.grants
    return next((grant.purpose for grant in grants if grant.duty == duty and case.class_ in grant.classes), "")


def changes_of(problem: Problem | None, case: CaseView, since: int, language: str) -> list[str]:
    """What happened meanwhile and when, never by whom. Something undone left no trace but that it changed."""
    current = problem.extra.get("current", {}) if isinstance(problem, Conflict) else {}
    if not current:
        return []
    happened = [(each.version, each.at, each.headline) for each in case.timeline]
    happened += [(each.version, each.at, translate(language, WRITTEN[each.from_])) for each in case.messages]
    told = [
        f"{moment_name(at, 'time', language)}: {words}" for version, at, words in sorted(happened) if version > since
    ]
    return told or [translate(language, change) for change in current.get("changed", [])]


HANDLERS = [show, picture, step]
