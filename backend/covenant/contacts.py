"""The contact has wraps of its own: a level goes up and down long after the rest of the report was sealed.

Level 3 is for the notifier, level 4 for the responsible team too; a sealed report gives it to intake from level 3.
"""

from uuid import UUID

import msgspec

from backend.covenant.contents import ContactPart, contact_subject
from backend.covenant.rules import NOTIFIER
from backend.covenant.sealing import Readers, add_row, add_wraps
from backend.database import Transaction
from backend.installation import Installation
from backend.vault import new_key, seal
from backend.vault.tables import Sealed, Wrap


def seal_contact(
    installation: Installation, transaction: Transaction, report: UUID, part: ContactPart, to: Readers
) -> bytes:
    """The sealed contact under a fresh key, with its wraps added: for `to`, and for the notifier that sends e-mail."""
    key, subject = new_key(), contact_subject(report)
    add_wraps(installation, transaction, report, subject, {"contact": key}, to)
    own = installation.vault.seal_to(NOTIFIER, msgspec.msgpack.encode({"contact": key}))
    add_row(transaction, report, subject, NOTIFIER, epoch=1, keys=own, dormant=False)
    return seal(key, msgspec.msgpack.encode(part), report, "contact")


async def destroy_contact(transaction: Transaction, report: UUID) -> None:
    """The contact goes, and every key to it."""
    await transaction.run(Wrap.delete().where(Wrap.subject == contact_subject(report)))
    await transaction.run(Sealed.update({Sealed.contact: None}).where(Sealed.report == report))
    transaction.forget()
