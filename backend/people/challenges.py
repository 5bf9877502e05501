"""Questions to a passkey. Each is for one purpose and one session, lasts five minutes, and counts once.

A question carries its own proof that we made it, so that asking stores nothing; what is stored is that it was answered.
"""

import hashlib
import hmac
import secrets
from datetime import timedelta
from typing import Any

from webauthn.helpers import base64url_to_bytes, parse_client_data_json
from webauthn.helpers.exceptions import WebAuthnException

from backend.database import Transaction
from backend.installation import Installation
from backend.people.tables import UsedChallenge

LASTS = timedelta(minutes=5)
RANDOM, TIME, PROOF = 16, 8, 32


def new_challenge(installation: Installation, purpose: str, bound: str) -> bytes:
    """A fresh question. `bound` is what only the asker's session knows."""
    fresh = secrets.token_bytes(RANDOM) + int(installation.clock().timestamp()).to_bytes(TIME)
    return fresh + proof(installation, purpose, bound, fresh)


def proof(installation: Installation, purpose: str, bound: str, fresh: bytes) -> bytes:
    """What only we can make."""
    return installation.vault.digest("passkey challenge", f"{purpose}|{bound}|".encode() + fresh)


def challenge_in(installation: Installation, credential: dict[str, Any], purpose: str, bound: str) -> bytes | None:
    """The question that a passkey answered; None where we did not ask it, for this and here, or too long ago."""
    try:
        data = base64url_to_bytes(credential["response"]["clientDataJSON"])
        challenge = parse_client_data_json(data).challenge
    except (WebAuthnException, KeyError, TypeError, ValueError, AttributeError):
        return None
    fresh = challenge[: RANDOM + TIME]
    if not hmac.compare_digest(challenge[RANDOM + TIME :], proof(installation, purpose, bound, fresh)):
        return None
    asked = int.from_bytes(fresh[RANDOM:])
    now = installation.clock().timestamp()
    return challenge if now < asked + LASTS.total_seconds() else None


def spend(installation: Installation, transaction: Transaction, challenge: bytes) -> None:
    """It was answered; the ledger raises AlreadyThere for the second time."""
    transaction.add(UsedChallenge, id=hashlib.sha256(challenge).digest(), used_at=installation.clock())
