"""The key file: everything that must lie outside the database, the data folder and every backup. Mode 600."""

import base64
import os
import secrets
from pathlib import Path

import msgspec
from nacl.public import PrivateKey
from nacl.signing import SigningKey
from py_vapid import Vapid

LAYOUT = 2
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
    """Secrets of one installation. `services` are X25519 private keys by name, all base64 in the file."""

    layout: int
    id: str
    pepper: bytes
    services: dict[str, bytes]
    vapid: bytes
    """The private key with which we sign pushes, as base64url of its 32 raw bytes."""
    log: bytes
    """The Ed25519 seed with which the heads of the access log are signed."""

    def service(self, name: str) -> PrivateKey:
        """The key pair of a service."""
        return PrivateKey(self.services[name])


def create(path: Path) -> KeyFile:
    """Make a new key file; an existing one is never overwritten."""
    keys = KeyFile(
        layout=LAYOUT,
        id=secrets.token_hex(8),
        pepper=secrets.token_bytes(32),
        services={name: bytes(PrivateKey.generate()) for name in SERVICES},
        vapid=new_vapid(),
        log=bytes(SigningKey.generate()),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(keys)))
        file.flush()
        os.fsync(file.fileno())
    return keys


def read(path: Path) -> KeyFile:
    """The keys in `path`. Raises KeysError with a sentence where it is missing, others can read it, or we cannot."""
    if not path.exists():
        raise KeysError(
            f"The key file {path} is missing. Without it nothing that lies in this database can be opened: "
            "put it back, or start with an empty data folder and an empty database."
        )
    if path.stat().st_mode & 0o077:
        raise KeysError(f"Others can read the key file {path}: run chmod 600 on it.")
    try:
        return msgspec.json.decode(path.read_bytes(), type=KeyFile)
    except msgspec.DecodeError as failure:
        raise KeysError(f"The key file {path} cannot be read ({failure}). Put back the right one.") from failure


def read_or_create(path: Path) -> KeyFile:
    """The keys of an installation that is founded now: those that lie ready, or new ones."""
    return read(path) if path.exists() else create(path)


def new_vapid() -> bytes:
    """A fresh P-256 private key, raw, base64url without padding: the form that py_vapid reads."""
    vapid = Vapid()
    vapid.generate_keys()
    number = vapid.private_key.private_numbers().private_value
    return base64.urlsafe_b64encode(number.to_bytes(32, "big")).rstrip(b"=")
