"""When a slot is, when a push goes with it, and what its list looks like."""

import secrets
from datetime import UTC, date, datetime, time, timedelta

import pytest

from backend.deliveries.digest.lists import padded, value_of, values_in
from backend.deliveries.digest.slots import Slot, latest_slot, oldest_kept, push_goes, slot_named

TIMES = (time(8), time(17))
AMSTERDAM = "Europe/Amsterdam"


@pytest.mark.parametrize(
    ("utc", "name"),
    [
        ("2026-11-21T06:59:59", "2026-11-20-2"),
        ("2026-11-21T07:00:00", "2026-11-21-1"),
        ("2026-11-21T15:59:59", "2026-11-21-1"),
        ("2026-11-21T16:00:00", "2026-11-21-2"),
        ("2026-11-21T23:30:00", "2026-11-21-2"),
        ("2026-07-21T06:00:00", "2026-07-21-1"),  # summer: the clock on the wall, not that of the world
        ("2027-01-01T03:00:00", "2026-12-31-2"),
    ],
)
def test_the_slot_that_came_last(utc: str, name: str) -> None:
    slot = latest_slot(datetime.fromisoformat(utc).replace(tzinfo=UTC), TIMES, AMSTERDAM)
    assert slot.name == name
    assert slot_named(name) == slot


def test_names_sort_as_time_does() -> None:
    slots = [Slot(date(2026, 9, 28) + timedelta(days=day), n) for day in range(200) for n in (1, 2)]
    assert sorted(slot.name for slot in slots) == [slot.name for slot in slots]


def test_a_list_is_kept_for_35_days() -> None:
    assert oldest_kept(Slot(date(2026, 11, 21), 2)).name == "2026-10-17-1"


@pytest.mark.parametrize(
    ("slot", "last", "open_news", "goes"),
    [
        ("2026-11-21-1", None, False, True),
        ("2026-11-21-2", "2026-11-21-1", True, True),
        ("2026-11-21-2", "2026-11-21-1", False, False),
        ("2026-11-22-2", "2026-11-21-1", False, False),
        ("2026-11-23-1", "2026-11-21-1", False, True),
        ("2026-11-23-1", "2026-11-21-2", False, False),
        ("2026-10-26-1", "2026-10-24-1", False, True),  # 49 hours: the clocks went back
        ("2026-03-30-1", "2026-03-28-1", False, True),  # 47 hours: a slot is a slot
    ],
)
def test_a_push_goes_with_open_news_and_otherwise_after_48_hours(
    slot: str, last: str | None, open_news: bool, goes: bool
) -> None:
    before = None if last is None else slot_named(last)
    assert push_goes(slot_named(slot), before, TIMES, open_news=open_news) is goes


@pytest.mark.parametrize(("values", "size"), [(0, 64), (1, 64), (63, 64), (64, 64), (65, 128), (128, 128), (129, 256)])
def test_a_list_is_a_power_of_two(values: int, size: int) -> None:
    real = {secrets.token_bytes(8) for _ in range(values)}
    made = values_in(padded(real))
    assert len(made) == len(set(made)) == size
    assert real <= set(made)
    assert {len(value) for value in made} == {8}


def test_news_may_stand_anywhere_in_a_list() -> None:
    places = {values_in(padded({b"here it "})).index(b"here it ") for _ in range(400)}
    assert len(places) > 50


def test_what_stands_in_one_list_says_nothing_of_another() -> None:
    key = secrets.token_bytes(32)
    assert value_of(key, "2026-11-21-1") == value_of(key, "2026-11-21-1")
    assert value_of(key, "2026-11-21-1") != value_of(key, "2026-11-21-2") != value_of(key[::-1], "2026-11-21-2")
