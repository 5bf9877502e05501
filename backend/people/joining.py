"""Accepting an invitation with a passkey in the place of password and codes. It must make a secret for the keys."""

from typing import Any
from uuid import uuid4

from nacl.public import PrivateKey

from backend.database import AlreadyThere, Transaction
from backend.errors import Conflict, Invalid
from backend.installation import Installation
from backend.people.challenges import challenge_in, new_challenge, spend
from backend.people.credentials import Answer, creation_options, registered
from backend.people.inviting import invited, use_invitation
from backend.people.locks import NewKey, passkey_lock
from backend.people.passkeys import NOT_ADDED, store_passkey
from backend.people.sessions import opening
from backend.people.tokens import invitation_id
from backend.texts import mark

JOINING = "join"
OPENS_NOTHING = mark("Deze passkey kan uw sleutels niet openen. Kies een wachtwoord.")


async def ask_first_passkey(installation: Installation, token: str) -> dict[str, Any]:
    """What the browser of an invited person is asked. Raises NotFound for an invitation that does not work."""
    person, name = await invited(installation, token)
    challenge = new_challenge(installation, JOINING, bound_to(token))
    return creation_options(installation.settings, person=person.bytes, name=name, challenge=challenge)


async def accept_with_passkey(installation: Installation, token: str, answer: Answer) -> tuple[str, dict[str, str]]:
    """Use an invitation; returns the token of a session, and the recovery key of each team that is new.

    Raises NotFound for an invitation that does not work, Invalid where the answer is not right or opens no keys.
    """
    person, _ = await invited(installation, token)
    challenge = challenge_in(installation, answer.credential, JOINING, bound_to(token))
    found = registered(installation.settings, answer, challenge) if challenge else None
    if challenge is None or found is None:
        raise Invalid({"credential": NOT_ADDED})
    if not answer.secret:
        raise Invalid({"credential": OPENS_NOTHING})
    id, private_key, today = uuid4(), PrivateKey.generate(), installation.clock().date()
    member_key = NewKey(person, private_key, passkey_lock(id, person, private_key, answer.secret))

    def keep(transaction: Transaction) -> None:
        spend(installation, transaction, challenge)
        store_passkey(transaction, id, person, found, today, None)

    try:
        recovery = await use_invitation(installation, token, member_key, None, keep)
    except AlreadyThere:
        raise Conflict(NOT_ADDED) from None
    return await installation.ledger.record(opening(installation, person, "full", private_key)), recovery


def bound_to(token: str) -> str:
    """What ties a question to an invitation."""
    return invitation_id(token).hex()
