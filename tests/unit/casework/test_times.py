"""How exactly a time stands in the clear."""

import pytest

from backend.casework.times import coarse, local_day, slot
from backend.neighbourhood import Sensitivity
from tests.support.cases import at

HERE = "Europe/Amsterdam"
#: Thursday 26 November 2026, 00:30 in Haarlem: in UTC it is still Wednesday.
JUST_AFTER_MIDNIGHT = at(2026, 11, 25, 23, 30)


@pytest.mark.parametrize(
    ("sensitivity", "stored"),
    [
        ("open", JUST_AFTER_MIDNIGHT),
        ("restricted", at(2026, 11, 25, 23)),  # Thursday begins
        ("sealed", at(2026, 11, 22, 23)),  # Monday of that week begins
    ],
)
def test_what_happened_is_kept_as_exactly_as_its_class_allows(sensitivity: Sensitivity, stored: object) -> None:
    assert coarse(JUST_AFTER_MIDNIGHT, sensitivity, HERE) == stored


def test_a_week_with_the_change_of_the_clocks_begins_on_its_monday() -> None:
    sunday = at(2026, 10, 25, 12)  # summer time ended that night
    assert coarse(sunday, "sealed", HERE) == at(2026, 10, 18, 22)


def test_what_is_due_is_rounded_up_within_its_day() -> None:
    due = at(2026, 11, 26, 13, 37)
    assert slot(due, "open", HERE) == due
    for sensitivity in ("restricted", "sealed"):
        rounded = slot(due, sensitivity, HERE)
        assert rounded > due
        assert local_day(rounded, HERE) == local_day(due, HERE)
        assert rounded == slot(at(2026, 11, 26, 8, 1), sensitivity, HERE)
