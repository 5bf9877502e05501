"""Locks: a person's private key behind a password. Whoever has the database and not the password has nothing."""

import secrets
from uuid import UUID, uuid4

from msgspec import Struct
from nacl.public import PrivateKey

from backend.database import Transaction
from backend.people.passwords import SALT, stretch
from backend.people.tables import HeldKey, MemberKey, MemberLock
from backend.vault import CannotOpen, seal, unseal

NAME = "member key"
#: Stands in for the lock of somebody who has none, so that it costs the same time.
NOBODY = UUID(int=0)


class NewKey(Struct, frozen=True):
    """A fresh key pair of a person, locked with a password."""

    person: UUID
    private_key: PrivateKey
    salt: bytes
    sealed: bytes


async def new_member_key(person: UUID, password: str) -> NewKey:
    """A key pair for `person`. Raises Unavailable where too many passwords wait already."""
    private_key, salt = PrivateKey.generate(), secrets.token_bytes(SALT)
    return NewKey(person, private_key, salt, seal(await stretch(password, salt), bytes(private_key), person, NAME))


async def store_key(transaction: Transaction, key: NewKey) -> None:
    """Put it in the place of whatever the person had."""
    await forget_keys(transaction, key.person)
    transaction.add(MemberKey, person=key.person, public_key=bytes(key.private_key.public_key))
    transaction.add(MemberLock, id=uuid4(), person=key.person, kind="password", salt=key.salt, sealed=key.sealed)


async def forget_keys(transaction: Transaction, person: UUID) -> None:
    """The person can open nothing any more, until a colleague lets them in again."""
    await transaction.run(HeldKey.delete().where(HeldKey.person == person))
    await transaction.run(MemberLock.delete().where(MemberLock.person == person))
    await transaction.run(MemberKey.delete().where(MemberKey.person == person))
    transaction.forget()


async def unlock(person: UUID | None, password: str) -> PrivateKey | None:
    """The private key of a person, for the right password.

    None for a wrong one, and after the same time for a person who has no lock, or is nobody. Raises Unavailable.
    """
    rows = await MemberLock.select(MemberLock.salt, MemberLock.sealed).where(
        MemberLock.person == (person or NOBODY), MemberLock.kind == "password"
    )
    salt = bytes(rows[0]["salt"]) if rows else bytes(SALT)
    stretched = await stretch(password, salt)
    if not rows or person is None:
        return None
    try:
        return PrivateKey(unseal(stretched, bytes(rows[0]["sealed"]), person, NAME))
    except CannotOpen:
        return None
