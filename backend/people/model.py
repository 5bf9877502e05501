"""Who is signed in, as plain structs."""

from uuid import UUID

from msgspec import Struct


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
