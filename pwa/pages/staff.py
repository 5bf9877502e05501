"""The frame of staff pages: who is signed in, where they can go, what their forms carry."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from backend import casework, people
from backend.access import Role, any_staff, staff
from backend.deliveries import vapid_public_key
from backend.errors import Invalid, Problem
from backend.installation import Installation
from backend.people import Member
from backend.texts import mark, translate
from pwa.pages import language as languages
from pwa.pages import staff_words
from pwa.pages.dates import ZONE
from pwa.pages.rendering import HEADERS, AnyRequest, page
from pwa.pages.signin import team_in_full

FORM_BYTES = 64 * 1024
#: How long a new recovery key is told of above the work.
TOLD_FOR = timedelta(days=14)
#: What routes of the two sides declare. A write's token is checked with its member (backend/web/members.py).
FIELD_WORK = staff("field", purpose="field work")
INBOX_DUTIES: tuple[Role, ...] = ("case", "intake")
CASEWORK = staff(*INBOX_DUTIES, purpose="casework")


class Destination(NamedTuple):
    """Where a member can go. `new` is how much is new there."""

    path: str
    label: str
    icon: str
    new: int = 0


async def staff_page(
    request: AnyRequest,
    installation: Installation,
    member: Member,
    template: str,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
    **values: Any,
) -> Response[bytes]:
    """A page for staff: with their navigation, the token of their forms, and the words that staff pages share."""
    language = languages.of(request)
    today = today_of(installation)
    new = await casework.count_new(installation, member) if handles_cases(member) else 0
    return page(
        request,
        f"staff/{template}",
        status=status,
        headers=headers,
        member=member,
        new=new,
        destinations=destinations(member, new),
        push_key=vapid_public_key(installation),
        locked=any(not member.keychain.has(keyring) for keyring in member.keyrings),
        neighbourhood=installation.neighbourhood,
        label=lambda text: installation.neighbourhood.label(text, language),
        due_look=lambda due, late, look_now=False: staff_words.due_look(due, late, today, language, look_now),
        team_name=lambda team: team_in_full(installation, team, language),
        today=today,
        words=staff_words,
        **values,
    )


def handles_cases(member: Member) -> bool:
    """Whether the member has an inbox."""
    return any(member.has(duty) for duty in INBOX_DUTIES)


async def renewals(installation: Installation, member: Member) -> list[people.Renewed]:
    """Recovery keys of the member's teams that were printed anew these two weeks: who did not ask for it must know."""
    since = today_of(installation) - TOLD_FOR
    return [each for each in await people.renewed_recovery(member) if each.on >= since]


def destinations(member: Member, new: int) -> list[Destination]:
    """The pages that the member's duties open."""
    found = []
    if member.has("field"):
        found.append(Destination("/taken", mark("Taken"), "check"))
    if handles_cases(member):
        found.append(Destination("/zaken", mark("Zaken"), "inbox", new))
    if member.has("auditor"):
        found.append(Destination("/logboek", mark("Logboek"), "eye"))
    return found


def today_of(installation: Installation) -> date:
    """The day on the wall calendar of the neighbourhood."""
    return installation.clock().astimezone(ZONE).date()


async def posted(request: AnyRequest) -> dict[str, Any]:
    """The fields of a form, texts stripped."""
    return {name: value.strip() if isinstance(value, str) else value for name, value in (await request.form()).items()}


def error_messages(problem: Problem, language: str) -> list[str]:
    """What is wrong, as sentences: the field's where there are fields."""
    messages = list(problem.fields.values()) if isinstance(problem, Invalid) else [problem.detail or problem.title]
    return [translate(language, message, problem.params) for message in messages]


def go(request: AnyRequest, path: str) -> Redirect:
    """To another page after a form, so that a reload repeats nothing."""
    return Redirect(languages.prefixed(languages.of(request), path), status_code=303, headers=HEADERS)


@post("/uitloggen", opt=any_staff("own session"), request_max_body_size=FORM_BYTES)
async def sign_out(
    request: AnyRequest, installation: NamedDependency[Installation], member: NamedDependency[Member]
) -> Redirect:
    """Ends the session, here and in the browser."""
    await people.sign_out(installation, people.session_token(request, installation.settings))
    there = languages.prefixed(languages.of(request), "/inloggen")
    cookie = people.session_cookie(installation.settings, "")
    return Redirect(there, status_code=303, headers=HEADERS, cookies=[cookie])


HANDLERS = [sign_out]
