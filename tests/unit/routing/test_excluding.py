"""What a reporter may ask: that partners and teams that exist never see it, unless everyone may."""

import pytest

from backend.neighbourhood import Neighbourhood
from backend.routing import validate_exclusions


@pytest.mark.parametrize("excluded", [[], ["gemeente"], ["gemeente/handhaving", "politie"]])
def test_partners_and_teams_can_be_excluded(example: Neighbourhood, excluded: list[str]) -> None:
    assert validate_exclusions(example, "burenoverlast", excluded) == {}


@pytest.mark.parametrize("slug", ["school", "gemeente/school", "handhaving", "", "gemeente/"])
def test_an_unknown_slug_is_refused(example: Neighbourhood, slug: str) -> None:
    assert validate_exclusions(example, "burenoverlast", ["politie", slug]).keys() == {"exclude"}


def test_nobody_is_excluded_from_what_everyone_may_read(example: Neighbourhood) -> None:
    assert "niemand uitsluiten" in validate_exclusions(example, "wegdek", ["gemeente"])["exclude"]
    assert validate_exclusions(example, "wegdek", []) == {}
