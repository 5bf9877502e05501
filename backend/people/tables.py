"""Staff: who they are, what they may, which sessions they have. Residents have no account."""

from piccolo.columns import UUID, Boolean, Bytea, SmallInt, Timestamptz, Varchar
from piccolo.table import Table


class Person(Table, tablename="person"):
    """Somebody who works with us. `password` is an Argon2id hash; `totp` the secret, sealed by the vault."""

    id = UUID(primary_key=True, default=None)
    name = Varchar(length=80, default="")
    password = Varchar(length=200, default=None, null=True)
    totp = Bytea(default=None, null=True)
    last_step = Varchar(length=20, default="")
    """The last time step whose code was used: a code works once."""
    active = Boolean(default=True)


class Role(Table, tablename="role"):
    """What a person does in a team: a duty with a keyring (field, case, intake, moderate) or a role without."""

    id = UUID(primary_key=True, default=None)
    person = UUID(default=None)
    team = Varchar(length=80, default="")
    role = Varchar(length=12, default="")


class StaffSession(Table, tablename="staff_session"):
    """A signed-in browser. The id is a hash of the cookie; `stage` is `password` until the second factor was given."""

    id = Bytea(primary_key=True, default=None)
    person = UUID(default=None)
    stage = Varchar(length=8, default="password")
    started_at = Timestamptz(default=None)
    used_at = Timestamptz(default=None)
    tries = SmallInt(default=0)
    """How many codes were tried in stage `password`."""


class Invitation(Table, tablename="invitation"):
    """A right to make an account, once. The id is a hash of what the link carries."""

    id = Bytea(primary_key=True, default=None)
    person = UUID(default=None)
    expires_at = Timestamptz(default=None)
