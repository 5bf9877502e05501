""""Wie ziet wat?", made from the covenant itself: the box before the send button, and the privacy page."""

from msgspec import Struct

from backend.neighbourhood.model import Compartment, Duty, Grant, Neighbourhood, Sensitivity
from backend.texts import mark

CLASSES: tuple[Sensitivity, ...] = ("open", "restricted", "sealed")
WHO: dict[Duty, str] = {
    "field": mark("De wijkbeheerder buiten"),
    "case": mark("Het team dat dit oplost"),
    "intake": mark("Het kleine team voor gevoelige meldingen"),
    "moderate": mark("Wie teksten en foto's controleert"),
}
WHAT: dict[Compartment, str] = {
    "task": mark("wat het is"),
    "place": mark("de plek"),
    "narrative": mark("uw tekst"),
    "summary": mark("een samenvatting"),
    "media": mark("uw foto's"),
    "contact": mark("uw gegevens, als u die geeft"),
    "mailbox": mark("berichten met u"),
}


class Seer(Struct, frozen=True):
    """Somebody, and what they see. `partners` are the only ones it goes for; empty: whoever is responsible."""

    duty: Duty
    who: str
    what: tuple[str, ...]
    partners: tuple[str, ...]
    legal_basis: str


def seen(grant: Grant) -> tuple[str, ...]:
    """The parts of a report that a grant shows, in the order of the table above."""
    return tuple(text for part, text in WHAT.items() if part in grant.forms)


def seers(neighbourhood: Neighbourhood, sensitivity: Sensitivity) -> list[Seer]:
    """Who sees what of a report of this class, one entry for everybody who sees the same."""
    found: dict[tuple[Duty, tuple[str, ...], tuple[str, ...]], Seer] = {}
    for grant in neighbourhood.grants:
        if sensitivity in grant.classes and (what := seen(grant)):
            names = tuple(neighbourhood.partner(slug).name for slug in grant.partners)
            seer = Seer(grant.duty, WHO[grant.duty], what, names, grant.legal_basis)
            found.setdefault((grant.duty, what, names), seer)
    return list(found.values())
