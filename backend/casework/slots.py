"""When a re-sealed report reaches its team: in two slots a day, so that no moment tells who told what. Pure."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

#: The slots of a day, on the wall clock.
SLOTS = (time(9), time(15))
#: How long after its slot a report comes, at most.
JITTER = timedelta(minutes=45)


def next_slot(now: datetime, timezone: str) -> datetime:
    """The first slot after `now`, in UTC."""
    zone = ZoneInfo(timezone)
    today = now.astimezone(zone).date()
    slots = (datetime.combine(today + timedelta(days=n), at, zone).astimezone(UTC) for n in (0, 1) for at in SLOTS)
    return next(slot for slot in slots if slot > now)


def jitter(secret: bytes) -> timedelta:
    """How long after its slot a report comes: always the same for the same secret bytes (four or more)."""
    return JITTER * (int.from_bytes(secret[:4], "big") / 2**32)
