"""Working time: promises end while somebody is at work, and never on a holiday."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.neighbourhood import Term, due, working_days_between
from backend.neighbourhood.calendar import is_working_day

ZONE = "Europe/Amsterdam"
HERE = ZoneInfo(ZONE)

moments = st.datetimes(datetime(2024, 1, 1), datetime(2035, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
hours = st.builds(Term, st.integers(1, 40), st.just("h"))
days = st.builds(Term, st.integers(1, 60), st.just("d"))
terms = hours | days


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


def ends(start: str, amount: int, unit: str) -> str:
    term = Term(amount, "h" if unit == "h" else "d")
    return due(local(start), term, ZONE).astimezone(HERE).replace(tzinfo=None).isoformat(" ", "minutes")


@pytest.mark.parametrize(
    ("start", "amount", "unit", "end"),
    [
        ("2026-11-23 10:00", 4, "h", "2026-11-23 14:00"),
        ("2026-11-23 15:00", 4, "h", "2026-11-24 11:00"),
        ("2026-11-23 13:00", 4, "h", "2026-11-23 17:00"),  # exactly at closing time, not at the next opening
        ("2026-11-23 07:00", 4, "h", "2026-11-23 13:00"),
        ("2026-11-27 22:00", 4, "h", "2026-11-30 13:00"),  # Friday night → Monday
        ("2026-11-28 12:00", 4, "h", "2026-11-30 13:00"),  # Saturday
        ("2026-12-24 16:00", 4, "h", "2026-12-28 12:00"),  # over Christmas and a weekend
        ("2026-11-23 10:00", 16, "h", "2026-11-25 10:00"),
        ("2026-11-23 10:00", 1, "d", "2026-11-24 17:00"),
        ("2026-11-23 23:59", 1, "d", "2026-11-24 17:00"),
        ("2026-11-27 10:00", 1, "d", "2026-11-30 17:00"),  # Friday
        ("2026-11-28 10:00", 1, "d", "2026-11-30 17:00"),  # Saturday: Monday is the first working day after
        ("2026-11-23 10:00", 5, "d", "2026-11-30 17:00"),
        ("2026-04-24 10:00", 1, "d", "2026-04-28 17:00"),  # Monday 27 April is Koningsdag
        ("2026-05-13 10:00", 1, "d", "2026-05-15 17:00"),  # Ascension Day
        ("2026-12-31 10:00", 1, "d", "2027-01-04 17:00"),  # New Year's Day on a Friday
        ("2027-03-26 18:00", 4, "h", "2027-03-30 13:00"),  # Good Friday, Easter, and the clock goes forward
        ("2026-10-23 15:00", 4, "h", "2026-10-26 11:00"),  # the clock goes back in the weekend
    ],
)
def test_a_term_ends(start: str, amount: int, unit: str, end: str) -> None:
    assert ends(start, amount, unit) == end


def test_times_are_utc_and_follow_the_clock_of_the_neighbourhood() -> None:
    summer = due(datetime(2026, 7, 6, 8, tzinfo=UTC), Term(1, "d"), ZONE)
    winter = due(datetime(2026, 11, 23, 8, tzinfo=UTC), Term(1, "d"), ZONE)
    assert (summer.tzinfo, summer.hour, winter.hour) == (UTC, 15, 16)


@pytest.mark.parametrize(
    "day", ["2026-01-01", "2026-04-06", "2026-04-27", "2026-05-14", "2026-05-25", "2026-12-25", "2030-12-26"]
)
def test_nobody_works_on_a_dutch_holiday(day: str) -> None:
    assert not is_working_day(date.fromisoformat(day))


@given(moments, terms)
def test_a_term_ends_later_and_while_somebody_is_at_work(start: datetime, term: Term) -> None:
    end = due(start, term, ZONE).astimezone(HERE)
    assert end > start
    assert is_working_day(end.date())
    assert time(9) < end.time() <= time(17)


@given(moments, moments, terms)
def test_who_reports_later_is_never_promised_earlier(one: datetime, other: datetime, term: Term) -> None:
    first, second = sorted((one, other))
    assert due(first, term, ZONE) <= due(second, term, ZONE)


@given(moments, terms)
def test_a_longer_term_ends_later(start: datetime, term: Term) -> None:
    assert due(start, term, ZONE) < due(start, Term(term.amount + 1, term.unit), ZONE)


@given(moments, st.integers(1, 60))
def test_a_term_of_days_has_that_many_working_days(start: datetime, amount: int) -> None:
    assert working_days_between(start, due(start, Term(amount, "d"), ZONE), ZONE) == amount


@given(moments, st.integers(1, 20), st.integers(1, 20))
def test_hours_add_up(start: datetime, some: int, more: int) -> None:
    """Four hours and then three are seven: nothing is lost over nights, weekends and changes of the clock."""
    assert due(due(start, Term(some, "h"), ZONE), Term(more, "h"), ZONE) == due(start, Term(some + more, "h"), ZONE)


@given(moments, moments)
def test_working_days_are_counted_forwards_only(one: datetime, other: datetime) -> None:
    first, second = sorted((one, min(other, one + timedelta(days=90))))
    expected = {
        day
        for n in range((second.astimezone(HERE).date() - first.astimezone(HERE).date()).days)
        if is_working_day(day := first.astimezone(HERE).date() + timedelta(days=n + 1))
    }
    assert working_days_between(first, second, ZONE) == len(expected)
    assert working_days_between(second, first, ZONE) == 0
