"""Slots: the two fixed moments of a day, and when a push goes with one. Pure.

A slot has the name of its day and its number: `2026-11-21-1` is the morning of that day. Names sort as time does.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

#: Without news a push goes after this long, so that silence says as little as a push.
AT_LEAST_EVERY = timedelta(hours=48)
#: How long the list of a slot can be read.
KEPT = timedelta(days=35)

Times = tuple[time, time]


class Slot(Struct, frozen=True, order=True):
    """The first or the second slot of a day."""

    day: date
    n: int

    @property
    def name(self) -> str:
        """As it stands in URLs, and in what phones compare."""
        return f"{self.day.isoformat()}-{self.n}"

    def by_the_clock(self, times: Times) -> datetime:
        """When it is, on the clock on the wall."""
        return datetime.combine(self.day, times[self.n - 1])


def slot_named(name: str) -> Slot:
    """The slot of a name that we gave."""
    day, _, n = name.rpartition("-")
    return Slot(date.fromisoformat(day), int(n))


def latest_slot(now: datetime, times: Times, timezone: str) -> Slot:
    """The last slot that has come."""
    local = now.astimezone(ZoneInfo(timezone)).replace(tzinfo=None)
    come = [n for n, moment in enumerate(times, 1) if moment <= local.time()]
    return Slot(local.date(), come[-1]) if come else Slot(local.date() - timedelta(days=1), len(times))


def oldest_kept(slot: Slot) -> Slot:
    """The first slot whose list is still kept when this one is made."""
    return Slot(slot.day - KEPT, 1)


def push_goes(slot: Slot, last: Slot | None, times: Times, *, open_news: bool) -> bool:
    """Whether a push goes with this slot, where the last one went with `last`.

    It hangs on news of `open` reports and on the calendar. Whether there is news of others must change nothing.
    """
    if open_news or last is None:
        return True
    return slot.by_the_clock(times) - last.by_the_clock(times) >= AT_LEAST_EVERY
