"""A town of squares round the origin, where every place can be worked out by heart."""

import pytest
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

from backend.neighbourhood import (
    Area,
    AreaKind,
    Category,
    Group,
    Neighbourhood,
    Partner,
    Responsibility,
    Sensitivity,
    Team,
    Term,
    Tile,
    load,
)
from tests.support.neighbourhoods import EXAMPLE

#: A square with a square hole in the middle, and one far away that belongs to it.
RING = Polygon(box(0, 0, 4, 4).exterior.coords, [box(1, 1, 3, 3).exterior.coords])


def area(slug: str, kind: AreaKind, geometry: BaseGeometry) -> Area:
    return Area(slug, slug.title(), kind, geometry)


def category(slug: str, class_: Sensitivity) -> Category:
    return Category(
        slug=slug, label=slug.title(), group="heel", pillar="fysiek", class_=class_, tile="straat", icon="paving"
    )


def rule(where: str, team: str, fallback: str, *, category: str = "", group: str = "") -> Responsibility:
    return Responsibility(
        area=where,
        team=team,
        fallback=fallback,
        category=category,
        group=group,
        acknowledge=Term(1, "d"),
        handle=Term(5, "d"),
    )


def partner(slug: str) -> Partner:
    teams = [Team(partner=slug, slug=name, name=name.title(), duties=("case", "intake")) for name in ("een", "twee")]
    return Partner(slug=slug, name=slug.title(), teams=tuple(teams))


@pytest.fixture(scope="session")
def town() -> Neighbourhood:
    return Neighbourhood(
        slug="town",
        name="Town",
        municipality="Town",
        languages=("nl",),
        timezone="Europe/Amsterdam",
        areas=(
            area("town", "municipality", box(-10, -10, 20, 20)),
            area("west", "buurt", box(-10, -10, 0, 20)),
            area("north", "wijk", box(-10, 0, 20, 20)),
            area("ring", "complex", MultiPolygon([RING, box(10, 10, 11, 11)])),
            area("b-twin", "buurt", box(12, 0, 14, 2)),
            area("a-twin", "buurt", box(12, 0, 14, 2)),
            area("small", "buurt", box(12, 0, 13, 1)),
        ),
        partners=(partner("a"), partner("b"), partner("c")),
        groups=(Group("heel", "Heel"),),
        tiles=(Tile(slug="straat", label="Straat", icon="paving"),),
        categories=(category("stoep", "open"), category("buren", "restricted"), category("wapen", "sealed")),
        responsibilities=(
            rule("town", "a/een", "b/een", group="heel"),
            rule("town", "a/twee", "b/een", category="wapen"),
            rule("west", "b/een", "a/een", category="stoep"),
            rule("north", "b/twee", "a/een", category="stoep"),
            rule("ring", "c/een", "c/twee", category="stoep"),
            rule("b-twin", "b/een", "a/een", category="buren"),
            rule("a-twin", "c/een", "a/een", category="buren"),
            rule("small", "c/twee", "a/een", category="stoep"),
        ),
        grants=(),
        desks=("a/een", "b/twee", "c/een"),
        intakes=("a/twee", "c/twee"),
    )


@pytest.fixture(scope="session")
def example() -> Neighbourhood:
    return load(EXAMPLE)
