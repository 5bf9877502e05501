"""Somebody does other work: other roles, at once. Sessions end, keys that are not theirs any more are renewed."""

from collections.abc import Sequence
from uuid import uuid4

from backend.database import Transaction
from backend.errors import Invalid
from backend.installation import Installation
from backend.people.inviting import faults, person_named
from backend.people.model import ROLES_WITHOUT_KEYRING, MemberRole, canonical_name
from backend.people.rotating import ask_for_rotation
from backend.people.tables import HeldKey, Role, StaffSession
from backend.texts import mark
from backend.vault import keyring_of

NO_KEYRING = mark("Een van deze rollen heeft nog geen sleutel. Nodig daar eerst iemand voor uit.")


async def change_roles(installation: Installation, name: str, roles: Sequence[MemberRole]) -> None:
    """Give a person these roles instead of what they had. A colleague lets them in where they get a key.

    Raises NotFound for an unknown name, Invalid for a role that cannot be, or whose keyring nobody made yet.
    """
    person = await person_named(name)
    if wrong := faults(installation.neighbourhood, canonical_name(name), roles):
        raise Invalid(wrong)
    keyrings = {keyring_of(role.team, role.role) for role in roles if role.role not in ROLES_WITHOUT_KEYRING}
    await installation.vault.refresh()
    if not all(installation.vault.has_keyring(keyring) for keyring in keyrings):
        raise Invalid({"roles": NO_KEYRING})

    async def entry(transaction: Transaction) -> None:
        held = await transaction.run(HeldKey.select(HeldKey.keyring).where(HeldKey.person == person))
        lost = [row["keyring"] for row in held if row["keyring"] not in keyrings]
        if lost:
            await ask_for_rotation(transaction, lost)
            await transaction.run(HeldKey.delete().where(HeldKey.person == person, HeldKey.keyring.is_in(lost)))
            transaction.forget()
        await transaction.run(Role.delete().where(Role.person == person))
        for role in dict.fromkeys(roles):
            transaction.add(Role, id=uuid4(), person=person, team=role.team, role=role.role)
        await transaction.run(StaffSession.delete().where(StaffSession.person == person))

    await installation.ledger.record(entry)
