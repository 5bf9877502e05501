"""The words, icons and tones that staff pages share: due days, classes, groups, reasons, steps. Never colour alone."""

from datetime import date
from typing import NamedTuple

from babel.dates import format_date

from backend.texts import catalogue, mark, translate
from pwa.pages.dates import date_name


class Look(NamedTuple):
    """How something shows. `tone` is a class of its badge or words."""

    label: str
    icon: str
    tone: str = ""


#: What a class asks of its reader; `open` needs no word.
CLASSES = {
    "restricted": Look(mark("Vertrouwelijk"), "lock", "plain"),
    "sealed": Look(mark("Verzegeld"), "lock", "shut"),
}
#: Icon and tone of a group; its label stands in the neighbourhood.
GROUPS = {
    "schoon": Look("", "bag", "tidy"),
    "heel": Look("", "wrench", "fix"),
    "veilig": Look("", "shield", "safe"),
}
OTHER_GROUP = Look("", "people", "tidy")
#: The statuses as work: a resident reads the same ones in other words.
STATUSES = {
    "assigned": mark("Nog te doen"),
    "planned": mark("Gepland"),
    "in_progress": mark("Bezig"),
    "question": mark("Wacht op antwoord"),
    "resolved": mark("Opgelost"),
    "declined": mark("Doen wij niet"),
    "merged": mark("Hoort bij een andere zaak"),
    "reopened": mark("Opnieuw bekijken"),
    "closed": mark("Afgerond"),
    "withdrawn": mark("Verwijderd door de melder"),
}

REASONS = {
    "not_found": mark("Ik vind het niet"),
    "no_access": mark("Ik kan er niet bij"),
    "unsafe": mark("Het is niet veilig"),
    "other": mark("Iets anders"),
}


def group_look(group: str) -> Look:
    """How a group shows, also one that a neighbourhood made up."""
    return GROUPS.get(group, OTHER_GROUP)


def due_look(due: date | None, late: bool, today: date, language: str, look_now: bool = False) -> Look | None:
    """By when, as people say it: late in red, today and tomorrow in amber. None where nothing is due.

    `look_now`: a task outside failed, so what is due today is a look.
    """
    if due is None:
        return None
    days = (due - today).days
    if late or days < 0:
        return Look(late_words(-days, language), "warning", "late")
    if days == 0:
        return Look(translate(language, mark("Nu kijken") if look_now else mark("Vandaag nog")), "clock", "soon")
    if days == 1:
        return Look(translate(language, mark("Uiterlijk morgen")), "clock", "soon")
    day = format_date(due, "EEEE", locale=language) if days < 7 else date_name(due, language)
    return Look(translate(language, mark("Uiterlijk %(day)s"), {"day": day}), "calendar", "calm")


def late_words(days: int, language: str) -> str:
    """How late something is; on its own day only that it is."""
    if days < 1:
        return translate(language, mark("Te laat"))
    return catalogue(language).ngettext("%(num)s dag te laat", "%(num)s dagen te laat", days) % {"num": days}


#: Why intake opens a contact: backend/casework/contacting.py has the list.
CONTACT_REASONS = {
    "danger": mark("Er is gevaar"),
    "unclear": mark("De melding is niet duidelijk"),
    "consent": mark("Ik vraag toestemming om te delen"),
    "answer": mark("De melder vroeg om contact"),
}
