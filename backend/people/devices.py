"""A session of who only works outside: twelve hours, on one device.

The cookie has a second half, the device key, that is renewed while the list of tasks is read. Two browsers cannot both
keep up: a copy falls behind, and whoever then comes with the older half ends the session for both. It needs no script.
"""

import hmac
from datetime import datetime, timedelta
from typing import Any

from backend.database import Transaction
from backend.installation import Installation
from backend.people.model import Member
from backend.people.tables import Role, StaffSession
from backend.people.tokens import device_of, hashed, on_new_device, session_id

LASTS = timedelta(hours=12)
#: How old a device key becomes before the next one is given.
RENEWED_AFTER = timedelta(minutes=15)
#: How long requests that were under way may still carry the one before.
UNDER_WAY = timedelta(minutes=1)
OUTSIDE = "field"


async def works_outside_only(transaction: Transaction, person: Any) -> bool:
    """Whether `field` is all that a person does."""
    rows = await transaction.run(Role.select(Role.role).where(Role.person == person))
    return bool(rows) and all(row["role"] == OUTSIDE for row in rows)


async def recognise(installation: Installation, token: str, session: dict[str, Any]) -> bool:
    """Whether this browser is the device of the session. Where it is not, the session ends: somebody has a copy."""
    shown, now = hashed(device_of(token)), installation.clock()
    if same(shown, session["device"]):
        return True
    if same(shown, session["device_next"]):
        await record(installation, token, session, {"device": shown, "device_before": session["device"]}, now)
        return True
    if same(shown, session["device_before"]) and now < session["device_at"] + UNDER_WAY:
        return True

    async def end(transaction: Transaction) -> None:
        await transaction.run(StaffSession.delete().where(StaffSession.id == session_id(token)))

    await installation.ledger.record(end)
    return False


async def record(
    installation: Installation, token: str, session: dict[str, Any], changes: dict[str, Any], now: datetime
) -> None:
    """The device shows its next key: that one counts from now on."""
    values: dict[Any, Any] = {**changes, "device_next": None, "device_at": now}

    async def entry(transaction: Transaction) -> None:
        unchanged = (StaffSession.id == session_id(token)) & (StaffSession.device == session["device"])
        await transaction.run(StaffSession.update(values).where(unchanged))

    await installation.ledger.record(entry)


async def renew_device(installation: Installation, member: Member, token: str) -> str:
    """The cookie with the next device key, when it is time for one; else nothing.

    The key of now counts until the device shows the next one: an answer that is lost on the way costs nothing.
    """
    now = installation.clock()
    if not member.on_device:
        return ""
    renewed = on_new_device(token)
    values: dict[Any, Any] = {StaffSession.device_next: hashed(device_of(renewed)), StaffSession.device_at: now}
    due = (StaffSession.id == session_id(token)) & (StaffSession.device_at <= now - RENEWED_AFTER)

    async def entry(transaction: Transaction) -> bool:
        return bool(await transaction.run(StaffSession.update(values).where(due).returning(StaffSession.id)))

    return renewed if await installation.ledger.record(entry) else ""


def same(shown: bytes, stored: bytes | None) -> bool:
    """Whether two hashes are the same."""
    return stored is not None and hmac.compare_digest(shown, bytes(stored))
