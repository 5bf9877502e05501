"""The list of accounts, for who keeps them."""

from typing import Any

from backend.people.model import Account, MemberRole
from backend.people.tables import Person

PEOPLE = """
SELECT p.id, p.name, EXISTS (SELECT 1 FROM member_key m WHERE m.person = p.id) AS joined, r.team, r.role
FROM person p LEFT JOIN role r ON r.person = p.id ORDER BY p.name, r.team, r.role
"""


async def list_people() -> list[Account]:
    """Everybody with an account or an invitation, by name."""
    rows: list[dict[str, Any]] = await Person.raw(PEOPLE)
    roles: dict[str, list[MemberRole]] = {}
    for row in rows:
        held = roles.setdefault(row["name"], [])
        if row["team"]:
            held.append(MemberRole(row["team"], row["role"]))
    joined = {row["name"]: bool(row["joined"]) for row in rows}
    return [Account(name, tuple(held), joined[name]) for name, held in roles.items()]
