"""Days and times as people say them."""

from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

from backend.texts import mark, translate

#: The neighbourhoods that we are made for lie in one time zone; times are stored with theirs.
ZONE = ZoneInfo("Europe/Amsterdam")
Precision = Literal["time", "day", "week"]


def day_name(when: datetime, language: str) -> str:
    """A day with its weekday, as "dinsdag 24 november": due times show as a day."""
    return format_date(when.astimezone(ZONE), "EEEE d MMMM", locale=language)


def date_name(day: date, language: str) -> str:
    """A day without its weekday, as "24 november", for lists."""
    return format_date(day, "d MMMM", locale=language)


def machine_time(when: datetime, precision: Precision) -> str:
    """The same for machines, as HTML's <time> writes it: a moment, a day, or a week ("2026-W48")."""
    local = when.astimezone(ZONE)
    if precision == "time":
        return local.isoformat(timespec="minutes")
    return local.date().isoformat() if precision == "day" else local.strftime("%G-W%V")


def moment_name(when: datetime, precision: Precision, language: str) -> str:
    """A moment, as exactly as its reader may know it."""
    local = when.astimezone(ZONE)
    if precision == "time":
        return format_datetime(local, "EEEE d MMMM, HH:mm", tzinfo=ZONE, locale=language)
    if precision == "day":
        return day_name(when, language)
    monday = local - timedelta(days=local.weekday())
    return translate(language, mark("Week van %(day)s"), {"day": format_date(monday, "d MMMM", locale=language)})
