"""What holds the access log together: joints of its chains, signed daily heads, and the last check."""

from piccolo.columns import UUID, BigInt, Bytea, Date, Integer, Timestamptz, Varchar
from piccolo.table import Table


class LogJoint(Table, tablename="log_joint"):
    """How far a chain had come at a moment. The joints are a chain themselves, so no other chain's tail can be cut."""

    position = BigInt(primary_key=True, default=None)
    at = Timestamptz(default=None)
    chain = UUID(default=None)
    reached = BigInt(default=0)
    """The position of the chain's last row then."""
    reached_at = Timestamptz(default=None)
    """The time of that row: it says when the chain may be gone."""
    head = Bytea(default=b"")
    """The hash of that row."""
    hash = Bytea(default=b"")


class LogHead(Table, tablename="log_head"):
    """The head of a day (UTC): one hash for all that was joined until then, signed. Heads are never dropped."""

    number = BigInt(primary_key=True, default=None)
    day = Date(default=None)
    joint = BigInt(default=0)
    """The position of the last joint; 0 where there was none yet."""
    joint_hash = Bytea(default=b"")
    hash = Bytea(default=b"")
    """SHA-256 over the head before it and all of the above, so that who has no key can check it too."""
    signature = Bytea(default=b"")


class LogCheck(Table, tablename="log_check"):
    """What the worker found when it last checked everything; one row."""

    at = Timestamptz(primary_key=True, default=None)
    rows = BigInt(default=0)
    breaks = Integer(default=0)
    first = Varchar(length=200, default="")
    """Where the first break is, in words."""
