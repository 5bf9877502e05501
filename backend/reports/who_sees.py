"""The box "Wie ziet wat?", made from the covenant itself: nothing is promised here that the grants do not say."""

from typing import Any

from backend.covenant import granted
from backend.installation import Installation
from backend.neighbourhood import Sensitivity
from backend.texts import mark, translate

CLASSES: tuple[Sensitivity, ...] = ("open", "restricted", "sealed")
COMPARTMENTS = {
    "task": mark("waar het over gaat"),
    "place": mark("de plek"),
    "narrative": mark("uw tekst"),
    "media": mark("uw foto"),
    "contact": mark("uw gegevens, als u die geeft"),
    "mailbox": mark("uw berichten"),
}


def who_sees(
    installation: Installation, language: str, *, without: frozenset[str] = frozenset()
) -> dict[str, list[dict[str, Any]]]:
    """Per class: duty → what it may see today, in words. `without` leaves out what a form does not ask."""
    grants, today = installation.neighbourhood.grants, installation.clock().date()
    partners = {team.partner for partner in installation.neighbourhood.partners for team in partner.teams}
    shown: dict[str, list[dict[str, Any]]] = {}
    for class_ in CLASSES:
        lines = []
        for duty in ("intake", "case", "field", "moderate"):
            forms: set[str] = set()
            for partner in partners:
                forms |= granted(grants, partner, duty, class_, today).keys()
            if forms:
                named = forms - without
                sees = [translate(language, words) for name, words in COMPARTMENTS.items() if name in named]
                lines.append({"duty": duty, "sees": sees})
        shown[class_] = lines
    return shown
