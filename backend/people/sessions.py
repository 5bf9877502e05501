"""Sessions of staff: an own table, the id a hash of the cookie. 30 minutes without use, 10 hours in all."""

import base64
from datetime import timedelta
from typing import Any
from uuid import UUID

from piccolo.columns.combination import And, Or

from backend.database import Entry, Transaction
from backend.installation import Installation
from backend.people.model import Member, MemberRole
from backend.people.tables import Invitation, StaffSession
from backend.people.tokens import hashed, new_session_token

IDLE = timedelta(minutes=30)
LASTS = timedelta(hours=10)
#: `used_at` is written no more often than this.
PRECISION = timedelta(minutes=1)
#: Half sessions are kept this long, since their tries are counted.
HALF_KEPT = timedelta(hours=1)

#: Session, person and roles in one read; one row per role.
MEMBER = """
SELECT s.started_at, s.used_at, p.id AS person, p.name, r.team, r.role
FROM staff_session s JOIN person p ON p.id = s.person AND p.active LEFT JOIN role r ON r.person = p.id
WHERE s.id = {} AND s.stage = 'full' ORDER BY r.team, r.role
"""


def opening(installation: Installation, person: UUID, stage: str) -> Entry[str]:
    """An entry that opens a session in this stage and returns its token."""
    token, now = new_session_token(), installation.clock()

    async def entry(transaction: Transaction) -> str:
        transaction.add(
            StaffSession, id=hashed(token), person=person, stage=stage, started_at=now, used_at=now, tries=0
        )
        return token

    return entry


async def member_of(installation: Installation, token: str) -> Member | None:
    """Who holds this token; None where there is no such session, it is half, or it ended."""
    key, now = hashed(token), installation.clock()
    rows: list[dict[str, Any]] = await StaffSession.raw(MEMBER, key)
    if not rows or rows[0]["used_at"] + IDLE <= now or rows[0]["started_at"] + LASTS <= now:
        return None
    if rows[0]["used_at"] + PRECISION <= now:
        await note_use(installation, key)
    roles = tuple(MemberRole(row["team"], row["role"]) for row in rows if row["team"])
    return Member(rows[0]["person"], rows[0]["name"], roles, csrf_token(installation, token))


async def note_use(installation: Installation, key: bytes) -> None:
    """The session was used now."""
    now = installation.clock()

    async def entry(transaction: Transaction) -> None:
        await transaction.run(StaffSession.update({StaffSession.used_at: now}).where(StaffSession.id == key))

    await installation.ledger.record(entry)


def csrf_token(installation: Installation, token: str) -> str:
    """What a write of this session carries: only who has the cookie and our pepper can make it."""
    return base64.urlsafe_b64encode(installation.vault.digest("csrf", token.encode())).rstrip(b"=").decode()


async def sign_out(installation: Installation, token: str) -> None:
    """End this session, whole or half."""

    async def entry(transaction: Transaction) -> None:
        await transaction.run(StaffSession.delete().where(StaffSession.id == hashed(token)))

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
    whole = And(session.stage == "full", Or(session.used_at <= now - IDLE, session.started_at <= now - LASTS))

    async def entry(transaction: Transaction) -> None:
        await transaction.run(session.delete().where(Or(half, whole)))
        await transaction.run(Invitation.delete().where(Invitation.expires_at <= now))

    await installation.ledger.record(entry)
