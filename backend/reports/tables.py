"""A report as its reporter knows it, and the session in which a reporter follows it."""

from piccolo.columns import UUID, Bytea, SmallInt, Timestamptz, Varchar
from piccolo.table import Table


class Report(Table, tablename="report"):
    """One row per submission. It outlives a withdrawal as a tombstone, so that a replay cannot bring it back."""

    id = UUID(primary_key=True, default=None)
    reference = Varchar(length=9, default="")
    submission = UUID(default=None)
    digest = Bytea(default=b"")
    """HMAC(pepper, canonical body): tells a repeat from another report under the same submission."""
    code_tag = Bytea(default=None, null=True)
    reporter_key = Bytea(default=None, null=True)
    photos = SmallInt(default=0)


class FollowSession(Table, tablename="follow_session"):
    """Fifteen minutes with a report. The id is a hash of the cookie, under which the reporter's key lies sealed."""

    id = Bytea(primary_key=True, default=None)
    report = UUID(default=None)
    key = Bytea(default=b"")
    expires_at = Timestamptz(default=None)
