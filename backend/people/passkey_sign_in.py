"""Signing in with a passkey. Where it makes a secret the keys open with it; else the member types words once."""

from typing import Any
from uuid import UUID

import structlog
from msgspec import Struct
from nacl.public import PrivateKey

from backend.database import AlreadyThere, Entry, Transaction
from backend.errors import Invalid, SignInNeeded
from backend.installation import Installation
from backend.people.challenges import challenge_in, new_challenge, spend
from backend.people.credentials import Answer, answered, credential_id, request_options
from backend.people.locks import unlock, unlock_with_passkey
from backend.people.model import Member
from backend.people.rotating import complete_rotations
from backend.people.sessions import opening, sealed_in, take_try
from backend.people.tables import Passkey, StaffSession
from backend.people.tokens import session_id
from backend.texts import mark

log = structlog.get_logger("people")

SIGNING_IN = "sign in"
FOUND = """
SELECT k.id, k.person, k.public_key, k.sign_count FROM passkey k JOIN person p ON p.id = k.person AND p.active
WHERE k.credential = {}
"""
WRONG_WORDS = mark("Deze woorden passen niet. Kijk ze na.")


class PasskeyRefused(SignInNeeded):
    """We do not know this passkey, or its answer is not right; which one is not said."""

    title = mark("Dit klopt niet")

    def __init__(self) -> None:
        super().__init__(mark("Deze passkey past niet. Probeer het nog eens."))


class Checked(Struct, frozen=True):
    """A passkey that answered a question rightly. Nothing is written until `count_use`."""

    id: UUID
    person: UUID
    challenge: bytes
    counted: int
    counts: int


def ask_passkey(installation: Installation) -> dict[str, Any]:
    """What the browser is asked, to sign in whoever has a passkey."""
    return request_options(installation.settings, challenge=new_challenge(installation, SIGNING_IN, ""))


async def sign_in_with_passkey(installation: Installation, answer: Answer, instead_of: str = "") -> str:
    """The token of a whole session; the one that the browser had before ends. Raises PasskeyRefused."""
    checked = await check(installation, answer, SIGNING_IN, "")
    private_key = await unlock_with_passkey(checked.person, checked.id, answer.secret)

    async def entry(transaction: Transaction) -> str:
        await count_use(installation, transaction, checked)
        return await opening(installation, checked.person, "full", private_key, instead_of)(transaction)

    try:
        token = await installation.ledger.record(entry)
    except AlreadyThere:  # this answer was used before
        raise PasskeyRefused from None
    if private_key is not None:
        await complete_rotations(installation, checked.person, private_key)
    return token


async def check(installation: Installation, answer: Answer, purpose: str, bound: str) -> Checked:
    """The passkey that gave this answer. Raises PasskeyRefused."""
    challenge = challenge_in(installation, answer.credential, purpose, bound)
    rows: list[dict[str, Any]] = await Passkey.raw(FOUND, credential_id(answer))
    if challenge is None or not rows:
        raise PasskeyRefused
    row = rows[0]
    right = answered(installation.settings, answer, challenge, bytes(row["public_key"]))
    if right is None:
        raise PasskeyRefused
    if copied(row["sign_count"], right.new_sign_count):
        log.warning("passkey_counter_fell_behind")
        raise PasskeyRefused
    return Checked(row["id"], row["person"], challenge, row["sign_count"], right.new_sign_count)


def copied(counted: int, counts: int) -> bool:
    """Whether somebody else has the same passkey: its counter did not rise. Passkeys that do not count say 0."""
    return bool(counted or counts) and counts <= counted


async def count_use(installation: Installation, transaction: Transaction, checked: Checked) -> None:
    """The answer is used up, and the counter kept. Raises PasskeyRefused where it was used meanwhile, or taken away."""
    spend(installation, transaction, checked.challenge)
    used = Passkey.update({Passkey.sign_count: checked.counts}).where(
        Passkey.id == checked.id, Passkey.sign_count == checked.counted
    )
    if not await transaction.run(used.returning(Passkey.id)):
        raise PasskeyRefused


async def open_keys(installation: Installation, member: Member, token: str, typed: str) -> None:
    """Open the keys in this session with the member's passphrase or password.

    Raises Invalid for wrong words; after five of them the session ends, with SignInNeeded.
    """

    async def entry(transaction: Transaction) -> bool:
        return await take_try(transaction, token)

    if not await installation.ledger.record(entry):
        raise SignInNeeded(mark("Begin opnieuw met uw passkey."))
    private_key = await unlock(member.person, typed, "passphrase") or await unlock(member.person, typed)
    if private_key is None:
        raise Invalid({"passphrase": WRONG_WORDS})
    await installation.ledger.record(keeping(member.person, token, private_key))
    await complete_rotations(installation, member.person, private_key)


def keeping(person: UUID, token: str, private_key: PrivateKey) -> Entry[None]:
    """An entry that puts the key into the session."""
    changes: dict[Any, Any] = {StaffSession.key: sealed_in(token, person, private_key), StaffSession.tries: 0}

    async def entry(transaction: Transaction) -> None:
        await transaction.run(StaffSession.update(changes).where(StaffSession.id == session_id(token)))

    return entry
