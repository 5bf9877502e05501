"""Names of people, for who reads what they did."""

from uuid import UUID

from backend.people.tables import Person


async def names_of_people() -> dict[UUID, str]:
    """Everybody who has or had an account."""
    return {row["id"]: row["name"] for row in await Person.select(Person.id, Person.name)}
