"""The follow session: fifteen minutes with one report. The reporter's key lies sealed under the cookie alone."""

import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from msgspec import Struct

from backend.casework import CaseRow, find_case
from backend.covenant import REPORTER, Viewer
from backend.database import Transaction
from backend.errors import NotFound, SignInNeeded
from backend.installation import Installation
from backend.reports.tables import FollowSession, Report
from backend.texts import mark
from backend.vault import KeyringKeys, mailbox_pair, news_key, seal, unseal
from backend.vault.codes import expand

LASTS = timedelta(minutes=15)


class Reporter(Struct, frozen=True):
    """Somebody who showed the code: their report, their case, and the key that opens it."""

    id: UUID
    reference: str
    case: CaseRow
    key: bytes
    """What the code gave; we hold it while we answer."""
    public_key: bytes
    viewer: Viewer
    news_key: bytes


async def open_session(installation: Installation, key: bytes) -> str:
    """The cookie of a new session for the report of this key.

    Raises NotFound, the same for unknown, expired and withdrawn codes.
    """
    rows = await Report.select(Report.id).where(Report.code_tag == installation.vault.tag(key))
    if not rows:
        raise NotFound(mark("Bij deze code vinden wij geen melding. Kijk de cijfers na."))
    report = rows[0]["id"]
    token = secrets.token_bytes(32)

    async def entry(transaction: Transaction) -> None:
        add_session(installation, transaction, report, key, token)

    await installation.ledger.record(entry)
    return token.hex()


def add_session(installation: Installation, transaction: Transaction, report: UUID, key: bytes, token: bytes) -> None:
    """The row of a session whose cookie is `token`."""
    transaction.add(
        FollowSession,
        id=hashed(token),
        report=report,
        key=seal(expand(token, b"follow session"), key, report, "session"),
        expires_at=installation.clock() + LASTS,
    )


async def reporter_of(installation: Installation, cookie: str) -> Reporter:
    """Who holds this cookie. Raises SignInNeeded where it is unknown or expired, or the report was withdrawn."""
    token = token_of(cookie)
    rows = await FollowSession.select().where(
        FollowSession.id == hashed(token), FollowSession.expires_at > installation.clock()
    )
    if not rows:
        raise ended()
    session = rows[0]
    key = unseal(expand(token, b"follow session"), bytes(session["key"]), session["report"], "session")
    pair = mailbox_pair(key)
    # A session that was read just before its code changed belongs to nobody any more.
    reports = await Report.select(Report.id, Report.reference).where(
        Report.id == session["report"], Report.reporter_key == bytes(pair.public_key)
    )
    if not reports:
        raise ended()
    report = reports[0]
    return Reporter(
        id=report["id"],
        reference=report["reference"],
        case=await find_case(report["id"]),
        key=key,
        public_key=bytes(pair.public_key),
        viewer=Viewer(keyring=REPORTER, keys=KeyringKeys(pair)),
        news_key=news_key(key),
    )


async def own_news_key(installation: Installation, cookie: str) -> bytes:
    """The news key of this session's report. Raises SignInNeeded."""
    return (await reporter_of(installation, cookie)).news_key


async def still(transaction: Transaction, reporter: Reporter) -> None:
    """Raises SignInNeeded where the report was withdrawn or its code changed since `reporter_of`."""
    rows = await transaction.run(Report.select(Report.reporter_key).where(Report.id == reporter.id))
    if not rows or rows[0]["reporter_key"] is None or bytes(rows[0]["reporter_key"]) != reporter.public_key:
        raise ended()


async def close_session(installation: Installation, cookie: str) -> None:
    """Forget a session at once."""

    async def entry(transaction: Transaction) -> None:
        await transaction.run(FollowSession.delete().where(FollowSession.id == hashed(token_of(cookie))))

    await installation.ledger.record(entry)


async def forget_expired(installation: Installation) -> None:
    """Sweep sessions that ended."""

    async def entry(transaction: Transaction) -> None:
        await transaction.run(FollowSession.delete().where(FollowSession.expires_at <= installation.clock()))

    await installation.ledger.record(entry)


def token_of(cookie: str) -> bytes:
    """The bytes of a cookie; none, which fit no session, where it is something else."""
    try:
        return bytes.fromhex(cookie)
    except ValueError:
        return b""


def hashed(token: bytes) -> bytes:
    """What is stored of a cookie."""
    return hashlib.sha256(token).digest()


def ended() -> SignInNeeded:
    """There is no session any more."""
    return SignInNeeded(mark("Typ uw code opnieuw. Na 15 minuten sluiten wij uw melding."))
