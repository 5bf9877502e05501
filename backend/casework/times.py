"""How exactly a time may stand in the clear: exact for open, the day for restricted, the week for sealed."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from backend.neighbourhood import Sensitivity

#: How much of a time says something, by class, to who does not read the exact one.
PRECISION: dict[Sensitivity, Literal["time", "day", "week"]] = {"open": "time", "restricted": "day", "sealed": "week"}


def coarse(at: datetime, sensitivity: Sensitivity, timezone: str) -> datetime:
    """The moment as it may be stored, in UTC: as it is, or the start of its local day, or of that week's Monday."""
    if sensitivity == "open":
        return at
    day = local_day(at, timezone)
    if sensitivity == "sealed":
        day -= timedelta(days=day.weekday())
    return datetime.combine(day, time(0), ZoneInfo(timezone)).astimezone(UTC)


def slot(at: datetime, sensitivity: Sensitivity, timezone: str) -> datetime:
    """A moment to come as it may be stored: as it is for open, else the end of its local day (UTC).

    Rounded up within the day, so that what shows as a day stays the same day.
    """
    if sensitivity == "open":
        return at
    return end_of_day(local_day(at, timezone), timezone)


def end_of_day(day: date, timezone: str) -> datetime:
    """The last minute of a local day (UTC)."""
    return datetime.combine(day, time(23, 59), ZoneInfo(timezone)).astimezone(UTC)


def local_day(at: datetime, timezone: str) -> date:
    """The day on the wall calendar."""
    return at.astimezone(ZoneInfo(timezone)).date()
