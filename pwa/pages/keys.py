"""Who of the team can open its reports: one's own keys, colleagues who wait to be let in, the key on paper."""

from typing import Any, NamedTuple
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from backend import people
from backend.access import any_staff, staff
from backend.errors import Conflict, Invalid, NotFound, Problem
from backend.installation import Installation
from backend.people import Member, PasskeyRefused, StepUpNeeded
from backend.texts import mark, translate
from pwa.pages import language as languages
from pwa.pages.factors import take_factor
from pwa.pages.invitation import recovery_page
from pwa.pages.rendering import AnyRequest
from pwa.pages.signin import ROLES, team_in_full
from pwa.pages.staff import FORM_BYTES, error_messages, go, posted, staff_page

#: Duties that come with a key.
OWN_KEYS = staff("field", "case", "intake", "moderate", purpose="own keys")
LET_IN = mark("Uw collega kan er nu in.")
RECOVERED = mark("De herstelsleutel past. U kunt er weer in.")
NO_MORE = mark("Deze collega wacht niet meer. Ververs de bladzijde.")
NOTICES = {
    "toegelaten": LET_IN,
    "hersteld": RECOVERED,
    "passkey": mark("Uw passkey is toegevoegd."),
    "weg": mark("Uw passkey is weg."),
    "open": mark("Uw sleutels zijn open."),
    "code": mark("U kunt dit nu vijf minuten lang veranderen."),
}


class OwnKey(NamedTuple):
    """One duty of the member, and whether there is a key to it."""

    team: str
    team_name: str
    duty: str
    open: bool


@get("/toegang", opt=any_staff("own keys"))
async def access(
    request: AnyRequest, installation: NamedDependency[Installation], member: NamedDependency[Member]
) -> Response[bytes]:
    """What this member can open, and whom the member can let in."""
    notice = NOTICES.get(request.query_params.get("gedaan", ""), "")
    return await access_page(request, installation, member, notice=notice)


@post("/toegang/{person:uuid}", opt=OWN_KEYS, status_code=200, request_max_body_size=FORM_BYTES)
async def let_in(
    request: AnyRequest,
    person: FromPath[UUID],
    installation: NamedDependency[Installation],
    member: NamedDependency[Member],
) -> Response[Any]:
    """Give a colleague the key."""
    form = await posted(request)
    try:
        await people.approve(installation, member, person, str(form.get("keyring", "")))
    except NotFound:
        return await access_page(request, installation, member, problem=Conflict(NO_MORE))
    except (Conflict, StepUpNeeded) as problem:
        return await access_page(request, installation, member, problem=problem)
    return go(request, "/toegang?gedaan=toegelaten")


@post("/toegang/herstel", opt=OWN_KEYS, status_code=200, request_max_body_size=FORM_BYTES)
async def recover(
    request: AnyRequest, installation: NamedDependency[Installation], member: NamedDependency[Member]
) -> Response[Any]:
    """Come in again with the key on paper."""
    form = await posted(request)
    try:
        await people.recover(installation, member, str(form.get("team", "")), str(form.get("key", "")))
    except Invalid as problem:
        return await access_page(request, installation, member, problem=problem)
    return go(request, "/toegang?gedaan=hersteld")


@post("/toegang/herstelsleutel", opt=OWN_KEYS, status_code=200, request_max_body_size=FORM_BYTES)
async def renew_recovery(
    request: AnyRequest, installation: NamedDependency[Installation], member: NamedDependency[Member]
) -> Response[Any]:
    """Another recovery key, shown once, in the place of a paper that is lost or was seen."""
    team = str((await posted(request)).get("team", ""))
    try:
        key = await people.renew_recovery(installation, member, team)
    except (Invalid, StepUpNeeded) as problem:
        return await access_page(request, installation, member, problem=problem)
    return recovery_page(request, installation, [(team, key)], "/toegang", renewed=True)


@post("/toegang/code", opt=any_staff("own keys"), status_code=200, request_max_body_size=FORM_BYTES)
async def step_up(
    request: AnyRequest, installation: NamedDependency[Installation], member: NamedDependency[Member]
) -> Response[Any]:
    """A fresh code, or the passkey; then the page again."""
    try:
        await take_factor(request, installation, member)
    except (Invalid, PasskeyRefused) as problem:
        return await access_page(request, installation, member, problem=problem)
    return go(request, "/toegang?gedaan=code")


async def access_page(
    request: AnyRequest,
    installation: Installation,
    member: Member,
    *,
    problem: Problem | None = None,
    **values: Any,
) -> Response[bytes]:
    """The page; `problem` is what was refused."""
    language = languages.of(request)
    fresh = people.is_fresh(installation, member)
    own = member.keychain.own
    defaults: dict[str, Any] = {"notice": "", "asks_words": False}
    return await staff_page(
        request,
        installation,
        member,
        "keys.html",
        status=problem.status if problem else 200,
        errors=error_messages(problem, language) if problem else [],
        fresh=fresh,
        may_change=fresh or not member.on_device,
        renewed=await people.renewed_recovery(member),
        own=own_keys(installation, member, language),
        check=people.check_number(installation, bytes(own.public_key)) if own else "",
        waiting=await people.waiting_for(installation, member),
        role_name=lambda role: translate(language, ROLES[role]),
        passkeys=await people.own_passkeys(member),
        **(defaults | values),
    )


def own_keys(installation: Installation, member: Member, language: str) -> list[OwnKey]:
    """The member's duties that come with a key."""
    return [
        OwnKey(
            held.team,
            team_in_full(installation, held.team, language),
            translate(language, ROLES[held.role]),
            member.can_open(held.team, held.role),
        )
        for held in member.roles
        if f"{held.team}/{held.role}" in member.keyrings
    ]


HANDLERS = [access, let_in, recover, renew_recovery, step_up]
