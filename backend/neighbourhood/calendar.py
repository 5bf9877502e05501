"""Working time: Monday to Friday from 9 to 17, Dutch public holidays excluded."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from backend.neighbourhood.model import Term

OPENS = time(9)
CLOSES = time(17)
HOURS = timedelta(hours=8)
DAY = timedelta(days=1)


def due(start: datetime, term: Term, timezone: str) -> datetime:
    """When a term that starts at `start` ends, in UTC.

    Days count whole: `5d` ends when the fifth working day after the day of `start` closes. Hours run only at work.
    """
    zone = ZoneInfo(timezone)
    local = start.astimezone(zone).replace(tzinfo=None)
    if term.unit == "d":
        end = datetime.combine(working_day_after(local.date(), term.amount), CLOSES)
    else:
        end = after_working_hours(local, timedelta(hours=term.amount))
    return end.replace(tzinfo=zone).astimezone(UTC)


def working_days_between(start: datetime, end: datetime, timezone: str) -> int:
    """How many working days come after the day of `start`, that of `end` included; 0 if it is earlier."""
    zone = ZoneInfo(timezone)
    day, last, count = start.astimezone(zone).date(), end.astimezone(zone).date(), 0
    while day < last:
        day += DAY
        count += is_working_day(day)
    return count


def is_working_day(day: date) -> bool:
    """Whether we work on this day."""
    return day.weekday() < 5 and day not in holidays_of(day.year)


@cache
def holidays_of(year: int) -> frozenset[date]:
    """The public holidays of a year. The package takes half a second to import: it waits for the first question."""
    from holidays import country_holidays  # noqa: PLC0415

    return frozenset(country_holidays("NL", years=year))


@lru_cache(maxsize=4096)
def working_day_after(day: date, amount: int) -> date:
    """The working day that comes `amount` working days after `day`."""
    while amount:
        day += DAY
        amount -= is_working_day(day)
    return day


def after_working_hours(moment: datetime, left: timedelta) -> datetime:
    """The local moment at which so much working time has passed since the local `moment`."""
    day, worked = moment.date(), timedelta(0)
    if is_working_day(day):
        worked = min(max(moment - datetime.combine(day, OPENS), timedelta(0)), HOURS)
    else:
        day = working_day_after(day, 1)
    days, rest = divmod(worked + left, HOURS)
    if not rest:  # it ends when a day closes, not when the next one opens
        days, rest = days - 1, HOURS
    return datetime.combine(working_day_after(day, days), OPENS) + rest
