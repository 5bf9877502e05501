"""Who is to be told of work."""

from uuid import UUID

from backend.database import Transaction
from backend.people.tables import Person, Role


async def people_with_role(transaction: Transaction, team: str, role: str) -> list[UUID]:
    """The active people who have this duty or role in this team."""
    active = Person.select(Person.id).where(Person.active.eq(True))
    rows = await transaction.run(
        Role.select(Role.person).where(Role.team == team, Role.role == role, Role.person.is_in(active))
    )
    return [row["person"] for row in rows]
