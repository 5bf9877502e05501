"""Who of the team can open its reports: one's own keys, colleagues who wait to be let in, the key on paper."""

from typing import Any, NamedTuple
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from backend import people
from backend.access import any_staff, staff
from backend.errors import Conflict, Invalid, NotFound
from backend.installation import Installation
from backend.people import Member
from backend.texts import mark, translate
from pwa.pages import language as languages
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
        error = translate(languages.of(request), NO_MORE)
        return await access_page(request, installation, member, status=409, errors=[error])
    except Conflict as problem:
        errors = error_messages(problem, languages.of(request))
        return await access_page(request, installation, member, status=problem.status, errors=errors)
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
        errors = error_messages(problem, languages.of(request))
        return await access_page(request, installation, member, status=problem.status, errors=errors)
    return go(request, "/toegang?gedaan=hersteld")


async def access_page(
    request: AnyRequest, installation: Installation, member: Member, *, status: int = 200, **values: Any
) -> Response[bytes]:
    """The page."""
    language = languages.of(request)
    own = member.keychain.own
    defaults: dict[str, Any] = {"notice": "", "errors": [], "asks_words": False}
    return await staff_page(
        request,
        installation,
        member,
        "keys.html",
        status=status,
        own=own_keys(installation, member, language),
        check=people.check_number(installation, bytes(own.public_key)) if own else "",
        waiting=await people.waiting_for(installation, member),
        team_name=lambda team: team_in_full(installation, team, language),
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


HANDLERS = [access, let_in, recover]
