"""Is this a report that we can take? Pure: every wrong field at once, each with what to do."""

import re
from collections.abc import Mapping

from backend.neighbourhood import Category, Neighbourhood
from backend.parsing import CONTROLS
from backend.reports.model import Contact, NewReport, Place
from backend.reports.receipts import point_of
from backend.routing import NOBODY_LEFT, NobodyLeft, decide, validate_exclusions
from backend.texts import mark
from backend.vault.codes import digits_of

TEXT_LENGTH = 4_000
DESCRIPTION_LENGTH = 300
ANSWER_LENGTH = 300
CONTACT_LENGTH = 200
KEY_LENGTH = 32
PHOTOS = 3
LEVELS = (0, 1, 3, 4)
YES_NO = ("ja", "nee", "weet-niet")
#: Anything that could be a code: 21 digits, whatever stands between them, also inside a longer row of digits.
CODE_LIKE = re.compile(r"(?=((?:\d[\s.,/\-]{0,2}){21}))")
HAS_CODE = mark("In uw tekst staat een geheime code. Haal die weg: anderen lezen deze tekst.")


def check(neighbourhood: Neighbourhood, new: NewReport) -> dict[str, str]:
    """Field → what is wrong and what to do; empty when all is well."""
    wrong: dict[str, str] = {}
    if not neighbourhood.has_category(new.category):
        wrong["category"] = mark("Kies waar het over gaat.")
    else:
        category = neighbourhood.category(new.category)
        wrong |= check_answers(category, new.answers)
        wrong |= check_exclusions(neighbourhood, new)
    if problem := check_text(new.text, TEXT_LENGTH):
        wrong["text"] = problem
    elif not (new.text.strip() or new.answers or new.photos):
        wrong["text"] = mark("Schrijf iets op, of kies een foto. Eén van de twee is genoeg.")
    wrong |= check_place(new.place)
    wrong |= check_level(new)
    if not 0 <= new.photos <= PHOTOS:
        wrong["photos"] = mark("U kunt hooguit drie foto's meesturen.")
    if new.language not in neighbourhood.languages:
        wrong["language"] = mark("Deze taal hebben wij nog niet.")
    return wrong


def check_text(text: str, most: int) -> str:
    """What is wrong with a text, or nothing."""
    if len(text) > most:
        return mark("Dit is te lang. Maak de tekst korter.")
    if CONTROLS.search(text):
        return mark("Er staan tekens in die wij niet kunnen bewaren. Typ de tekst opnieuw.")
    return HAS_CODE if holds_code(text) else ""


def holds_code(text: str) -> bool:
    """Whether a valid code stands in the text."""
    return any(digits_of(match.group(1)) for match in CODE_LIKE.finditer(text))


def check_answers(category: Category, answers: Mapping[str, str]) -> dict[str, str]:
    """Answers must belong to questions of the category, and be among their options."""
    questions = {question.slug: question for question in category.questions}
    wrong = {}
    for slug, answer in answers.items():
        question = questions.get(slug)
        name = f"answers.{slug}" if question else "answers"
        if question is None:
            wrong[name] = mark("Deze vraag hoort niet bij dit onderwerp.")
        elif question.kind == "text":
            if problem := check_text(answer, ANSWER_LENGTH):
                wrong[name] = problem
        elif answer not in (YES_NO if question.kind == "yes_no" else [option.slug for option in question.options]):
            wrong[name] = mark("Kies een van de antwoorden.")
    return wrong


def check_exclusions(neighbourhood: Neighbourhood, new: NewReport) -> dict[str, str]:
    """Who must not see it can be left out, and somebody is left."""
    wrong = validate_exclusions(neighbourhood, new.category, new.exclude)
    if wrong or not new.exclude:
        return wrong
    try:
        decide(neighbourhood, new.category, point_of(new), new.answers, new.exclude)
    except NobodyLeft:
        return {"exclude": NOBODY_LEFT}
    return {}


def check_place(place: Place) -> dict[str, str]:
    """A whole point on this planet, or words."""
    if problem := check_text(place.description, DESCRIPTION_LENGTH):
        return {"place.description": problem}
    if place.lat is None and place.lon is None:
        return {} if place.description.strip() else {"place": mark("Vertel waar het is.")}
    inside = place.lat is not None and place.lon is not None and abs(place.lat) <= 90 and abs(place.lon) <= 180
    return {} if inside else {"place": mark("Deze plek kennen wij niet. Kies de plek opnieuw of beschrijf die.")}


def check_level(new: NewReport) -> dict[str, str]:
    """A key from level 1, a contact from level 3; level 2 comes after sending."""
    if new.level not in LEVELS:
        return {"level": mark("Kies hoe wij u nieuws mogen geven: 0, 1, 3 of 4.")}
    wrong = {}
    if new.level >= 1 and len(new.key or b"") != KEY_LENGTH:
        wrong["key"] = mark("De sleutel bij uw code klopt niet. Open het formulier opnieuw.")
    if new.level == 0 and new.key is not None:
        wrong["key"] = mark("Zonder spoor hoort er geen code bij uw melding.")
    if new.level >= 3:
        wrong |= check_contact(new.contact)
    elif new.contact is not None:
        wrong["contact"] = mark("Wij bewaren uw gegevens alleen als u daarvoor kiest.")
    return wrong


def check_contact(contact: Contact | None) -> dict[str, str]:
    """At least a way to reach somebody."""
    if contact is None or not (contact.email.strip() or contact.phone.strip()):
        return {"contact": mark("Vul een e-mailadres of telefoonnummer in.")}
    wrong = {}
    for name in ("email", "phone", "name"):
        if problem := check_text(getattr(contact, name), CONTACT_LENGTH):
            wrong[f"contact.{name}"] = problem
    if contact.email and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", contact.email.strip()):
        wrong["contact.email"] = mark("Dit e-mailadres klopt niet. Kijk het na.")
    return wrong
