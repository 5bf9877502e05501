"""The access log: one row per answer that opens something, durable before the answer."""

from piccolo.columns import UUID, Bytea, Timestamptz, Varchar
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
