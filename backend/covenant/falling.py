"""A report falls to a team that stood in for its owner: what slept for that team is sealed to its keyrings, logged."""

from typing import Any
from uuid import UUID

import msgspec

from backend.covenant.contents import ContactPart, contact_subject
from backend.covenant.excluding import exclusions_of
from backend.covenant.looks import add_look
from backend.covenant.rules import granted
from backend.covenant.sealing import DORMANT, Readers, add_wraps, readers
from backend.covenant.standing_in import Cause, stand_ins_of
from backend.covenant.viewing import Subject
from backend.database import Transaction
from backend.installation import Installation
from backend.neighbourhood.succession import remaining
from backend.vault import keyring_of, unseal
from backend.vault.tables import Sealed, Wrap

Keys = dict[UUID, dict[str, bytes]]


class NotWaiting(Exception):
    """This team does not wait for this, or must not have the report."""


async def wake_for(
    transaction: Transaction, installation: Installation, subject: Subject, team: str, cause: Cause
) -> None:
    """Give the report, of the class that it has now, to `team`, which waited for `cause`, beside whoever has it.

    Raises NotWaiting.
    """
    report = subject.id
    waiting = (await stand_ins_of(transaction, report)).waiting_for(cause)
    if team not in remaining(list(waiting), await exclusions_of(installation, transaction, report)):
        raise NotWaiting(cause)
    asleep = await sleeping_keys(transaction, installation, report)
    to = await readers_on_waking(transaction, installation, subject, team, asleep)
    if to.keyrings:
        there = Wrap.delete().where(Wrap.report == report, Wrap.keyring.is_in([*to.keyrings]))
        await transaction.run(there)
    for each, keys in asleep.items():
        add_wraps(installation, transaction, report, each, keys, to)
    log_waking(installation, transaction, report, to, cause)


def log_waking(installation: Installation, transaction: Transaction, report: UUID, to: Readers, cause: Cause) -> None:
    """Write down who can open what slept, and why now."""
    for keyring, names in to.keyrings.items():
        add_look(installation, transaction, None, keyring, [report], names, f"wake {cause}")


async def sleeping_keys(transaction: Transaction, installation: Installation, report: UUID) -> Keys:
    """Every key of a report that sleeps for others, per subject."""
    rows = await transaction.run(
        Wrap.select(Wrap.subject, Wrap.keys).where(Wrap.report == report, Wrap.keyring == DORMANT)
    )
    return {row["subject"]: installation.vault.open_dormant(bytes(row["keys"])) for row in rows}


async def readers_on_waking(
    transaction: Transaction, installation: Installation, subject: Subject, team: str, asleep: Keys
) -> Readers:
    """The keyrings of the team, as the covenant says today. What sleeps of a re-sealed report is what intake chose."""
    if subject.given:
        partner, today = team.partition("/")[0], installation.clock().date()
        forms = granted(installation.neighbourhood.grants, partner, "case", subject.sensitivity, today)
        return Readers({keyring_of(team, "case"): frozenset(forms)} if forms else {}, None)
    level = await level_of(transaction, subject.id, asleep)
    return readers(installation, team, subject.sensitivity, None, level)


async def level_of(transaction: Transaction, report: UUID, asleep: Keys) -> int:
    """The level at which the reporter is known: it is no column, but stands with the contact."""
    key = asleep.get(contact_subject(report), {}).get("contact")
    rows: list[dict[str, Any]] = await transaction.run(Sealed.select(Sealed.contact).where(Sealed.report == report))
    if key is None or not rows or rows[0]["contact"] is None:
        return 1
    plain = unseal(key, bytes(rows[0]["contact"]), report, "contact")
    return msgspec.msgpack.decode(plain, type=ContactPart).level
