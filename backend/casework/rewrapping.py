"""A case goes to other readers: its keys are opened with the old team's keyring and wrapped for the new one."""

from uuid import UUID

import msgspec

from backend.casework.access import owner_duty
from backend.casework.finding import CaseRow
from backend.covenant import NOTIFIER, REPORTER, Disclosed, add_wraps, readers
from backend.database import Transaction
from backend.installation import Installation
from backend.neighbourhood import Sensitivity
from backend.people import Member
from backend.vault import keyring_of
from backend.vault.tables import Sealed, Wrap


async def open_keys(transaction: Transaction, member: Member, case: CaseRow) -> dict[UUID, dict[str, bytes]]:
    """Every key that the owner of the case holds, per subject: the report, its pictures, its events. Raises Locked."""
    keyring = keyring_of(case.team, owner_duty(case.sensitivity))
    rows = await transaction.run(
        Wrap.select(Wrap.subject, Wrap.epoch, Wrap.keys).where(
            Wrap.report == case.id, Wrap.keyring == keyring, Wrap.dormant.eq(False)
        )
    )
    keys = member.keychain.keys(keyring)
    return {row["subject"]: keys.unwrap(row["epoch"], bytes(row["keys"])) for row in rows}


async def open_report(transaction: Transaction, report: UUID, keys: dict[UUID, dict[str, bytes]]) -> Disclosed:
    """The parts of a report, for routing it again: shown to nobody."""
    rows = await transaction.run(Sealed.select().where(Sealed.report == report))
    bodies = {name: bytes(body) for row in rows for name, body in row.items() if name != "report" and body is not None}
    return Disclosed(report, bodies, keys)


async def exclusions_of(installation: Installation, transaction: Transaction, report: UUID) -> tuple[str, ...]:
    """Which partners and teams must never have it: asked by every verb that adds a wrap."""
    rows = await transaction.run(Sealed.select(Sealed.exclusions).where(Sealed.report == report))
    return open_exclusions(installation, rows[0]["exclusions"] if rows else None)


def exclusions_told(installation: Installation, opened: Disclosed) -> tuple[str, ...]:
    """The same, for the reporter who named them."""
    return open_exclusions(installation, opened.bodies.get("exclusions"))


def open_exclusions(installation: Installation, sealed: bytes | None) -> tuple[str, ...]:
    """The partners and teams in what a report keeps for the router."""
    if sealed is None:
        return ()
    plain = installation.vault.open_as("router", bytes(sealed))
    return msgspec.msgpack.decode(plain, type=tuple[str, ...])


async def give_to(
    installation: Installation,
    transaction: Transaction,
    opened: Disclosed,
    team: str,
    sensitivity: Sensitivity,
) -> None:
    """Wrap every key for the team's keyrings, as the covenant allows; beside it only reporter and notifier keep one."""
    kept = [REPORTER, NOTIFIER]
    await transaction.run(Wrap.delete().where(Wrap.report == opened.report, Wrap.keyring.not_in(kept)))
    transaction.forget()
    level = opened.contact.level if opened.contact else 1
    to = readers(installation, team, sensitivity, None, level)
    for subject, keys in opened.keys.items():
        add_wraps(installation, transaction, opened.report, subject, keys, to)
