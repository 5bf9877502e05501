"""Sealing: bodies with XChaCha20-Poly1305, keys with sealed boxes. PyNaCl does the work; here is what we ask of it.

The associated data binds a body to its place (version | subject | name): a row that is swapped does not open.
"""

from collections.abc import Mapping
from uuid import UUID

import msgspec
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
    sodium_pad,
    sodium_unpad,
)
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.utils import random

VERSION = b"1"
NONCE = 24
#: Sizes are rounded up to these steps, so that a length tells little.
TEXT_STEP = 512
FILE_STEP = 65_536

Keys = Mapping[str, bytes]


class CannotOpen(Exception):
    """The key does not fit, or what lies there was changed."""


def new_key() -> bytes:
    """A fresh random key of 32 bytes."""
    return random(32)


def place(subject: UUID, name: str) -> bytes:
    """Where a sealed body belongs."""
    return b"%b|%b|%b" % (VERSION, subject.bytes, name.encode())


def seal(key: bytes, body: bytes, subject: UUID, name: str, step: int = TEXT_STEP) -> bytes:
    """`body`, padded and sealed under `key` for its place; the nonce stands in front."""
    nonce = random(NONCE)
    padded = sodium_pad(body, step)
    return nonce + crypto_aead_xchacha20poly1305_ietf_encrypt(padded, place(subject, name), nonce, key)


def unseal(key: bytes, sealed: bytes, subject: UUID, name: str, step: int = TEXT_STEP) -> bytes:
    """The body again. Raises CannotOpen for another key, another place or a changed byte."""
    try:
        padded = crypto_aead_xchacha20poly1305_ietf_decrypt(sealed[NONCE:], place(subject, name), sealed[:NONCE], key)
        return sodium_unpad(padded, step)
    except CryptoError as failure:
        raise CannotOpen(name) from failure


def wrap(public_key: bytes, keys: Keys) -> bytes:
    """Named keys, sealed to a keyring (or reporter): who wraps them cannot open them again."""
    return bytes(SealedBox(PublicKey(public_key)).encrypt(msgspec.msgpack.encode(keys)))


def unwrap(private_key: PrivateKey, wrapped: bytes) -> dict[str, bytes]:
    """The named keys again. Raises CannotOpen."""
    try:
        return msgspec.msgpack.decode(SealedBox(private_key).decrypt(wrapped), type=dict[str, bytes])
    except CryptoError as failure:
        raise CannotOpen("wrap") from failure
