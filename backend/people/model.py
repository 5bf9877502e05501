"""Who is signed in, and who could be, as plain structs."""

import unicodedata
from datetime import datetime
from uuid import UUID

from msgspec import Struct, field

from backend.vault import Keychain, keyring_of

#: What a person can do in a team without holding one of its keys; duties have a keyring each.
ROLES_WITHOUT_KEYRING = ("counter", "coordinator", "admin", "auditor")


class MemberRole(Struct, frozen=True):
    """What a member does in a team: a duty with a keyring (field, case, intake, moderate), or a role without one."""

    team: str
    role: str


class Member(Struct, frozen=True):
    """A signed-in member of staff. `csrf` is the token that every write of this session carries.

    `keychain` holds the keyrings that this member was given: a role is the right to them, not yet the key. It is empty
    while the member's own key is locked. `stepped_up_at` is when this session last saw a fresh factor.
    """

    person: UUID
    name: str
    roles: tuple[MemberRole, ...]
    csrf: str
    keychain: Keychain = field(default_factory=Keychain)
    stepped_up_at: datetime | None = None
    on_device: bool = False
    """Whether this session is of work outside only: twelve hours, bound to one device."""

    def has(self, role: str, team: str | None = None) -> bool:
        """Whether the member has this role: in `team`, or in any."""
        return any(held.role == role and team in (None, held.team) for held in self.roles)

    def teams(self, role: str) -> tuple[str, ...]:
        """The teams in which the member has this role."""
        return tuple(held.team for held in self.roles if held.role == role)

    def can_open(self, team: str, duty: str) -> bool:
        """Whether the member holds the key of this team and duty, now that a colleague gave it."""
        return self.has(duty, team) and self.keychain.has(keyring_of(team, duty))

    @property
    def locked(self) -> bool:
        """Whether the member's own key waits for a passphrase: who came in with a passkey that opens no keys."""
        return self.keychain.own is None

    @property
    def keyrings(self) -> tuple[str, ...]:
        """The keyrings that the member's duties give a right to."""
        return tuple(keyring_of(held.team, held.role) for held in self.roles if held.role not in ROLES_WITHOUT_KEYRING)


class Account(Struct, frozen=True):
    """One line of the list of accounts. `joined` is false until the invitation was accepted."""

    name: str
    roles: tuple[MemberRole, ...]
    joined: bool


def canonical_name(typed: str) -> str:
    """A name as it is stored, whatever the spaces and the keyboard; empty where it can be nobody's."""
    name = " ".join(unicodedata.normalize("NFC", typed).split())
    return name if name.isprintable() else ""
