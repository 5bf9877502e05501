"""Sealing: bodies with XChaCha20-Poly1305, keys with sealed boxes. PyNaCl does the work; here is what we ask of it.

The associated data binds a body to its place (version | subject | name): a row that is swapped does not open.
"""

import hashlib
from collections.abc import Mapping
from uuid import UUID

import msgspec
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
    crypto_box,
    crypto_box_keypair,
    sodium_pad,
    sodium_unpad,
)
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox
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


class Sender:
    """Seals one report's keys to several readers with one key pair of its own, for less work than a pair for each.

    What comes out are ordinary sealed boxes (ephemeral public key | box, whose nonce is BLAKE2b of both public keys).
    The private half is kept nowhere. Not for two reports: an equal public half would tell that they came together.
    """

    def __init__(self) -> None:
        self._public, self._private = crypto_box_keypair()
        self._readers: set[bytes] = set()

    def seal(self, public_key: bytes, data: bytes) -> bytes:
        """A sealed box. A second one for the same reader takes a fresh pair: its nonce must be another."""
        if public_key in self._readers:
            return Sender().seal(public_key, data)
        self._readers.add(public_key)
        nonce = hashlib.blake2b(self._public + public_key, digest_size=24).digest()
        return self._public + crypto_box(data, nonce, public_key, self._private)


def wrap(public_key: bytes, keys: Keys, sender: Sender | None = None) -> bytes:
    """Named keys, sealed to a keyring (or reporter): who wraps them cannot open them again."""
    return (sender or Sender()).seal(public_key, msgspec.msgpack.encode(keys))


def unwrap(private_key: PrivateKey, wrapped: bytes) -> dict[str, bytes]:
    """The named keys again. Raises CannotOpen."""
    try:
        return msgspec.msgpack.decode(SealedBox(private_key).decrypt(wrapped), type=dict[str, bytes])
    except CryptoError as failure:
        raise CannotOpen("wrap") from failure
