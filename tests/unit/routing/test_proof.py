"""What the checks accept, routing can do: the proof against routing itself, on neighbourhoods made at random."""

from pathlib import Path

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from backend.neighbourhood import Neighbourhood, Point, Responsibility, Term
from backend.neighbourhood.checks import coverage
from backend.neighbourhood.sources import Sources
from backend.routing import decide

PLACES = [None, *(Point(y, x) for x in (-5, 0, 0.5, 2, 5, 12.5, 13.5, 50) for y in (-5, 0.5, 2, 5))]
TEAMS = ["a/een", "a/twee", "b/een", "b/twee", "c/een", "c/twee"]
NAMES = ["a", "b", "c", *TEAMS]

some_teams = st.lists(st.sampled_from(TEAMS), min_size=1, max_size=3, unique=True).map(tuple)
pairs = st.lists(st.sampled_from(TEAMS), min_size=2, max_size=2, unique=True)
areas = st.sampled_from(["west", "north", "ring", "a-twin", "small", "town"])
claims = st.sampled_from([("heel", ""), ("", "stoep"), ("", "buren"), ("", "wapen")])


def rule(area: str, claim: tuple[str, str], teams: list[str]) -> Responsibility:
    group, category = claim
    team, fallback = teams
    return Responsibility(
        area=area,
        group=group,
        category=category,
        team=team,
        fallback=fallback,
        acknowledge=Term(1, "d"),
        handle=Term(5, "d"),
    )


everywhere = st.builds(rule, st.just("town"), st.just(("heel", "")), pairs)
others = st.lists(st.builds(rule, areas, claims, pairs), max_size=7)


@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(everywhere, others, some_teams, some_teams)
def test_a_neighbourhood_without_holes_answers_everything(
    town: Neighbourhood,
    first: Responsibility,
    more: list[Responsibility],
    desks: tuple[str, ...],
    intakes: tuple[str, ...],
) -> None:
    made = replace(town, responsibilities=(first, *more), desks=desks, intakes=intakes)
    assume(not list(coverage.check(made, Sources(Path()))))
    for place in PLACES:
        for category in made.categories:
            decision = decide(made, category.slug, place, {}, ())
            assert decision.area is None or decision.fallback
            for name in NAMES if category.class_ != "open" else ():
                assert decide(made, category.slug, place, {}, (name,)).team not in (name, f"{name}/een", f"{name}/twee")
