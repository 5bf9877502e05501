"""How a reporter can be known, after sending: news on this phone, a contact, or neither again.

Only the reporter changes it. Every lower level destroys what the higher one gave.
"""

from collections.abc import Mapping
from typing import Any

from backend.casework import case_in, hold_case, with_consent
from backend.covenant import Subject, current_readers, destroy_contact, disclose, seal_contact
from backend.database import Transaction
from backend.deliveries import forget_owner, has_subscription, subscribe
from backend.errors import Invalid
from backend.installation import Installation
from backend.reports.checking import check_contact
from backend.reports.contacts import contact_part, contact_told
from backend.reports.follow import shown
from backend.reports.model import Contact, Followed
from backend.reports.sessions import Reporter, reporter_of, still
from backend.texts import mark
from backend.vault.tables import Sealed

NO_PHONE = mark("Bij deze melding sturen wij geen berichten naar een telefoon.")
NO_ADDRESS = mark("Uw telefoon gaf geen adres door. Probeer het opnieuw.")


async def set_level(
    installation: Installation,
    cookie: str,
    level: int,
    contact: Contact | None = None,
    subscription: Mapping[str, Any] | None = None,
    language: str = "nl",
) -> Followed:
    """1: the code alone. 2: news on a phone too (`open`). 3 and 4: a contact too. What is not named stays as stored.

    3 is for the notifier (`sealed`: and intake), 4 for the responsible team too. Of a sealed report a team gets it by
    the reporter's consent alone, which counts for what it becomes too. Raises Invalid, SignInNeeded.
    """
    reporter = await reporter_of(installation, cookie)
    if wrong := await check_subscription(reporter, level, subscription):
        raise Invalid(wrong)
    if level >= 3:
        contact = contact or await stored_contact(installation, reporter)
        if wrong := check_contact(contact):
            raise Invalid(wrong)
    elif contact is not None:
        raise Invalid({"contact": mark("Wij bewaren uw gegevens alleen als u daarvoor kiest.")})
    if subscription is not None:
        await subscribe(installation, owner=reporter.id, kind="report", subscription=subscription, language=language)

    async def entry(transaction: Transaction) -> None:
        opens = contact is not None or await has_contact(transaction, reporter)
        case = await (hold_case if opens else case_in)(transaction, reporter.id)
        await still(transaction, reporter)
        if level == 1:
            await forget_owner(transaction, reporter.id)
        await destroy_contact(transaction, reporter.id)
        if contact is not None:
            part = contact_part(level, contact, language)
            key = reporter.public_key
            to = await current_readers(installation, transaction, reporter.id, case.sensitivity, key, level)
            to = await with_consent(installation, transaction, case, to)
            body = seal_contact(installation, transaction, reporter.id, part, to)
            await transaction.run(Sealed.update({Sealed.contact: body}).where(Sealed.report == reporter.id))

    await installation.ledger.record(entry)
    return await shown(installation, reporter, language)


async def check_subscription(reporter: Reporter, level: int, subscription: Mapping[str, Any] | None) -> dict[str, str]:
    """A phone gets news of `open` reports only; level 2 is nothing without one."""
    if reporter.case.sensitivity != "open" and (level == 2 or subscription is not None):
        return {"level": NO_PHONE}
    if level == 2 and subscription is None and not await has_subscription(reporter.id):
        return {"level": NO_ADDRESS}
    return {}


async def has_contact(transaction: Transaction, reporter: Reporter) -> bool:
    """Whether there is a contact to destroy."""
    return bool(
        await transaction.run(
            Sealed.select(Sealed.report).where(Sealed.report == reporter.id, Sealed.contact.is_not_null())
        )
    )


async def stored_contact(installation: Installation, reporter: Reporter) -> Contact | None:
    """The contact that the reporter gave before."""
    subject = Subject(reporter.id, reporter.case.sensitivity)
    opened = await disclose(installation, reporter.viewer, [subject], ["contact"], "follow")
    return contact_told(opened[reporter.id].contact)
