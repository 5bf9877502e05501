"""What scripts must know of an installation, to work with the reporter's code and to ask for news."""

import base64
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from backend.installation import Installation


def base64url(data: bytes) -> str:
    """Without padding, as browsers write it."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def salt(installation: Installation) -> str:
    """The salt of the code's derivation."""
    return base64url(installation.vault.salt)


def push_key(installation: Installation) -> str:
    """The public key that a phone subscribes with."""
    return public_key(installation.vault.keys.vapid)


@lru_cache(1)
def public_key(private: bytes) -> str:
    """The public half of a raw P-256 key that is written as base64url."""
    number = int.from_bytes(base64.urlsafe_b64decode(private + b"=" * (-len(private) % 4)))
    point = derive_private_key(number, SECP256R1()).public_key()
    return base64url(point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))
