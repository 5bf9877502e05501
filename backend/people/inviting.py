"""Making an account: an administrator invites, the person chooses a password and gets a second factor."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from uuid import UUID, uuid4

from msgspec import Struct

from backend.covenant import wake
from backend.database import AlreadyThere, Entry, Transaction
from backend.errors import Conflict, Invalid, NotFound
from backend.installation import Installation
from backend.neighbourhood import Neighbourhood
from backend.people.factors import Provisioning, provision
from backend.people.keyrings import as_text, found, prepare_foundation
from backend.people.locks import NewKey, forget_keys, new_member_key, store_key
from backend.people.model import ROLES_WITHOUT_KEYRING, MemberRole, canonical_name
from backend.people.passwords import check_password
from backend.people.tables import Invitation, Person, Role, StaffSession
from backend.people.tokens import invitation_id, new_invitation_token
from backend.texts import mark

LASTS = timedelta(days=7)
NAME_LENGTH = 80


async def invite(installation: Installation, name: str, roles: Sequence[MemberRole]) -> str:
    """Make a person with these roles and return the invitation, which works once, within seven days.

    Raises Invalid for a name or role that cannot be, Conflict where the name is taken.
    """
    name = canonical_name(name)
    if wrong := faults(installation.neighbourhood, name, roles):
        raise Invalid(wrong)
    person, token, expires_at = uuid4(), new_invitation_token(), installation.clock() + LASTS

    async def entry(transaction: Transaction) -> None:
        transaction.add(Person, id=person, name=name, last_step="", active=True)
        for role in dict.fromkeys(roles):
            transaction.add(Role, id=uuid4(), person=person, team=role.team, role=role.role)
        transaction.add(Invitation, id=invitation_id(token), person=person, expires_at=expires_at)

    try:
        await installation.ledger.record(entry)
    except AlreadyThere as failure:
        raise Conflict(mark("Deze naam is al in gebruik. Kies een andere.")) from failure
    return token


def faults(neighbourhood: Neighbourhood, name: str, roles: Sequence[MemberRole]) -> dict[str, str]:
    """What is wrong with an invitation."""
    wrong = {}
    if not 0 < len(name) <= NAME_LENGTH:
        wrong["name"] = mark("Geef een naam van hooguit 80 tekens.")
    if not roles or not all(exists(neighbourhood, role) for role in roles):
        wrong["roles"] = mark("Geef bij elke rol een team dat die rol heeft.")
    return wrong


def exists(neighbourhood: Neighbourhood, role: MemberRole) -> bool:
    """Whether the team exists, and has this duty."""
    if not neighbourhood.has_team(role.team):
        return False
    return role.role in ROLES_WITHOUT_KEYRING or role.role in neighbourhood.team(role.team).duties


class Accepted(Struct, frozen=True):
    """What a new member sees once: the second factor, and per team the recovery key of a keyring that is new."""

    factor: Provisioning
    recovery: dict[str, str]


async def accept(installation: Installation, token: str, password: str) -> Accepted:
    """Use an invitation: the account has this password, a second factor, a key, and each keyring that nobody made yet.

    Raises NotFound for an invitation that is unknown, used or too old; Invalid for a password that will not do.
    """
    person, name = await invited(installation, token)
    await check_password(password, name)
    member_key = await new_member_key(person, password)
    factor = provision(name, f"Buurtsein {installation.neighbourhood.name}")
    sealed = installation.vault.seal_to("accounts", factor.secret.encode())
    return Accepted(factor, await use_invitation(installation, token, member_key, sealed))


async def invited(installation: Installation, token: str) -> tuple[UUID, str]:
    """Whom an invitation is for: id and name. Raises NotFound for one that is unknown, used or too old."""
    key, now = invitation_id(token), installation.clock()
    invitations = await Invitation.select().where(Invitation.id == key, Invitation.expires_at > now)
    if not invitations:
        raise unknown_invitation()
    person: UUID = invitations[0]["person"]
    name: str = (await Person.select(Person.name).where(Person.id == person))[0]["name"]
    return person, name


async def use_invitation(
    installation: Installation,
    token: str,
    member_key: NewKey,
    totp: bytes | None,
    also: Callable[[Transaction], None] = lambda _: None,
) -> dict[str, str]:
    """The account with this key and this second factor, and each keyring that nobody made yet.

    Returns the recovery key of each team that is new. `also` adds to the entry. Raises NotFound.
    """
    key, person = invitation_id(token), member_key.person
    ready = prepare_foundation(await roles_of(person))

    async def entry(transaction: Transaction) -> set[str]:
        if not await transaction.run(Invitation.delete().where(Invitation.id == key).returning(Invitation.id)):
            raise unknown_invitation()
        account = Person.update({Person.totp: totp, Person.last_step: ""})
        await transaction.run(account.where(Person.id == person))
        await store_key(transaction, member_key)
        also(transaction)
        return await found(installation, transaction, person, member_key.private_key.public_key, ready)

    teams = await recorded(installation, entry)
    await installation.vault.refresh()
    await wake(installation)
    return {team: as_text(ready.recovery[team]) for team in sorted(teams)}


async def recorded(installation: Installation, entry: Entry[set[str]]) -> set[str]:
    """Record it, again where a colleague made the same keyring in the same moment."""
    try:
        return await installation.ledger.record(entry)
    except AlreadyThere:
        return await installation.ledger.record(entry)


def unknown_invitation() -> NotFound:
    """The same answer for unknown, used and too old."""
    return NotFound(mark("Deze uitnodiging werkt niet meer. Vraag een nieuwe aan uw beheerder."))


async def person_named(name: str) -> UUID:
    """Who has this name. Raises NotFound."""
    people = await Person.select(Person.id).where(Person.name == canonical_name(name))
    if not people:
        raise NotFound(mark("Deze naam kennen wij niet."))
    person: UUID = people[0]["id"]
    return person


async def roles_of(person: UUID) -> list[MemberRole]:
    """What a person may do."""
    rows = await Role.select(Role.team, Role.role).where(Role.person == person)
    return [MemberRole(row["team"], row["role"]) for row in rows]


async def reset(installation: Installation, name: str) -> str:
    """Take away both factors, all keys and all sessions, and return a new invitation. Raises NotFound.

    A colleague lets the person in again, or the team's recovery key does.
    """
    person = await person_named(name)
    token, expires_at = new_invitation_token(), installation.clock() + LASTS

    async def entry(transaction: Transaction) -> None:
        await transaction.run(Person.update({Person.totp: None}).where(Person.id == person))
        await forget_keys(transaction, person)
        await transaction.run(StaffSession.delete().where(StaffSession.person == person))
        await transaction.run(Invitation.delete().where(Invitation.person == person))
        transaction.add(Invitation, id=invitation_id(token), person=person, expires_at=expires_at)

    await installation.ledger.record(entry)
    return token
