"""The access log for its auditor: who looked, when, with which keyring and why; and whether the log holds."""

from datetime import date
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlencode

from litestar import Response, get
from litestar.di import NamedDependency

from backend import auditing, people
from backend.access import staff
from backend.auditing import Check, Look
from backend.auditing.http import log_filter
from backend.errors import Invalid
from backend.installation import Installation
from backend.neighbourhood import Neighbourhood
from backend.people import Member
from backend.texts import mark, translate
from pwa.pages import language as languages
from pwa.pages.dates import ZONE
from pwa.pages.rendering import AnyRequest
from pwa.pages.signin import ROLES, team_in_full
from pwa.pages.staff import error_messages, staff_page

#: Why somebody looked. A purpose that is not here shows as it is.
PURPOSES = {
    "inbox": mark("De lijst van zaken"),
    "case": mark("Eén zaak"),
    "recovery key": mark("Nieuwe herstelsleutel van het team"),
    "related": mark("Vergelijken met andere zaken"),
    "task": mark("Werk buiten"),
    "contact: danger": mark("Contact met de melder: er is gevaar"),
    "contact: unclear": mark("Contact met de melder: de melding is niet duidelijk"),
    "contact: consent": mark("Contact met de melder: toestemming om te delen"),
    "contact: answer": mark("Contact met de melder: de melder vroeg erom"),
    "wake": mark("Het team kreeg zijn sleutel"),
    "wake fallback": mark("Het team vangt een ander team op"),
    "wake substitute": mark("Het team vervangt een ander team"),
    "wake class": mark("De melding werd gevoelig"),
    "delete again": mark("De melding was verwijderd, en kwam terug met een oude kopie"),
}
#: What was opened.
COMPARTMENTS = {
    "task": mark("onderwerp"),
    "place": mark("plek"),
    "narrative": mark("tekst"),
    "summary": mark("samenvatting"),
    "media": mark("foto's"),
    "contact": mark("contactgegevens"),
    "mailbox": mark("berichten"),
}


class Option(NamedTuple):
    """One choice of a filter."""

    value: str
    label: str


@get("/logboek", opt=staff("auditor", purpose="audit"))
async def log(
    request: AnyRequest, installation: NamedDependency[Installation], member: NamedDependency[Member]
) -> Response[bytes]:
    """The newest looks first. A filter that cannot be is said above the list, which then is empty."""
    language, query = languages.of(request), dict(request.query_params.items())
    errors: list[str] = []
    try:
        wanted = log_filter(query)
        page = await auditing.list_looks(installation, wanted)
    except Invalid as problem:
        wanted, errors = auditing.LogFilter(), error_messages(problem, language)
        page = await auditing.list_looks(installation, wanted)
    names = await people.names_of_people()
    return await staff_page(
        request,
        installation,
        member,
        "log.html",
        status=422 if errors else 200,
        errors=errors,
        wanted=wanted,
        filtered=wanted != auditing.LogFilter(),
        days=[(day, list(looks)) for day, looks in groupby(page.items, day_of)],
        broken=broken(page.check, language),
        check=page.check,
        head=page.head,
        slip=auditing.write_slip(page.head) if page.head else "",
        next=query_string({**query, "after": page.next}) if page.next else "",
        persons=sorted((Option(str(id), name) for id, name in names.items()), key=lambda option: option.label),
        keyrings=keyrings(installation, language),
        purposes=[Option(slug, translate(language, words)) for slug, words in PURPOSES.items()],
        clock=lambda when: when.astimezone(ZONE).strftime("%H:%M"),
        keyring_name=lambda keyring: keyring_name(installation, keyring, language),
        purpose_name=lambda purpose: translate(language, PURPOSES.get(purpose) or purpose),
        opened=lambda look: opened(look, language),
    )


def day_of(look: Look) -> date:
    """The day of a look on the wall calendar."""
    return look.at.astimezone(ZONE).date()


def broken(check: Check | None, language: str) -> str:
    """Where the log does not hold; empty where it does."""
    return check.first.said(language) if check and check.first else ""


def keyrings(installation: Installation, language: str) -> list[Option]:
    """Every keyring of the neighbourhood."""
    found = [
        f"{team.id}/{duty}"
        for partner in installation.neighbourhood.partners
        for team in partner.teams
        for duty in team.duties
    ]
    return [Option(keyring, keyring_name(installation, keyring, language)) for keyring in found]


def keyring_name(installation: Installation, keyring: str, language: str) -> str:
    """A keyring as people say it; one of a team that is gone as it was written."""
    team, _, duty = keyring.rpartition("/")
    if team not in teams_of(installation.neighbourhood) or duty not in ROLES:
        return keyring
    return f"{team_in_full(installation, team, language)}, {translate(language, ROLES[duty])}"


def teams_of(neighbourhood: Neighbourhood) -> set[str]:
    """The teams that there are now."""
    return {team.id for partner in neighbourhood.partners for team in partner.teams}


def opened(look: Look, language: str) -> str:
    """What was opened, in words."""
    known = [translate(language, words) for name, words in COMPARTMENTS.items() if name in look.compartments]
    return ", ".join([*known, *(name for name in look.compartments if name not in COMPARTMENTS)])


def query_string(values: dict[str, str | None]) -> str:
    """What is not empty, as the end of an address."""
    return "?" + urlencode({name: value for name, value in values.items() if value})


HANDLERS = [log]
