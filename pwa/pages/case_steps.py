"""The forms of the case page: what each asks, and the verb that it calls. One place for both."""

from collections.abc import Awaitable
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from backend import casework
from backend.errors import Invalid
from backend.installation import Installation
from backend.people import Member
from backend.texts import mark

NO_DAY = mark("Kies op welke dag.")


class Step(NamedTuple):
    """A form. `reads` is what the reporter reads of it, before the text; `asks` and `also` label its text fields.

    `required`: the text must be there. `also` is the reason of what we do not do.
    """

    name: str
    label: str
    icon: str
    button: str
    reads: str = ""
    asks: str = ""
    required: bool = False
    also: str = ""


OPTIONAL_WORDS = mark("Uw woorden erbij")
STATUS_STEPS = (
    Step(
        "planned", mark("Gepland"), "calendar", mark("Zet de dag vast"), mark("Gepland voor %(day)s."), OPTIONAL_WORDS
    ),
    Step(
        "in_progress", mark("Bezig"), "wrench", mark("Wij zijn bezig"), mark("Wij zijn ermee bezig."), OPTIONAL_WORDS
    ),
    Step(
        "question", mark("Vraag aan de melder"), "question", mark("Stel de vraag"), mark("Wij hebben een vraag voor u."),
        mark("Wat wilt u weten?"), required=True,
    ),
    Step(
        "resolved", mark("Opgelost"), "done", mark("Dit is opgelost"), mark("Opgelost."), mark("Wat is er gedaan?"),
        required=True,
    ),
    Step(
        "declined", mark("Doen wij niet"), "cross", mark("Dit doen wij niet"), mark("Dit doen wij niet."),
        mark("Wie kan wel helpen?"), required=True, also=mark("Waarom doen wij dit niet?"),
    ),
    Step(
        "reopened", mark("Opnieuw bekijken"), "eye", mark("Bekijk dit opnieuw"), mark("Wij bekijken dit opnieuw."),
        OPTIONAL_WORDS,
    ),
)  # fmt: skip
TRANSFER = Step(
    "transfer", mark("Overdragen"), "people", mark("Draag de zaak over"),
    mark("Uw melding ligt bij %(team)s."), mark("Waarom dit team?"), required=True,
)  # fmt: skip
RECATEGORISE = Step(
    "recategorise", mark("Ander onderwerp"), "link", mark("Verander het onderwerp"),
    mark("Dit hoort bij een ander onderwerp."), mark("Waarom een ander onderwerp?"), required=True,
)  # fmt: skip
MESSAGE = Step(
    "message", mark("Bericht"), "message", mark("Verstuur het bericht"), "", mark("Schrijf een bericht"), True
)
SEEN = Step("seen", mark("Gezien"), "eye", mark("Gezien"))

STEPS = {step.name: step for step in (*STATUS_STEPS, TRANSFER, RECATEGORISE, MESSAGE, SEEN)}
#: After these the case can be somebody else's.
AWAY = frozenset({TRANSFER.name, RECATEGORISE.name})
#: What stands above the case after a form.
SAVED = mark("Opgeslagen. De melder kan dit nu lezen.")
SAVED_SEEN = mark("De melder weet nu dat u dit zag.")


def take(installation: Installation, member: Member, id: UUID, name: str, form: dict[str, str]) -> Awaitable[object]:
    """The verb of a form with what was typed in it. Raises Invalid for a day that is none."""
    version, text, reason = whole_number(form.get("version", "")), form.get("text", ""), form.get("reason", "")
    match name:
        case "seen":
            return casework.seen(installation, member, id)
        case "message":
            return casework.send_message(installation, member, id, text=text)
        case "transfer":
            team = form.get("team", "")
            return casework.transfer(installation, member, id, team=team, reason=reason, version=version)
        case "recategorise":
            category = form.get("category", "")
            return casework.recategorise(installation, member, id, category=category, reason=reason, version=version)
        case _:
            to: Any = name
            planned_for = day_of(form.get("planned_for", "")) if to == "planned" else None
            return casework.transition(
                installation, member, id, to=to, version=version, text=text, planned_for=planned_for, reason=reason
            )


def whole_number(typed: str) -> int:
    """The version that the page showed; one that never was, where the page did not say."""
    return int(typed) if typed.isascii() and typed.isdigit() else 0


def day_of(typed: str) -> date:
    """A day as a browser writes it. Raises Invalid."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Invalid({"planned_for": NO_DAY}) from None
