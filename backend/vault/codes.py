"""The reporter's code, and what is derived from it. The server is told a derived key, never the code.

master = PBKDF2-SHA256(code, salt, iterations)          in the browser, or here without JavaScript
key    = HKDF(master, "follow")                         what the client sends
tag    = HMAC(pepper, key)                              what is stored
seed   = HKDF(key, "mailbox")                           the reporter's X25519 key pair
news   = HKDF(key, "news")                              by which a phone finds its news in a digest's list
"""

import hashlib
import hmac
import secrets

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from nacl.public import PrivateKey
from stdnum import damm

DIGITS = 21
ITERATIONS = 600_000
#: No vowels and no look-alikes: a reference spells nothing and survives a phone call.
REFERENCE_ALPHABET = "23456789CFGHJMPQRVWX"


def new_code() -> str:
    """Twenty random digits and a check digit (Damm), in groups of three: 66 bits that any keypad can type."""
    digits = f"{secrets.randbelow(10**20):020d}"
    return grouped(digits + damm.calc_check_digit(digits))


def grouped(digits: str) -> str:
    """Digits in groups of three."""
    return " ".join(digits[start : start + 3] for start in range(0, len(digits), 3))


def digits_of(typed: str) -> str | None:
    """The 21 digits of a typed code, whatever stands between them; None where it cannot be a code."""
    digits = "".join(str(int(character)) for character in typed if character.isdecimal())
    return digits if len(digits) == DIGITS and damm.is_valid(digits) else None


def derive(digits: str, salt: bytes, iterations: int) -> bytes:
    """The follow key of a code: 32 bytes, 0.1–0.2 s of work, the lock of the interpreter released."""
    return expand(hashlib.pbkdf2_hmac("sha256", digits.encode(), salt, iterations), b"follow")


def expand(secret: bytes, purpose: bytes) -> bytes:
    """HKDF-SHA256 without salt, 32 bytes."""
    return HKDF(SHA256(), 32, None, purpose).derive(secret)


def mailbox_pair(key: bytes) -> PrivateKey:
    """The reporter's key pair: what the reporter may read is wrapped to its public half."""
    return PrivateKey(expand(key, b"mailbox"))


def news_key(key: bytes) -> bytes:
    """By which the reporter's phone finds its news in a public list. It opens nothing."""
    return expand(key, b"news")


def tag(pepper: bytes, key: bytes) -> bytes:
    """By what a report is found again."""
    return hmac.digest(pepper, b"tag|" + key, "sha256")


def new_reference() -> str:
    """Three and four random characters, for conversation: it opens nothing."""
    base = len(REFERENCE_ALPHABET)
    number = secrets.randbelow(base**7)
    characters = "".join(REFERENCE_ALPHABET[number // base**place % base] for place in range(7))
    return f"{characters[:3]}-{characters[3:]}"
