"""Responsibilities among themselves: no two claim the same, and each can come into play."""

from collections.abc import Iterator

import shapely

from backend.neighbourhood.areas import precedence
from backend.neighbourhood.faults import Fault
from backend.neighbourhood.model import Area, Neighbourhood, Responsibility
from backend.neighbourhood.sources import Sources


def check(neighbourhood: Neighbourhood, sources: Sources) -> Iterator[Fault]:
    """Rules for nothing or for two things, equal claims, a fallback on oneself, and rules that never apply."""
    first: dict[tuple[str, str, str], int] = {}
    for number, rule in enumerate(neighbourhood.responsibilities):
        path = ("responsibilities", number)
        claim = (rule.area, rule.category, rule.group)
        if bool(rule.category) == bool(rule.group):
            yield sources.fault(path, "A responsibility is for one category or for one group: give one of the two.")
        elif first.setdefault(claim, rule.line) != rule.line:
            what = rule.category or rule.group
            yield sources.fault(path, f"{what!r} in {rule.area!r} is claimed already, on line {first[claim]}.")
        elif not reachable(neighbourhood, rule):
            yield sources.fault(path, f"This rule never applies: {why_dead(neighbourhood, rule)}")
        if rule.team == rule.fallback:
            yield sources.fault((*path, "fallback"), f"{rule.team!r} cannot fall back on itself.")


def reachable(neighbourhood: Neighbourhood, rule: Responsibility) -> bool:
    """Whether there is a category and a place for which this rule decides."""
    area = neighbourhood.area(rule.area)
    return any(not covered(neighbourhood, area, category) for category in categories_of(neighbourhood, rule))


def categories_of(neighbourhood: Neighbourhood, rule: Responsibility) -> list[str]:
    """The categories for which this is the rule of its area."""
    slugs = [category.slug for category in neighbourhood.categories]
    return [slug for slug in slugs if neighbourhood.rule(rule.area, slug) is rule]


def covered(neighbourhood: Neighbourhood, area: Area, category: str) -> bool:
    """Whether areas that come first have rules of their own everywhere in `area`.

    Never so for the municipality: its rules also serve a report without a point.
    """
    before = [
        other.geometry
        for other in neighbourhood.areas
        if precedence(other) < precedence(area) and neighbourhood.rule(other.slug, category)
    ]
    return area.kind != "municipality" and bool(shapely.union_all(before).covers(area.geometry))


def why_dead(neighbourhood: Neighbourhood, rule: Responsibility) -> str:
    """What stands before a rule that never applies."""
    if rule.group and not categories_of(neighbourhood, rule):
        return f"every category of {rule.group!r} has its own rule in {rule.area!r}, or the group is empty."
    return f"smaller areas inside {rule.area!r} have their own rules everywhere."
