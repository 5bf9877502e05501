"""Every category in every area has a team that must answer and one behind it, whoever the reporter excludes."""

from collections.abc import Iterator

from backend.neighbourhood.areas import precedence
from backend.neighbourhood.faults import Fault
from backend.neighbourhood.model import Area, Category, Neighbourhood, Responsibility
from backend.neighbourhood.sources import Sources
from backend.neighbourhood.succession import remaining, succession


def check(neighbourhood: Neighbourhood, sources: Sources) -> Iterator[Fault]:
    """Holes: a category without a rule somewhere, and exclusions after which nobody is left."""
    around = {area.slug: covering(neighbourhood, area) for area in neighbourhood.areas}
    for number, category in enumerate(neighbourhood.categories):
        holes = [area for area in neighbourhood.areas if not winner(neighbourhood, around[area.slug], category)]
        if any(area.kind == "municipality" for area in holes):
            names = ", ".join(area.slug for area in holes)
            message = f"Nobody is responsible for {category.slug!r} in {names}: add a rule in responsibilities.toml."
            yield sources.fault(("categories", number), message)
        elif holes:
            yield from sticking_out(neighbourhood, sources, category, holes)
    yield from after_exclusions(neighbourhood, sources)


def covering(neighbourhood: Neighbourhood, area: Area) -> list[Area]:
    """The areas whose rules hold at every point of `area`, in order: itself and those that cover it wholly."""
    wider = [other for other in neighbourhood.areas if other.geometry.covers(area.geometry)]
    return sorted(wider, key=precedence)


def winner(neighbourhood: Neighbourhood, areas: list[Area], category: Category) -> Responsibility | None:
    """The rule that decides among these areas."""
    rules = (neighbourhood.rule(area.slug, category.slug) for area in areas)
    return next((rule for rule in rules if rule), None)


def sticking_out(
    neighbourhood: Neighbourhood, sources: Sources, category: Category, holes: list[Area]
) -> Iterator[Fault]:
    """Areas that reach beyond the municipality, where its rules do not hold."""
    for area in holes:
        message = (
            f"Nobody is responsible for {category.slug!r} in the part of {area.slug!r} that sticks out of "
            f"{neighbourhood.municipal_area.slug!r}: redraw one of them, or add a rule for {area.slug!r}."
        )
        yield sources.fault(("areas", neighbourhood.areas.index(area)), message)


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
