"""A case goes to other readers: its keys are opened with the old team's keyring and wrapped for the new one."""

from uuid import UUID

from backend.casework.access import keeper_of
from backend.casework.finding import CaseRow
from backend.covenant import (
    CLEAR,
    NOTIFIER,
    REPORTER,
    Disclosed,
    StandIns,
    add_wraps,
    open_exclusions,
    readers,
    replace_stand_ins,
    sleeping_keys,
)
from backend.database import Transaction
from backend.installation import Installation
from backend.neighbourhood import Sensitivity
from backend.people import Member
from backend.vault.tables import Sealed, Wrap

#: Names → keys, per subject: the report, its pictures, its events.
Keys = dict[UUID, dict[str, bytes]]


async def open_keys(installation: Installation, transaction: Transaction, member: Member, case: CaseRow) -> Keys:
    """Every key of the case, per subject: those that its keeper holds, and what sleeps beside them. Raises Locked.

    Others may have more of it than its keeper: a contact of level 3 is nobody's until its class is raised to sealed.
    """
    keyring = keeper_of(case).keyring
    rows = await transaction.run(
        Wrap.select(Wrap.subject, Wrap.epoch, Wrap.keys).where(
            Wrap.report == case.id, Wrap.keyring == keyring, Wrap.dormant.eq(False)
        )
    )
    held = member.keychain.keys(keyring)
    keys = await sleeping_keys(transaction, installation, case.id)
    for row in rows:
        keys.setdefault(row["subject"], {}).update(held.unwrap(row["epoch"], bytes(row["keys"])))
    return keys


async def open_report(transaction: Transaction, report: UUID, keys: Keys) -> Disclosed:
    """The parts of a report, for routing it again: shown to nobody."""
    rows = await transaction.run(Sealed.select().where(Sealed.report == report))
    bodies = {name: bytes(body) for row in rows for name, body in row.items() if name not in CLEAR and body is not None}
    return Disclosed(report, bodies, keys)


def exclusions_told(installation: Installation, opened: Disclosed) -> tuple[str, ...]:
    """Which partners and teams must never have it, for the reporter who named them."""
    return open_exclusions(installation, opened.bodies.get("exclusions"))


async def give_to(
    installation: Installation,
    transaction: Transaction,
    opened: Disclosed,
    team: str,
    sensitivity: Sensitivity,
    stand_in: StandIns,
) -> None:
    """Wrap every key for the team's keyrings, as the covenant allows, and let it sleep for who stands in.

    Nobody else but reporter and notifier keep a wrap.
    """
    kept = [REPORTER, NOTIFIER]
    await transaction.run(Wrap.delete().where(Wrap.report == opened.report, Wrap.keyring.not_in(kept)))
    await replace_stand_ins(transaction, opened.report, stand_in)
    transaction.forget()
    level = opened.contact.level if opened.contact else 1
    to = readers(installation, team, sensitivity, None, level, sleeps=bool(stand_in))
    for subject, keys in opened.keys.items():
        add_wraps(installation, transaction, opened.report, subject, keys, to)
