"""The access log: one row per answer that opens something, durable before the answer, each linked to the one before."""

import uuid

from piccolo.columns import UUID, BigInt, Bytea, Timestamptz, Varchar
from piccolo.table import Table


class AccessLog(Table, tablename="access_log"):
    """Who looked with which keyring, why, at which compartments of which reports (keyed hashes, 16 bytes each)."""

    id = UUID(primary_key=True, default=None)
    at = Timestamptz(default=None)
    person = UUID(default=None, null=True)
    keyring = Varchar(length=120, default="")
    purpose = Varchar(length=60, default="")
    compartments = Varchar(length=80, default="")
    reports = Bytea(default=b"")
    chain = UUID(default=uuid.UUID(int=0))
    """Of one process, within one month."""
    position = BigInt(default=0)
    """In its chain, from 1."""
    hash = Bytea(default=b"")
    """Keyed, over the hash before it and everything in this row: see chain.py."""
