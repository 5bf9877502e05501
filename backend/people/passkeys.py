"""A member's passkeys: adding and taking away. Each is two factors: the device, and its owner's finger or PIN."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from msgspec import Struct
from webauthn.registration.verify_registration_response import VerifiedRegistration

from backend.database import AlreadyThere, Transaction
from backend.errors import Conflict, Invalid, NotFound
from backend.installation import Installation
from backend.people.challenges import challenge_in, new_challenge, spend
from backend.people.credentials import Answer, creation_options, registered
from backend.people.locks import Lock, passkey_lock, store_lock, typed_lock
from backend.people.model import Member
from backend.people.passwords import check_password
from backend.people.stepping_up import needs_fresh_outside
from backend.people.tables import MemberLock, Passkey, Person
from backend.texts import mark

ADDING = "add"
NOT_ADDED = mark("Deze passkey kon niet worden toegevoegd. Probeer het nog eens.")
NEEDS_WORDS = mark("Deze passkey opent uw sleutels niet zelf. Kies er een wachtzin bij.")
LAST_WAY_IN = mark("Zonder deze passkey komt u er niet meer in. Voeg eerst een andere toe.")


class OwnPasskey(Struct, frozen=True):
    """One passkey of a member. `opens` is whether it also opens the member's keys, without more words."""

    id: UUID
    added_on: date
    opens: bool


async def own_passkeys(member: Member) -> list[OwnPasskey]:
    """The passkeys of this member, the oldest first."""
    rows = await Passkey.select().where(Passkey.person == member.person).order_by(Passkey.added_on, Passkey.id)
    locks = await MemberLock.select(MemberLock.passkey).where(MemberLock.person == member.person)
    opening = {lock["passkey"] for lock in locks}
    return [OwnPasskey(row["id"], row["added_on"], row["id"] in opening) for row in rows]


async def ask_new_passkey(installation: Installation, member: Member) -> dict[str, Any]:
    """What the browser is asked, to make a passkey for this member."""
    rows = await Passkey.select(Passkey.credential).where(Passkey.person == member.person)
    return creation_options(
        installation.settings,
        person=member.person.bytes,
        name=member.name,
        challenge=new_challenge(installation, ADDING, member.csrf),
        known=[bytes(row["credential"]) for row in rows],
    )


async def add_passkey(installation: Installation, member: Member, answer: Answer, passphrase: str = "") -> OwnPasskey:
    """Keep a passkey. One without PRF needs words beside it, unless the member has a password or passphrase already.

    Raises Invalid where the answer is not right or the words will not do, Locked where the keys are not open,
    Conflict where somebody has it already, StepUpNeeded.
    """
    needs_fresh_outside(installation, member)
    private_key = member.keychain.opened_own()
    challenge = challenge_in(installation, answer.credential, ADDING, member.csrf)
    found = registered(installation.settings, answer, challenge) if challenge else None
    if challenge is None or found is None:
        raise Invalid({"credential": NOT_ADDED})
    id, today, lock = uuid4(), installation.clock().date(), None
    if answer.secret:
        lock = passkey_lock(id, member.person, private_key, answer.secret)
    elif not await has_words(member.person):
        await check_passphrase(passphrase, member.name)
        lock = await typed_lock("passphrase", member.person, private_key, passphrase)

    async def entry(transaction: Transaction) -> None:
        spend(installation, transaction, challenge)
        store_passkey(transaction, id, member.person, found, today, lock)

    try:
        await installation.ledger.record(entry)
    except AlreadyThere:
        raise Conflict(NOT_ADDED) from None
    return OwnPasskey(id, today, opens=bool(answer.secret))


def store_passkey(
    transaction: Transaction, id: UUID, person: UUID, found: VerifiedRegistration, today: date, lock: Lock | None
) -> None:
    """A passkey that was checked, with its lock."""
    transaction.add(
        Passkey,
        id=id,
        person=person,
        credential=found.credential_id,
        public_key=found.credential_public_key,
        sign_count=found.sign_count,
        added_on=today,
    )
    if lock is not None:
        store_lock(transaction, person, lock)


async def has_words(person: UUID) -> bool:
    """Whether there is a password or passphrase that opens the person's key."""
    return await MemberLock.exists().where(
        MemberLock.person == person, MemberLock.kind.is_in(["password", "passphrase"])
    )


async def check_passphrase(passphrase: str, name: str) -> None:
    """As good as a password. Raises Invalid for the field `passphrase`."""
    if not passphrase:
        raise Invalid({"passphrase": NEEDS_WORDS})
    try:
        await check_password(passphrase, name)
    except Invalid as problem:
        raise Invalid({"passphrase": problem.fields["password"]}) from None


async def remove_passkey(installation: Installation, member: Member, id: UUID) -> None:
    """Take a passkey away, and the lock that it opened. Raises NotFound, Conflict for the last way in, StepUpNeeded."""
    needs_fresh_outside(installation, member)

    async def entry(transaction: Transaction) -> None:
        mine = Passkey.person == member.person
        if not await transaction.run(Passkey.delete().where(mine, Passkey.id == id).returning(Passkey.id)):
            raise NotFound
        await transaction.run(MemberLock.delete().where(MemberLock.person == member.person, MemberLock.passkey == id))
        others = await transaction.run(Passkey.select(Passkey.id).where(mine))
        locks = await transaction.run(MemberLock.select(MemberLock.kind).where(MemberLock.person == member.person))
        people = await transaction.run(Person.select(Person.totp).where(Person.id == member.person))
        if not way_in({row["kind"] for row in locks}, passkeys=len(others), totp=people[0]["totp"] is not None):
            raise Conflict(LAST_WAY_IN)

    await installation.ledger.record(entry)


def way_in(locks: set[str], *, passkeys: int, totp: bool) -> bool:
    """Whether somebody with these locks can still sign in, and open their keys.

    With password and codes; or with a passkey, and its own secret or words.
    """
    return ("password" in locks and totp) or (passkeys > 0 and bool(locks))
