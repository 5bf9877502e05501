"""Random tokens, of which only a hash is stored: who reads the database can sign in with none of them."""

import base64
import hashlib
import secrets

#: Between the session and the device key in a cookie.
DEVICE = "."


def new_session_token() -> str:
    """256 random bits, for a cookie."""
    return secrets.token_urlsafe(32)


def on_new_device(token: str) -> str:
    """The same session's cookie with a fresh device key behind it."""
    return f"{token.partition(DEVICE)[0]}{DEVICE}{secrets.token_urlsafe(32)}"


def device_of(token: str) -> str:
    """The device key in a cookie; empty where it has none."""
    return token.partition(DEVICE)[2]


def session_of(token: str) -> str:
    """What stays the same in a cookie as long as the session lasts."""
    return token.partition(DEVICE)[0]


def session_id(token: str) -> bytes:
    """What is stored of a session's cookie."""
    return hashed(session_of(token))


def new_invitation_token() -> str:
    """160 random bits in groups of four, that can be pasted and typed."""
    letters = base64.b32encode(secrets.token_bytes(20)).decode()
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def invitation_id(typed: str) -> bytes:
    """What is stored of an invitation, whatever stands between its letters."""
    return hashed("".join(character for character in typed.upper() if character.isalnum()))


def hashed(token: str) -> bytes:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).digest()
