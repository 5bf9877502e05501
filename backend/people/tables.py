"""Staff: who they are, what they may, which sessions and keys they have. Residents have no account."""

from piccolo.columns import UUID, BigInt, Boolean, Bytea, Date, Integer, SmallInt, Timestamptz, Varchar
from piccolo.table import Table


class Person(Table, tablename="person"):
    """Somebody who works with us. `totp` is the secret of the second factor, sealed by the vault.

    There is no hash of a password: the right one opens the lock on the person's key.
    """

    id = UUID(primary_key=True, default=None)
    name = Varchar(length=80, default="")
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
    key = Bytea(default=None, null=True)
    """The person's private key, sealed under the cookie; none until a passphrase opened it."""
    stepped_up_at = Timestamptz(default=None, null=True)
    """When a fresh factor was last given in this session."""
    device = Bytea(default=None, null=True)
    """Of work outside only: the hash of the device key that the browser must show. See devices.py."""
    device_next = Bytea(default=None, null=True)
    """The next one, until the device shows that it got it."""
    device_before = Bytea(default=None, null=True)
    device_at = Timestamptz(default=None, null=True)
    """When the last change of these was."""


class Invitation(Table, tablename="invitation"):
    """A right to make an account, once. The id is a hash of what the link carries."""

    id = Bytea(primary_key=True, default=None)
    person = UUID(default=None)
    expires_at = Timestamptz(default=None)


class MemberKey(Table, tablename="member_key"):
    """The key pair of a person. Keyrings are given to its public half; its private half lies behind locks."""

    person = UUID(primary_key=True, default=None)
    public_key = Bytea(default=b"")


class MemberLock(Table, tablename="member_lock"):
    """One way to a person's private key.

    `password` and `passphrase` are stretched with Argon2id over `salt`; `prf` is what only that passkey makes.
    """

    id = UUID(primary_key=True, default=None)
    person = UUID(default=None)
    kind = Varchar(length=12, default="password")
    salt = Bytea(default=b"")
    sealed = Bytea(default=b"")
    passkey = UUID(default=None, null=True)
    """Which passkey opens a lock of kind `prf`."""


class Passkey(Table, tablename="passkey"):
    """A passkey of a person. `sign_count` rises with each use of one that counts: a copy of it falls behind."""

    id = UUID(primary_key=True, default=None)
    person = UUID(default=None)
    credential = Bytea(default=b"")
    public_key = Bytea(default=b"")
    sign_count = BigInt(default=0)
    added_on = Date(default=None)


class UsedChallenge(Table, tablename="used_challenge"):
    """A question to a passkey that was answered: it counts once. The id is its hash."""

    id = Bytea(primary_key=True, default=None)
    used_at = Timestamptz(default=None)


class HeldKey(Table, tablename="held_key"):
    """A keyring's private key, sealed to one person who may use it."""

    id = UUID(primary_key=True, default=None)
    person = UUID(default=None)
    keyring = Varchar(length=120, default="")
    epoch = Integer(default=1)
    sealed = Bytea(default=b"")


class Recovery(Table, tablename="recovery"):
    """The public half of a team's recovery key. The private half is on paper, printed by the team's first member."""

    team = Varchar(length=80, primary_key=True, default=None)
    public_key = Bytea(default=b"")
    renewed_on = Date(default=None, null=True)
    renewed_by = UUID(default=None, null=True)
    """Who printed today's one in the place of an earlier one, and when."""


class RecoveryWrap(Table, tablename="recovery_wrap"):
    """A keyring's private key, sealed to the recovery key of its team."""

    keyring = Varchar(length=120, primary_key=True, default=None)
    epoch = Integer(default=1)
    sealed = Bytea(default=b"")
