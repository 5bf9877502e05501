"""Routing is total and deterministic, whatever the place, the category and the exclusions."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point as Dot

from backend.neighbourhood import Neighbourhood, Point, load
from backend.neighbourhood.areas import precedence
from backend.routing import Decision, NobodyLeft, decide, explain
from tests.support.neighbourhoods import EXAMPLE


@cache
def example() -> Neighbourhood:
    return load(EXAMPLE)


def corners() -> list[Point]:
    """Every corner of every area: places that lie on several boundaries at once."""
    outlines = [area.geometry.exterior.coords for area in example().areas]  # type: ignore[attr-defined]
    return [Point(latitude, longitude) for outline in outlines for longitude, latitude in outline]


near = st.builds(Point, st.floats(52.35, 52.39), st.floats(4.61, 4.66))
anywhere = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
places = st.none() | near | anywhere | st.sampled_from(corners())
categories = st.sampled_from([category.slug for category in example().categories])
names = [name for one in example().partners for name in (one.slug, *(team.id for team in one.teams))]
exclusions = st.sets(st.sampled_from(names), max_size=6)


def hidden_from(decision: Decision, excluded: set[str]) -> bool:
    teams = [team for team in (decision.team, decision.fallback) if team]
    return not any(team in excluded or team.split("/")[0] in excluded for team in teams)


@given(places, categories)
def test_every_category_in_every_place_has_a_team_and_another_behind_it(place: Point | None, category: str) -> None:
    decision = decide(example(), category, place, {}, ())
    assert example().has_team(decision.team)
    assert example().has_team(decision.fallback)
    assert decision.team != decision.fallback
    assert decision.duty in example().team(decision.team).duties
    assert decision.duty in example().team(decision.fallback).duties


@given(places, categories, exclusions)
def test_who_is_excluded_gets_nothing_and_else_there_is_an_answer(
    place: Point | None, category: str, excluded: set[str]
) -> None:
    try:
        decision = decide(example(), category, place, {}, excluded)
    except NobodyLeft:
        assert len(excluded) > 1
        return
    assert hidden_from(decision, excluded)
    assert decision.duty in example().team(decision.team).duties
    assert decision == decide(example(), category, place, {}, sorted(excluded))


@pytest.mark.parametrize("name", names)
@given(place=places)
def test_after_one_exclusion_somebody_still_has_it(name: str, place: Point | None) -> None:
    for category in example().categories:
        if category.class_ != "open":
            assert hidden_from(decide(example(), category.slug, place, {}, {name}), {name})


@given(near | st.sampled_from(corners()))
def test_areas_are_those_that_cover_the_point_in_their_order(place: Point) -> None:
    """Against the plain definition: ask each outline, then sort."""
    covering = [area for area in example().areas if area.geometry.covers(Dot(place.lon, place.lat))]
    assert example().areas_at(place) == sorted(covering, key=precedence)


@given(st.sampled_from(corners()))
def test_a_corner_belongs_to_its_area(place: Point) -> None:
    assert example().areas_at(place)


@given(places, categories, exclusions, st.sampled_from(["nl", "en"]))
def test_the_reason_is_one_sentence_that_names_the_team_and_keeps_silent_on_exclusions(
    place: Point | None, category: str, excluded: set[str], language: str
) -> None:
    try:
        decision = decide(example(), category, place, {}, excluded)
    except NobodyLeft:
        return
    sentence = explain(example(), decision, language)
    team = example().team(decision.team)
    assert example().label(team.name, language) in sentence
    assert example().label(example().partner(team.partner).in_sentence, language) in sentence
    assert sentence.count(".") == 1
    assert sentence.endswith(".")
    assert "%" not in sentence
    assert decision.reason.sentence == decide(example(), category, place, {}, ()).reason.sentence


@given(places, st.sampled_from([one.slug for one in example().categories if one.class_ == "sealed"]), exclusions)
def test_the_reason_of_a_sealed_report_names_no_small_area_and_no_category(
    place: Point | None, category: str, excluded: set[str]
) -> None:
    try:
        sentence = explain(example(), decide(example(), category, place, {}, excluded), "nl")
    except NobodyLeft:
        return
    assert example().category(category).label not in sentence
    assert not any(area.name in sentence for area in example().areas if area.kind != "municipality")
