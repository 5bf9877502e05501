"""The chain of the access log: every row carries a keyed hash of the one before it and of all that it says.

A chain belongs to one process and one month (UTC): a month can go as a whole, and no process waits for another. Its
head is the last row that this process is sure of; where it is not sure, it begins a new chain.
"""

import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec

from backend.covenant.tables import AccessLog
from backend.database import Transaction
from backend.vault import Vault

#: What stands before the first row.
BEGINNING = bytes(32)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
#: What a hash covers, in this order. A row is one list of them in msgpack, which has one form for each value.
LOOK = ("chain", "position", "id", "at", "person", "keyring", "purpose", "compartments", "reports")


class Hasher:
    """Makes the hashes of one kind of row: with another kind's key none of them fits."""

    def __init__(self, vault: Vault, kind: str, columns: tuple[str, ...]) -> None:
        self._key = vault.digest(kind, b"")
        self._columns = columns

    def __call__(self, previous: bytes, row: Mapping[str, Any]) -> bytes:
        """The hash of a row that comes after `previous`."""
        return hmac.digest(self._key, encoded(previous, row, self._columns), "sha256")


def encoded(previous: bytes, row: Mapping[str, Any], columns: tuple[str, ...]) -> bytes:
    """The hash before it and the row, as the same bytes on every engine."""
    return msgspec.msgpack.encode([previous, *(plain(row[name]) for name in columns)])


def plain(value: Any) -> Any:
    """UUIDs as bytes, times as microseconds; the rest is plain already."""
    if isinstance(value, datetime):
        return (value - EPOCH) // MICROSECOND
    return value.bytes if isinstance(value, UUID) else value


def look_hasher(vault: Vault) -> Hasher:
    """For rows of the access log."""
    return Hasher(vault, "log row", LOOK)


def add_row(hasher: Hasher, transaction: Transaction, look: dict[str, Any]) -> None:
    """Add a look, without chain, position and hash, as the next row of this process's chain."""
    last = transaction.last(AccessLog)
    if last and month(last["at"]) == month(look["at"]):
        chain, position, previous = last["chain"], last["position"] + 1, last["hash"]
    else:
        chain, position, previous = uuid4(), 1, BEGINNING
    row = {**look, "chain": chain, "position": position}
    transaction.add(AccessLog, **row, hash=hasher(previous, row))


def month(at: datetime) -> tuple[int, int]:
    """The month of a moment, in UTC."""
    there = at.astimezone(UTC)
    return there.year, there.month
