"""Who is signed in, and who could be, as plain structs."""

import unicodedata
from uuid import UUID

from msgspec import Struct

#: What a person can do in a team without holding one of its keys; duties have a keyring each.
ROLES_WITHOUT_KEYRING = ("counter", "coordinator", "admin", "auditor")


class MemberRole(Struct, frozen=True):
    """What a member does in a team: a duty with a keyring (field, case, intake, moderate), or a role without one."""

    team: str
    role: str


class Member(Struct, frozen=True):
    """A signed-in member of staff. `csrf` is the token that every write of this session carries."""

    person: UUID
    name: str
    roles: tuple[MemberRole, ...]
    csrf: str

    def has(self, role: str, team: str | None = None) -> bool:
        """Whether the member has this role: in `team`, or in any."""
        return any(held.role == role and team in (None, held.team) for held in self.roles)

    def teams(self, role: str) -> tuple[str, ...]:
        """The teams in which the member has this role."""
        return tuple(held.team for held in self.roles if held.role == role)


class Account(Struct, frozen=True):
    """One line of the list of accounts. `joined` is false until the invitation was accepted."""

    name: str
    roles: tuple[MemberRole, ...]
    joined: bool


def canonical_name(typed: str) -> str:
    """A name as it is stored, whatever the spaces and the keyboard; empty where it can be nobody's."""
    name = " ".join(unicodedata.normalize("NFC", typed).split())
    return name if name.isprintable() else ""
