"""The key file: everything that must lie outside the database, the data folder and every backup. Mode 600."""

import base64
import os
import secrets
from pathlib import Path

import msgspec
from nacl.public import PrivateKey
from nacl.signing import SigningKey
from py_vapid import Vapid

LAYOUT = 3
SERVICES = ("notifier", "router", "accounts", "dormant")


class KeysError(RuntimeError):
    """The key file and the data do not belong together, or cannot be used; the message says what to do."""


def other_layout(found: int | None) -> str:
    """What to say of data that another version sealed."""
    return (
        f"This data was made by another version (layout {found}, we read {LAYOUT}). "
        "Before 1.0 there is no way over: start with an empty data folder."
    )


class KeyFile(msgspec.Struct, frozen=True):
    """Secrets of one installation, all base64 in the file."""

    layout: int
    id: str
    pepper: bytes
    services: dict[str, tuple[bytes, ...]]
    """X25519 private keys by the name of their service: the one that seals, then those that a rotation replaces."""
    vapid: bytes
    """The private key with which we sign pushes, as base64url of its 32 raw bytes."""
    log: bytes
    """The Ed25519 seed with which the heads of the access log are signed."""


def create(path: Path) -> KeyFile:
    """Make a new key file; an existing one is never overwritten."""
    keys = KeyFile(
        layout=LAYOUT,
        id=secrets.token_hex(8),
        pepper=secrets.token_bytes(32),
        services={name: (new_service_key(),) for name in SERVICES},
        vapid=new_vapid(),
        log=bytes(SigningKey.generate()),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, keys)
    return keys


def write(path: Path, keys: KeyFile) -> None:
    """Write a new file, durably, for our own user alone. Raises FileExistsError where there is one."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(keys)))
        file.flush()
        os.fsync(file.fileno())


def new_service_key() -> bytes:
    """A fresh private key of a service."""
    return bytes(PrivateKey.generate())


def new_vapid() -> bytes:
    """A fresh P-256 private key, raw, base64url without padding: the form that py_vapid reads."""
    vapid = Vapid()
    vapid.generate_keys()
    number = vapid.private_key.private_numbers().private_value
    return base64.urlsafe_b64encode(number.to_bytes(32, "big")).rstrip(b"=")
