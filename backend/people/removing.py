"""Somebody leaves: no session, no key, no role; and the keyrings that they held get a new epoch."""

from backend.database import Transaction
from backend.installation import Installation
from backend.people.inviting import person_named
from backend.people.locks import forget_keys
from backend.people.rotating import ask_for_rotation
from backend.people.tables import HeldKey, Invitation, Person, Role, StaffSession


async def remove(installation: Installation, name: str) -> None:
    """Take everything away from the person of this name. Raises NotFound."""
    person = await person_named(name)

    async def entry(transaction: Transaction) -> None:
        held = await transaction.run(HeldKey.select(HeldKey.keyring).where(HeldKey.person == person))
        await ask_for_rotation(transaction, [row["keyring"] for row in held])
        await transaction.run(Person.update({Person.active: False, Person.totp: None}).where(Person.id == person))
        await transaction.run(Role.delete().where(Role.person == person))
        await transaction.run(StaffSession.delete().where(StaffSession.person == person))
        await transaction.run(Invitation.delete().where(Invitation.person == person))
        await forget_keys(transaction, person)

    await installation.ledger.record(entry)
