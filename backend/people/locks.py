"""Locks: a person's private key behind a password or a passkey. Whoever has the database and neither has nothing."""

import secrets
from typing import Literal
from uuid import UUID, uuid4

from msgspec import Struct
from nacl.public import PrivateKey

from backend.database import Transaction
from backend.people.passwords import SALT, stretch
from backend.people.tables import HeldKey, MemberKey, MemberLock, Passkey
from backend.vault import CannotOpen, seal, unseal
from backend.vault.codes import expand

NAME = "member key"
#: Stands in for the lock of somebody who has none, so that it costs the same time.
NOBODY = UUID(int=0)


class Lock(Struct, frozen=True):
    """A private key behind one secret: a `password`, a vault `passphrase`, or the `prf` of a passkey."""

    kind: Literal["password", "passphrase", "prf"]
    salt: bytes
    sealed: bytes
    passkey: UUID | None = None


class NewKey(Struct, frozen=True):
    """A fresh key pair of a person, behind a lock."""

    person: UUID
    private_key: PrivateKey
    lock: Lock


async def typed_lock(
    kind: Literal["password", "passphrase"], person: UUID, private_key: PrivateKey, typed: str
) -> Lock:
    """A lock that opens with words. Raises Unavailable where too many wait already."""
    salt = secrets.token_bytes(SALT)
    return Lock(kind, salt, seal(await stretch(typed, salt), bytes(private_key), person, NAME))


def passkey_lock(passkey: UUID, person: UUID, private_key: PrivateKey, prf: bytes) -> Lock:
    """A lock that opens with what only this passkey makes."""
    return Lock("prf", b"", seal(from_prf(prf), bytes(private_key), person, NAME), passkey)


def from_prf(prf: bytes) -> bytes:
    """The key of a lock, from the output of a passkey's PRF."""
    return expand(prf, b"member key")


async def new_member_key(person: UUID, password: str) -> NewKey:
    """A key pair for `person`. Raises Unavailable where too many passwords wait already."""
    private_key = PrivateKey.generate()
    return NewKey(person, private_key, await typed_lock("password", person, private_key, password))


async def store_key(transaction: Transaction, key: NewKey) -> None:
    """Put it in the place of whatever the person had."""
    await forget_keys(transaction, key.person)
    transaction.add(MemberKey, person=key.person, public_key=bytes(key.private_key.public_key))
    store_lock(transaction, key.person, key.lock)


def store_lock(transaction: Transaction, person: UUID, lock: Lock) -> None:
    """One more way to the person's key."""
    transaction.add(
        MemberLock,
        id=uuid4(),
        person=person,
        kind=lock.kind,
        salt=lock.salt,
        sealed=lock.sealed,
        passkey=lock.passkey,
    )


async def forget_keys(transaction: Transaction, person: UUID) -> None:
    """The person can open nothing any more, until a colleague lets them in again."""
    await transaction.run(HeldKey.delete().where(HeldKey.person == person))
    await transaction.run(MemberLock.delete().where(MemberLock.person == person))
    await transaction.run(Passkey.delete().where(Passkey.person == person))
    await transaction.run(MemberKey.delete().where(MemberKey.person == person))
    transaction.forget()


async def unlock(person: UUID | None, typed: str, kind: str = "password") -> PrivateKey | None:
    """The private key of a person, for the right password (or passphrase).

    None for a wrong one, and after the same time for a person who has no lock, or is nobody. Raises Unavailable.
    """
    rows = await MemberLock.select(MemberLock.salt, MemberLock.sealed).where(
        MemberLock.person == (person or NOBODY), MemberLock.kind == kind
    )
    salt = bytes(rows[0]["salt"]) if rows else bytes(SALT)
    stretched = await stretch(typed, salt)
    if not rows or person is None:
        return None
    return opened(stretched, bytes(rows[0]["sealed"]), person)


async def unlock_with_passkey(person: UUID, passkey: UUID, prf: bytes) -> PrivateKey | None:
    """The private key of a person, for the right output of this passkey's PRF."""
    rows = await MemberLock.select(MemberLock.sealed).where(
        MemberLock.person == person, MemberLock.kind == "prf", MemberLock.passkey == passkey
    )
    return opened(from_prf(prf), bytes(rows[0]["sealed"]), person) if rows and prf else None


def opened(key: bytes, sealed: bytes, person: UUID) -> PrivateKey | None:
    """The private key, where this opens it."""
    try:
        return PrivateKey(unseal(key, sealed, person, NAME))
    except CannotOpen:
        return None
