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
from pwa.pages import weighing

NO_DAY = mark("Kies op welke dag.")
NO_WORDS = mark("Schrijf hier een paar woorden.")


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

PLANNED = Step(
    name="planned",
    label=mark("Gepland"),
    icon="calendar",
    button=mark("Zet de dag vast"),
    reads=mark("Gepland voor %(day)s."),
    asks=OPTIONAL_WORDS,
)
IN_PROGRESS = Step(
    name="in_progress",
    label=mark("Bezig"),
    icon="wrench",
    button=mark("Wij zijn bezig"),
    reads=mark("Wij zijn ermee bezig."),
    asks=OPTIONAL_WORDS,
)
QUESTION = Step(
    name="question",
    label=mark("Vraag aan de melder"),
    icon="question",
    button=mark("Stel de vraag"),
    reads=mark("Wij hebben een vraag voor u."),
    asks=mark("Wat wilt u weten?"),
    required=True,
)
RESOLVED = Step(
    name="resolved",
    label=mark("Opgelost"),
    icon="done",
    button=mark("Dit is opgelost"),
    reads=mark("Opgelost."),
    asks=mark("Wat is er gedaan?"),
    required=True,
)
DECLINED = Step(
    name="declined",
    label=mark("Doen wij niet"),
    icon="cross",
    button=mark("Dit doen wij niet"),
    reads=mark("Dit doen wij niet."),
    asks=mark("Wie kan wel helpen?"),
    required=True,
    also=mark("Waarom doen wij dit niet?"),
)
REOPENED = Step(
    name="reopened",
    label=mark("Opnieuw bekijken"),
    icon="eye",
    button=mark("Bekijk dit opnieuw"),
    reads=mark("Wij bekijken dit opnieuw."),
    asks=OPTIONAL_WORDS,
)
TRANSFER = Step(
    name="transfer",
    label=mark("Overdragen"),
    icon="people",
    button=mark("Draag de zaak over"),
    reads=mark("Uw melding ligt bij %(team)s van %(partner)s."),
    asks=mark("Waarom dit team?"),
    required=True,
)
RECATEGORISE = Step(
    name="recategorise",
    label=mark("Ander onderwerp"),
    icon="link",
    button=mark("Verander het onderwerp"),
    reads=mark("Dit hoort bij: %(topic)s."),
    asks=mark("Waarom een ander onderwerp?"),
    required=True,
)
RESEAL = Step(
    name="reseal",
    label=mark("Doorgeven aan een team"),
    icon="shield",
    button=mark("Geef dit door"),
    reads=mark("Uw melding ligt bij %(team)s van %(partner)s."),
)
PASS_ON = Step(
    name="pass_on",
    label=mark("Bericht aan het team"),
    icon="people",
    button=mark("Geef dit door aan het team"),
    asks=mark("Wat moet het team weten?"),
    required=True,
)
ASK_CONTACT = Step(
    name="ask_contact",
    label=mark("Gegevens van de melder"),
    icon="question",
    button=mark("Vraag of het team de gegevens mag zien"),
)
TO_INTAKE = mark("Bericht aan de intake")
MESSAGE = Step(
    name="message",
    label=mark("Bericht"),
    icon="message",
    button=mark("Verstuur het bericht"),
    asks=mark("Schrijf een bericht"),
    required=True,
)
SEEN = Step(name="seen", label=mark("Gezien"), icon="eye", button=mark("Gezien"))

#: The steps that take the case to another status.
STATUS_STEPS = (PLANNED, IN_PROGRESS, QUESTION, RESOLVED, DECLINED, REOPENED)
STEPS = {
    step.name: step for step in (*STATUS_STEPS, TRANSFER, RECATEGORISE, RESEAL, PASS_ON, ASK_CONTACT, MESSAGE, SEEN)
}
#: After these the case can be somebody else's.
AWAY = frozenset({TRANSFER.name, RECATEGORISE.name})
#: What stands above the case after a form.
SAVED = mark("Opgeslagen. De melder kan dit nu lezen.")
SAVED_RESEAL = mark("U gaf dit door. Berichten van en aan de melder gaan via u.")
SAVED_PASS_ON = mark("Het team kan dit nu lezen. De melder niet.")
SAVED_SEEN = mark("De melder weet nu dat u dit zag.")


#: The forms after which something else than `SAVED` is true.
SAVED_AFTER = {SEEN.name: SAVED_SEEN, RESEAL.name: SAVED_RESEAL, PASS_ON.name: SAVED_PASS_ON}


def take(installation: Installation, member: Member, id: UUID, name: str, form: dict[str, str]) -> Awaitable[object]:
    """The verb of a form with what was typed in it. Raises Invalid for words that are missing or a day that is none."""
    check_words(STEPS[name], form)
    version, text, reason = whole_number(form.get("version", "")), form.get("text", ""), form.get("reason", "")
    match name:
        case "seen":
            return casework.seen(installation, member, id)
        case "message":
            return casework.send_message(installation, member, id, text=text)
        case "ask_contact":
            return casework.ask_contact(installation, member, id)
        case "pass_on":
            return casework.pass_on(installation, member, id, text=text)
        case "reseal":
            return casework.reseal(installation, member, id, decided=weighing.decided(form), version=version)
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


def check_words(step: Step, form: dict[str, str]) -> None:
    """Whether the words that the form asks for are there. The verbs that ask for words say so themselves."""
    if step in STATUS_STEPS and step.required:
        asked = ("reason", "text") if step.also else ("text",)
        if missing := {name: NO_WORDS for name in asked if not form.get(name)}:
            raise Invalid(missing)


def whole_number(typed: str) -> int:
    """The version that the page showed; one that never was, where the page did not say."""
    return int(typed) if typed.isascii() and typed.isdigit() else 0


def day_of(typed: str) -> date:
    """A day as a browser writes it. Raises Invalid."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Invalid({"planned_for": NO_DAY}) from None
