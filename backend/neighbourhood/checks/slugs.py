"""Names that stand for something: each is there once, and whoever uses one uses one that is there."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from backend.neighbourhood.faults import Fault
from backend.neighbourhood.model import Category, Neighbourhood
from backend.neighbourhood.positions import KeyPath
from backend.neighbourhood.sources import Sources


def check(neighbourhood: Neighbourhood, sources: Sources) -> Iterator[Fault]:
    """Names given twice, unknown names, a missing municipality, an unknown timezone, slots in disorder."""
    for path, slug, first in doubles(neighbourhood):
        yield sources.fault(path, f"{slug!r} is there already, on line {sources.place(first)[1]}.")
    for path, what, name, known in uses(neighbourhood):
        if name not in known:
            yield sources.fault(path, f"Unknown {what} {name!r}. {hint(name, known)}")
    if (count := Counter(area.kind for area in neighbourhood.areas)["municipality"]) != 1:
        yield sources.fault(("areas",), f"Expected one area of kind municipality, found {count}.")
    try:
        ZoneInfo(neighbourhood.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        yield sources.fault(("timezone",), f"Unknown timezone {neighbourhood.timezone!r}; try 'Europe/Amsterdam'.")
    if not neighbourhood.digest_at[0] < neighbourhood.digest_at[1]:
        yield sources.fault(("digest_at",), "The second slot of the digest comes after the first: 08:00:00, 17:00:00.")


def hint(name: str, known: Collection[str]) -> str:
    """What could have been meant."""
    close = get_close_matches(name, sorted(known), 3, 0.5)
    return f"Did you mean {' or '.join(close)}?" if close else f"There is: {', '.join(sorted(known)) or 'none'}."


def doubles(neighbourhood: Neighbourhood) -> Iterator[tuple[KeyPath, str, KeyPath]]:
    """Each slug that was given before in its list: where, which, and where first."""
    for path, slugs in lists(neighbourhood):
        first: dict[str, KeyPath] = {}
        for position, slug in enumerate(slugs):
            here = (*path, position)
            if first.setdefault(slug, here) != here:
                yield here, slug, first[slug]


def lists(neighbourhood: Neighbourhood) -> Iterator[tuple[KeyPath, Iterable[str]]]:
    """Every list in which slugs must differ."""
    for name in ("areas", "partners", "groups", "tiles", "categories"):
        yield (name,), [entry.slug for entry in getattr(neighbourhood, name)]
    for number, partner in enumerate(neighbourhood.partners):
        yield ("partners", number, "teams"), [team.slug for team in partner.teams]
    for number, category in enumerate(neighbourhood.categories):
        yield ("categories", number, "questions"), [question.slug for question in category.questions]
        for position, question in enumerate(category.questions):
            path = ("categories", number, "questions", position, "options")
            yield path, [option.slug for option in question.options]
    for name in ("desks", "intakes", "languages"):
        yield (name,), getattr(neighbourhood, name)


def uses(neighbourhood: Neighbourhood) -> Iterator[tuple[KeyPath, str, str, Collection[str]]]:
    """Each use of a name: where, of what kind, the name, and the names that there are."""
    teams = {team.id for partner in neighbourhood.partners for team in partner.teams}
    for key in ("desks", "intakes"):
        for team in getattr(neighbourhood, key):
            yield (key,), "team", team, teams
    for number, partner in enumerate(neighbourhood.partners):
        for position, one in enumerate(partner.teams):
            for substitute in one.substitutes:
                yield ("partners", number, "teams", position, "substitutes"), "team", substitute, teams
    for number, category in enumerate(neighbourhood.categories):
        yield from uses_of_category(neighbourhood, category, ("categories", number))
    yield from uses_of_rules(neighbourhood, teams)
    partners = {partner.slug for partner in neighbourhood.partners}
    for number, grant in enumerate(neighbourhood.grants):
        for slug in grant.partners:
            yield ("grants", number, "partners"), "partner", slug, partners


def uses_of_category(
    neighbourhood: Neighbourhood, category: Category, path: KeyPath
) -> Iterator[tuple[KeyPath, str, str, Collection[str]]]:
    """The group and the tile that a category belongs to."""
    yield (*path, "group"), "group", category.group, {group.slug for group in neighbourhood.groups}
    yield (*path, "tile"), "tile", category.tile, {tile.slug for tile in neighbourhood.tiles}


def uses_of_rules(
    neighbourhood: Neighbourhood, teams: Collection[str]
) -> Iterator[tuple[KeyPath, str, str, Collection[str]]]:
    """The area, teams, category and group of each responsibility."""
    areas = {area.slug for area in neighbourhood.areas}
    categories = {category.slug for category in neighbourhood.categories}
    groups = {group.slug for group in neighbourhood.groups}
    for number, rule in enumerate(neighbourhood.responsibilities):
        path = ("responsibilities", number)
        yield (*path, "area"), "area", rule.area, areas
        yield (*path, "team"), "team", rule.team, teams
        yield (*path, "fallback"), "team", rule.fallback, teams
        if rule.category:
            yield (*path, "category"), "category", rule.category, categories
        if rule.group:
            yield (*path, "group"), "group", rule.group, groups
