"""A thief of the database, the files and the key file: opens everything that the keys in that file open."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from backend.vault import FILE_STEP, CannotOpen, unseal
from backend.vault.keyfile import KeyFile
from backend.vault.services import MARK
from tests.trust.kept import Part, all_rows
from tests.trust.town import Town


def opened(town: Town, keys: KeyFile) -> Iterator[Part]:
    """Whatever the service keys open: sealed columns, and what lies under the keys in wraps."""
    services = [PrivateKey(key) for each in keys.services.values() for key in each]
    rows = all_rows(town)
    for table, found in rows.items():
        values = (value for row in found for value in row.values() if isinstance(value, bytes))
        yield from ((table, data) for value in values for data in unboxed(services, value))
    held: dict[str, dict[str, bytes]] = {}
    for row in rows["wrap"]:
        for wrapped in unboxed(services, row["keys"]):
            for subject in (row["subject"], row["report"]):  # the contact has a subject of its own
                held.setdefault(subject, {}).update(msgspec.msgpack.decode(wrapped))
    for row in rows["sealed"]:
        yield from bodies(row, held.get(row["report"], {}))
    for row in rows["event"]:
        yield from with_keys(row["id"], "mailbox", row["body"], held.get(row["id"], {}).get("mailbox"))
    for row in rows["file"]:
        yield from pictures(town, row, held.get(row["id"], {}).get("media"))


def pictures(town: Town, row: dict[str, Any], key: bytes | None) -> Iterator[Part]:
    """Both sizes of a photo."""
    for size in ("large", "small"):
        sealed = Path(town.installation.data, "files", row[size][:2], row[size]).read_bytes()
        yield from with_keys(row["id"], size, sealed, key, FILE_STEP)


def bodies(row: dict[str, Any], held: dict[str, bytes]) -> Iterator[Part]:
    """The parts of a report that these keys open."""
    for name, body in row.items():
        yield from with_keys(row["report"], name, body, held.get(name))


def with_keys(subject: str, name: str, body: Any, key: bytes | None, step: int = 512) -> Iterator[Part]:
    """What a key opens, if it does."""
    if key is not None and isinstance(body, bytes):
        with suppress(CannotOpen):
            yield name, unseal(key, body, UUID(subject), name, step)


def unboxed(services: list[PrivateKey], sealed: Any) -> Iterator[bytes]:
    """What was sealed to one of the services."""
    for service in services:
        with suppress(CryptoError):
            yield SealedBox(service).decrypt(bytes(sealed)[MARK:])
