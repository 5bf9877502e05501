"""What must go out, written in the entry of the event that caused it, and where it goes."""

from piccolo.columns import UUID, Bytea, Date, SmallInt, Text, Timestamptz, Varchar
from piccolo.table import Table


class Subscription(Table, tablename="subscription"):
    """A browser that wants news. `address` (endpoint, keys, language) is sealed to the notifier.

    `owner` is a report of class `open`, or a member of staff: never a report of another class.
    """

    id = UUID(primary_key=True, default=None)
    owner = UUID(default=None)
    kind = Varchar(length=8, default="report")
    address = Bytea(default=b"")
    digest = Bytea(default=b"")
    last_used = Date(default=None, null=True)


class Delivery(Table, tablename="delivery"):
    """One message. When due, `news` (of a report), `work` (for a team) and `digest` become a `push` per browser.

    A push goes from `waiting` to `sending` to `sent` or `failed`, or back to `waiting` until `claimed_until`.
    """

    id = UUID(primary_key=True, default=None)
    kind = Varchar(length=8, default="")
    report = UUID(default=None, null=True)
    team = Varchar(length=80, default="")
    duty = Varchar(length=12, default="")
    """Of `work`: the duties that hear of it, with spaces between."""
    subscription = UUID(default=None, null=True)
    cause = UUID(default=None, null=True)
    """The event that it tells of: an undone event takes its deliveries with it."""
    topic = Varchar(length=32, default="")
    due_at = Timestamptz(default=None)
    claimed_until = Timestamptz(default=None, null=True)
    attempts = SmallInt(default=0)
    state = Varchar(length=8, default="waiting")
    finished_at = Timestamptz(default=None, null=True)
    failure = Text(default="")
