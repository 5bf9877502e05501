"""Who gets a report: worked out by heart in a town of squares."""

import pytest

from backend.neighbourhood import Neighbourhood, Point, Term
from backend.routing import Decision, NobodyLeft, decide


def route(
    town: Neighbourhood, category: str, x: float | None, y: float = 0, excluded: tuple[str, ...] = ()
) -> Decision:
    return decide(town, category, None if x is None else Point(y, x), {}, excluded)


@pytest.mark.parametrize(
    ("x", "y", "area"),
    [
        (5, -5, "town"),
        (-5, -5, "west"),
        (5, 5, "north"),
        (-5, 5, "west"),  # a buurt goes before a wijk
        (0.5, 0.5, "ring"),
        (2, 2, "north"),  # the hole of the ring
        (1, 2, "ring"),  # the edge of the hole belongs to the ring
        (0, 0, "ring"),  # a corner
        (4, 2, "ring"),  # an edge
        (10.5, 10.5, "ring"),  # its second part
        (0, -5, "west"),  # the edge between west and the rest
        (20, 20, "north"),  # the corner of the town
        (12.5, 0.5, "small"),  # the smaller of buurten
        (13, 1, "small"),  # its corner
    ],
)
def test_the_smallest_area_with_a_rule_decides(town: Neighbourhood, x: float, y: float, area: str) -> None:
    assert route(town, "stoep", x, y).area == area


def test_between_equals_the_slug_decides(town: Neighbourhood) -> None:
    assert route(town, "buren", 13.5, 1.5).area == "a-twin"


def test_an_area_without_a_rule_for_the_category_leaves_it_to_the_next(town: Neighbourhood) -> None:
    assert route(town, "buren", -5, 5).area == "town"


def test_the_exact_rule_goes_before_the_rule_for_the_group(town: Neighbourhood) -> None:
    assert route(town, "wapen", 5, -5).team == "a/twee"
    assert route(town, "buren", 5, -5).team == "a/een"


def test_a_report_without_a_point_follows_the_municipality(town: Neighbourhood) -> None:
    decision = route(town, "stoep", None)
    assert (decision.team, decision.fallback, decision.area) == ("a/een", "b/een", "town")


def test_a_place_outside_every_area_goes_to_the_desk(town: Neighbourhood) -> None:
    decision = route(town, "stoep", 50, 50)
    assert (decision.team, decision.fallback, decision.area, decision.duty) == ("a/een", "b/twee", None, "case")


def test_a_sealed_report_outside_every_area_goes_to_the_intake(town: Neighbourhood) -> None:
    decision = route(town, "wapen", 50, 50)
    assert (decision.team, decision.fallback, decision.area, decision.duty) == ("a/twee", "c/twee", None, "intake")


def test_the_times_are_those_of_the_rule(town: Neighbourhood) -> None:
    for x in (5, 50, None):
        decision = route(town, "buren", x)
        assert (decision.acknowledge, decision.handle) == (Term(1, "d"), Term(5, "d"))


@pytest.mark.parametrize(
    ("category", "x", "excluded", "team", "fallback"),
    [
        ("buren", 5, ("a/een",), "b/een", "b/twee"),
        ("buren", 5, ("a",), "b/een", "b/twee"),
        ("buren", 5, ("b/een",), "a/een", "b/twee"),
        ("buren", 5, ("a", "b/een"), "b/twee", "c/een"),
        ("buren", 5, ("a", "b"), "c/een", ""),
        ("buren", 50, ("a",), "b/twee", "c/een"),  # the desk is excluded: the next in the list
        ("buren", 50, ("a", "b"), "c/een", ""),
        ("wapen", 5, ("a",), "b/een", "c/twee"),
        ("wapen", 5, ("a", "b"), "c/twee", ""),  # the other intake
        ("wapen", 50, ("a/twee",), "c/twee", ""),
    ],
)
def test_who_is_excluded_never_gets_it(
    town: Neighbourhood, category: str, x: float, excluded: tuple[str, ...], team: str, fallback: str
) -> None:
    decision = route(town, category, x, -5 if x == 5 else 50, excluded)
    assert (decision.team, decision.fallback) == (team, fallback)


@pytest.mark.parametrize("category", ["buren", "wapen"])
def test_excluding_everybody_leaves_nobody(town: Neighbourhood, category: str) -> None:
    with pytest.raises(NobodyLeft):
        route(town, category, 5, -5, ("a", "b", "c"))


def test_an_unknown_category_is_refused(town: Neighbourhood) -> None:
    with pytest.raises(KeyError):
        route(town, "onzin", 5)
