"""What lies sealed: compartments, wraps, keyrings, files. No column here can be read without a key."""

from piccolo.columns import UUID, Boolean, Bytea, Date, Integer, SmallInt, Text, Varchar
from piccolo.table import Table


class Foundation(Table, tablename="foundation"):
    """What this installation was founded with; frozen, and part of every backup."""

    id = Varchar(length=16, primary_key=True, default=None)
    layout = Integer(default=0)
    kdf_salt = Bytea(default=b"")
    kdf_iterations = Integer(default=0)


class Keyring(Table, tablename="keyring"):
    """The public key of a team and a duty (`partner/team/duty`). Its private key is held by members alone."""

    id = Varchar(length=120, primary_key=True, default=None)
    epoch = Integer(default=1)
    public_key = Bytea(default=b"")
    earlier = Bytea(default=None, null=True)
    """The private keys of earlier epochs, sealed to the public key of this one."""
    made_by = UUID(default=None, null=True)
    made_on = Date(default=None, null=True)
    rotate = Boolean(default=False)
    """Somebody who held it left: the next member who signs in makes a new epoch."""


class Sealed(Table, tablename="sealed"):
    """The compartments of one report, each under its own key, in one row."""

    report = UUID(primary_key=True, default=None)
    task = Bytea(default=None, null=True)
    place = Bytea(default=None, null=True)
    narrative = Bytea(default=None, null=True)
    summary = Bytea(default=None, null=True)
    contact = Bytea(default=None, null=True)
    mailbox = Bytea(default=None, null=True)
    exclusions = Bytea(default=None, null=True)
    week = Date(default=None, null=True)
    """The Monday of the week in which the report came: what a grant's maximum age is counted from."""
    news_key = Bytea(default=None, null=True)
    """Sealed to the notifier, as `exclusions` is to the router; none where nobody has a code."""


class Wrap(Table, tablename="wrap"):
    """The keys that one keyring (or the reporter) may have of one subject: a report's parts, a file, an event.

    A dormant one is sealed to the service of that name, and opens nothing until what it waits for is there.
    """

    id = UUID(primary_key=True, default=None)
    report = UUID(default=None)
    subject = UUID(default=None)
    keyring = Varchar(length=120, default="")
    epoch = Integer(default=1)
    keys = Bytea(default=b"")
    dormant = Boolean(default=False)
    waits_for = Varchar(length=12, default="")
    """Of a dormant one: `keyring` (nobody has made it yet), `release` (a slot), `covenant` (its grant ended)."""
    lapsed_on = Date(default=None, null=True)
    """Since when one waits for the covenant."""


class StandIns(Table, tablename="stand_ins"):
    """Which teams a report can fall to, one row per report. Its keys sleep in the wraps of the service `dormant`.

    Ids with spaces between.
    """

    report = UUID(primary_key=True, default=None)
    fallback = Varchar(length=80, default="")
    substitutes = Text(default="")
    intakes = Text(default="")
    """Who would weigh it if its class were raised."""


class File(Table, tablename="file"):
    """A picture, sealed on disk in two sizes under random names. `digest` is keyed; it recognises a repeat."""

    id = UUID(primary_key=True, default=None)
    report = UUID(default=None)
    kind = Varchar(length=10, default="report")
    n = SmallInt(default=1)
    digest = Bytea(default=b"")
    large = Varchar(length=40, default="")
    small = Varchar(length=40, default="")
