"""Who must not see a report: whether what the reporter asks can be done."""

from collections.abc import Collection

from backend.neighbourhood.model import Neighbourhood
from backend.texts import mark

FOR_OPEN = mark("Bij deze melding kunt u niemand uitsluiten.")
UNKNOWN = mark("Kies wie dit niet mag zien uit de lijst.")

#: What the reporter reads where routing raised NobodyLeft.
NOBODY_LEFT = mark("Er blijft niemand over die dit mag lezen. Bel Meld Misdaad Anoniem: 0800-7000.")


def validate_exclusions(neighbourhood: Neighbourhood, category_slug: str, excluded: Collection[str]) -> dict[str, str]:
    """Field → message for exclusions that cannot be taken; empty where they can. `decide` tells if nobody is left."""
    if not excluded:
        return {}
    if neighbourhood.has_category(category_slug) and neighbourhood.category(category_slug).class_ == "open":
        return {"exclude": FOR_OPEN}
    if all(neighbourhood.has_team(slug) or neighbourhood.has_partner(slug) for slug in excluded):
        return {}
    return {"exclude": UNKNOWN}
