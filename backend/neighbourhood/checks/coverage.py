"""Every category in every area has a team that must answer and one behind it, whoever the reporter excludes."""

from collections.abc import Iterator

from backend.neighbourhood.faults import Fault
from backend.neighbourhood.model import Area, Category, Neighbourhood
from backend.neighbourhood.sources import Sources
from backend.neighbourhood.succession import remaining, succession


def check(neighbourhood: Neighbourhood, sources: Sources) -> Iterator[Fault]:
    """Holes: a category without a rule somewhere, and exclusions after which nobody is left."""
    municipal = neighbourhood.municipal_area.slug
    for number, category in enumerate(neighbourhood.categories):
        if not neighbourhood.rule(municipal, category.slug):
            message = f"Nobody is responsible for {category.slug!r} in all of {municipal!r}: add [[responsibilities]]."
            yield sources.fault(("categories", number), message)
    for number, area in enumerate(neighbourhood.areas):
        around = covering(neighbourhood, area)
        holes = [one.slug for one in neighbourhood.categories if not has_rule(neighbourhood, around, one)]
        if holes and not neighbourhood.municipal_area.geometry.covers(area.geometry):
            what = "anything" if len(holes) == len(neighbourhood.categories) else ", ".join(holes)
            message = f"{area.slug!r} sticks out of {municipal!r}: there nobody is responsible for {what}."
            yield sources.fault(("areas", number), message)
    yield from after_exclusions(neighbourhood, sources)


def covering(neighbourhood: Neighbourhood, area: Area) -> list[Area]:
    """The areas whose rules hold at every point of `area`: itself and those that cover it wholly."""
    return [other for other in neighbourhood.areas if other.geometry.covers(area.geometry)]


def has_rule(neighbourhood: Neighbourhood, areas: list[Area], category: Category) -> bool:
    """Whether one of these areas has a rule for the category."""
    return any(neighbourhood.rule(area.slug, category.slug) for area in areas)


def after_exclusions(neighbourhood: Neighbourhood, sources: Sources) -> Iterator[Fault]:
    """For reports that are not open: each partner and each team left out once must leave somebody.

    Outside every area the desks, or the intakes, stand alone.
    """
    names = [name for partner in neighbourhood.partners for name in (partner.slug, *(t.id for t in partner.teams))]
    private = [category for category in neighbourhood.categories if category.class_ != "open"]
    for rule in (*neighbourhood.responsibilities, None):
        for name in names:
            stuck = [
                category.slug
                for category in private
                if (rule is None or neighbourhood.rule(rule.area, category.slug) is rule)
                and not remaining(succession(neighbourhood, category, rule), [name])
            ]
            if stuck:
                path = ("responsibilities", neighbourhood.responsibilities.index(rule)) if rule else ("desks",)
                message = f"When a reporter excludes {name!r} nobody is left for {', '.join(stuck)}"
                where = f" in {rule.area!r}" if rule else " outside every area"
                yield sources.fault(path, f"{message}{where}: name another fallback, desk or intake.")
