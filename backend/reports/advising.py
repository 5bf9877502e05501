"""What a text asks before it is stored: a citizen service number leaves it, and who helps sooner is named."""

import msgspec

from backend.reports.model import NewReport
from backend.texts import mark, translate
from moderation import advise, without_citizen_numbers

ADVICE = {
    "112": mark("Is er nu gevaar? Bel 112."),
    "113": mark("Denkt u aan zelfmoord? Bel 113 of 0800-0113. Dat is gratis, dag en nacht."),
    "veilig-thuis": mark("Geweld thuis, of zorgen om een kind? Bel Veilig Thuis: 0800-2000. Dat is gratis."),
    "0900-8844": mark("Hebt u de politie nodig, maar is er geen haast? Bel 0900-8844."),
    "0800-7000": mark("Iets zeggen over een misdaad zonder uw naam? Bel Meld Misdaad Anoniem: 0800-7000."),
}
REMOVED = mark("In uw tekst stond een burgerservicenummer. Dat hebben wij weggehaald.")


def cleaned(new: NewReport) -> NewReport:
    """A report as it may be stored: without citizen service numbers in what somebody typed."""
    place = msgspec.structs.replace(new.place, description=without_citizen_numbers(new.place.description))
    answers = {slug: without_citizen_numbers(answer) for slug, answer in new.answers.items()}
    return msgspec.structs.replace(new, text=without_citizen_numbers(new.text), place=place, answers=answers)


def advice_for(text: str, language: str, *, removed: bool = False) -> tuple[str, ...]:
    """The sentences for who typed `text`, the most urgent first. `removed`: a number was taken out of it."""
    sentences = [*(ADVICE[advice] for advice in advise(text)), *([REMOVED] if removed else [])]
    return tuple(translate(language, sentence) for sentence in sentences)
