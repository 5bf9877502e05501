"""The inbox of a member's teams: what is new, what is due, what waits for an answer."""

from typing import NamedTuple
from urllib.parse import urlencode

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromQuery
from msgspec import ValidationError, convert

from backend import casework, people
from backend.casework import CaseFilter
from backend.errors import Malformed
from backend.installation import Installation
from backend.people import Member
from backend.texts import mark
from pwa.pages import language as languages
from pwa.pages.rendering import AnyRequest
from pwa.pages.staff import CASEWORK, renewals, staff_page


class View(NamedTuple):
    """A way of looking at the inbox: a link with a name."""

    label: str
    status: str = ""
    due: str = ""


VIEWS = (
    View(mark("Alles")),
    View(mark("Nog te doen"), status="assigned"),
    View(mark("Vandaag of te laat"), due="today"),
    View(mark("Wacht op antwoord"), status="question"),
)
MORE_VIEWS = (
    View(mark("Te laat"), due="late"),
    View(mark("Deze week"), due="week"),
    View(mark("Gepland"), status="planned"),
    View(mark("Bezig"), status="in_progress"),
    View(mark("Opnieuw bekijken"), status="reopened"),
    View(mark("Opgelost"), status="resolved"),
    View(mark("Doen wij niet"), status="declined"),
    View(mark("Afgerond"), status="closed"),
)
#: What a form of the case page did, where the case itself may be out of sight now.
GIVEN_AWAY = {
    "transfer": mark("De zaak ligt nu bij een ander team."),
    "recategorise": mark("De zaak heeft een ander onderwerp."),
}


@get("/zaken", opt=CASEWORK)
async def inbox(
    request: AnyRequest,
    installation: NamedDependency[Installation],
    member: NamedDependency[Member],
    status: FromQuery[str] = "",
    due: FromQuery[str] = "",
    q: FromQuery[str] = "",
    after: FromQuery[str] = "",
    gedaan: FromQuery[str] = "",
) -> Response[bytes]:
    """The cases of the member's teams, what is due first first."""
    query = q.strip()
    try:
        wanted = convert({"status": status, "due": due, "q": query, "after": after}, CaseFilter)
    except ValidationError:
        raise Malformed() from None
    found = await casework.list_cases(installation, member, wanted, languages.of(request))
    return await staff_page(
        request,
        installation,
        member,
        "inbox.html",
        cases=found.items,
        next=query_string(status=status, due=due, q=query, after=found.next) if found.next else "",
        icons={category.slug: category.icon for category in installation.neighbourhood.categories},
        views=VIEWS,
        more_views=MORE_VIEWS,
        wanted=wanted,
        query_string=query_string,
        notice=GIVEN_AWAY.get(gedaan, ""),
        waiting=len(await people.waiting_for(installation, member)),
        renewed=await renewals(installation, member),
    )


def query_string(**values: str | None) -> str:
    """What is not empty, as the end of an address."""
    filled = {name: value for name, value in values.items() if value}
    return f"?{urlencode(filled)}" if filled else ""


HANDLERS = [inbox]
