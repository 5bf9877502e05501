"""Whom the reporter keeps a report from: sealed to the service `router`, asked by every verb that adds a wrap."""

from uuid import UUID

import msgspec

from backend.database import Transaction
from backend.installation import Installation
from backend.vault.tables import Sealed


async def exclusions_of(installation: Installation, transaction: Transaction, report: UUID) -> tuple[str, ...]:
    """Which partners and teams must never have it."""
    rows = await transaction.run(Sealed.select(Sealed.exclusions).where(Sealed.report == report))
    return open_exclusions(installation, rows[0]["exclusions"] if rows else None)


def open_exclusions(installation: Installation, sealed: bytes | None) -> tuple[str, ...]:
    """The partners and teams in what a report keeps for the router."""
    if sealed is None:
        return ()
    plain = installation.vault.open_as("router", bytes(sealed))
    return msgspec.msgpack.decode(plain, type=tuple[str, ...])
