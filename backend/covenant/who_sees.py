"""The box "Wie ziet wat?", made from the covenant itself: nothing is promised here that the grants do not say.

One function for the form, the privacy page, the case page and the API.
"""

from typing import Any

from backend.covenant.rules import holding
from backend.installation import Installation
from backend.neighbourhood import Compartment, Sensitivity
from backend.texts import mark, translate

CLASSES: tuple[Sensitivity, ...] = ("open", "restricted", "sealed")
#: What is named, in this order.
COMPARTMENTS: dict[Compartment, str] = {
    "task": mark("waar het over gaat"),
    "place": mark("de plek"),
    "narrative": mark("uw tekst"),
    "media": mark("uw foto"),
    "contact": mark("uw gegevens, als u die geeft"),
    "mailbox": mark("uw berichten"),
}
#: The same where somebody chooses it first.
CHOSEN: dict[tuple[str, str], str] = {
    ("narrative", "chosen"): mark("uw tekst of een samenvatting, wat de intake kiest"),
    ("media", "chosen"): mark("uw foto, als de intake die doorgeeft"),
    ("contact", "consent"): mark("uw gegevens, alleen als u ja zegt"),
    ("mailbox", "through"): mark("wat de intake doorgeeft van uw berichten"),
}


def who_sees(
    installation: Installation, language: str, *, without: frozenset[str] = frozenset()
) -> dict[str, list[dict[str, Any]]]:
    """Per class: duty → what it may see today and why, in words. `without` leaves out what a form does not ask."""
    neighbourhood, today = installation.neighbourhood, installation.clock().date()
    partners = {team.partner for partner in neighbourhood.partners for team in partner.teams}
    shown: dict[str, list[dict[str, Any]]] = {}
    for class_ in CLASSES:
        lines = []
        for duty in ("intake", "case", "field", "moderate"):
            forms: dict[Compartment, str] = {}
            purpose = ""
            for partner in sorted(partners):
                for grant in holding(neighbourhood.grants, partner, duty, class_, today):
                    forms |= grant.forms
                    purpose = purpose or grant.purpose
            if forms:
                sees = [
                    translate(language, CHOSEN.get((name, forms[name]), words))
                    for name, words in COMPARTMENTS.items()
                    if name in forms and name not in without
                ]
                lines.append({"duty": duty, "sees": sees, "purpose": neighbourhood.label(purpose, language)})
        shown[class_] = lines
    return shown
