"""Sessions of staff: an own table, the id a hash of the cookie. 30 minutes without use, 10 hours in all.

Who only works outside has 12 hours on one device: see devices.py.
"""

import base64
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from nacl.public import PrivateKey
from piccolo.columns.combination import And, Or

from backend.database import Entry, Transaction
from backend.installation import Installation
from backend.people.devices import LASTS as ON_DEVICE
from backend.people.devices import recognise, works_outside_only
from backend.people.model import Member, MemberRole
from backend.people.tables import Invitation, StaffSession, UsedChallenge
from backend.people.tokens import device_of, hashed, new_session_token, on_new_device, session_id, session_of
from backend.vault import Held, Keychain, keyring_of, seal, unseal
from backend.vault.codes import expand

IDLE = timedelta(minutes=30)
LASTS = timedelta(hours=10)
#: `used_at` is written no more often than this.
PRECISION = timedelta(minutes=1)
#: Wrong codes or words in one session.
TRIES = 5
#: Half sessions are kept this long, since their tries are counted.
HALF_KEPT = timedelta(hours=1)

#: Session, person, roles and the keys to them in one read; one row per role.
MEMBER = """
SELECT s.started_at, s.used_at, s.stepped_up_at, s.key, s.device, s.device_next, s.device_before, s.device_at,
       p.id AS person, p.name, r.team, r.role, h.epoch, h.sealed, k.earlier
FROM staff_session s JOIN person p ON p.id = s.person AND p.active LEFT JOIN role r ON r.person = p.id
LEFT JOIN held_key h ON h.person = p.id AND h.keyring = r.team || '/' || r.role
LEFT JOIN keyring k ON k.id = h.keyring
WHERE s.id = {} AND s.stage = 'full' ORDER BY r.team, r.role
"""


def opening(
    installation: Installation, person: UUID, stage: str, private_key: PrivateKey | None, instead_of: str = ""
) -> Entry[str]:
    """An entry that opens a session in this stage, with the person's key in it, and returns its token.

    The session that the browser had before (`instead_of`) ends with it.
    """
    now = installation.clock()

    async def entry(transaction: Transaction) -> str:
        token, device = new_session_token(), None
        if stage == "full" and await works_outside_only(transaction, person):
            token = on_new_device(token)
            device = hashed(device_of(token))
        await transaction.run(StaffSession.delete().where(StaffSession.id == session_id(instead_of)))
        transaction.add(
            StaffSession,
            id=session_id(token),
            person=person,
            stage=stage,
            started_at=now,
            used_at=now,
            tries=0,
            key=sealed_in(token, person, private_key) if private_key else None,
            stepped_up_at=now if stage == "full" else None,
            device=device,
            device_at=now if device else None,
        )
        return token

    return entry


async def member_of(installation: Installation, token: str) -> Member | None:
    """Who holds this token; None where there is no such session, it is half, or it ended."""
    key, now = session_id(token), installation.clock()
    rows: list[dict[str, Any]] = await StaffSession.raw(MEMBER, key)
    if not rows or ended(rows[0], now):
        return None
    first = rows[0]
    on_device = first["device"] is not None
    if on_device and not await recognise(installation, token, first):
        return None
    if first["used_at"] + PRECISION <= now:
        await note_use(installation, key)
    roles = tuple(MemberRole(row["team"], row["role"]) for row in rows if row["team"])
    csrf, keychain = csrf_token(installation, token), keychain_in(rows, token)
    return Member(first["person"], first["name"], roles, csrf, keychain, first["stepped_up_at"], on_device)


def ended(session: dict[str, Any], now: datetime) -> bool:
    """Whether the time of a session is over."""
    if session["device"] is not None:
        over: bool = session["started_at"] + ON_DEVICE <= now
        return over
    idle: bool = session["used_at"] + IDLE <= now
    return idle or session["started_at"] + LASTS <= now


def keychain_in(rows: list[dict[str, Any]], token: str) -> Keychain:
    """The keyrings that the member was given, for who has the cookie; none while the member's own key is locked."""
    if rows[0]["key"] is None:
        return Keychain()
    held = {
        keyring_of(row["team"], row["role"]): Held(
            row["epoch"], bytes(row["sealed"]), bytes(row["earlier"]) if row["earlier"] is not None else None
        )
        for row in rows
        if row["sealed"] is not None
    }
    return Keychain(key_in(rows[0]["key"], rows[0]["person"], token), held)


def key_in(sealed: bytes, person: UUID, token: str) -> PrivateKey:
    """The person's private key that a session keeps."""
    return PrivateKey(unseal(locked_by(token), bytes(sealed), person, "session"))


def sealed_in(token: str, person: UUID, private_key: PrivateKey) -> bytes:
    """The person's private key, for a session to keep."""
    return seal(locked_by(token), bytes(private_key), person, "session")


def locked_by(token: str) -> bytes:
    """What opens the key in a session: only the cookie has it."""
    return expand(session_of(token).encode(), b"staff session")


async def note_use(installation: Installation, key: bytes) -> None:
    """The session was used now."""
    now = installation.clock()

    async def entry(transaction: Transaction) -> None:
        await transaction.run(StaffSession.update({StaffSession.used_at: now}).where(StaffSession.id == key))

    await installation.ledger.record(entry)


def csrf_token(installation: Installation, token: str) -> str:
    """What a write of this session carries: only who has the cookie and our pepper can make it."""
    return base64.urlsafe_b64encode(installation.vault.digest("csrf", session_of(token).encode())).rstrip(b"=").decode()


async def take_try(transaction: Transaction, token: str) -> bool:
    """Whether this session may try once more; where it may not, it ends."""
    mine = StaffSession.id == session_id(token)
    taken = StaffSession.update({StaffSession.tries: StaffSession.tries + 1}).where(mine, StaffSession.tries < TRIES)
    if await transaction.run(taken.returning(StaffSession.id)):
        return True
    await transaction.run(StaffSession.delete().where(mine))
    return False


async def sign_out(installation: Installation, token: str) -> None:
    """End this session, whole or half."""

    async def entry(transaction: Transaction) -> None:
        await transaction.run(StaffSession.delete().where(StaffSession.id == session_id(token)))

    await installation.ledger.record(entry)


async def end_sessions(installation: Installation, person: UUID) -> None:
    """End all sessions of a person: after a change of what they may."""

    async def entry(transaction: Transaction) -> None:
        await transaction.run(StaffSession.delete().where(StaffSession.person == person))

    await installation.ledger.record(entry)


async def forget_ended(installation: Installation) -> None:
    """Sweep sessions and invitations that ended by themselves."""
    now, session = installation.clock(), StaffSession
    half = And(session.stage == "password", session.started_at <= now - HALF_KEPT)
    over = Or(session.used_at <= now - IDLE, session.started_at <= now - LASTS)
    inside, outside = session.device.is_null(), session.device.is_not_null()
    whole = And(session.stage == "full", Or(And(inside, over), And(outside, session.started_at <= now - ON_DEVICE)))

    async def entry(transaction: Transaction) -> None:
        await transaction.run(session.delete().where(Or(half, whole)))
        await transaction.run(Invitation.delete().where(Invitation.expires_at <= now))
        await transaction.run(UsedChallenge.delete().where(UsedChallenge.used_at <= now - HALF_KEPT))

    await installation.ledger.record(entry)
