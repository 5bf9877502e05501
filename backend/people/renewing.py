"""Another recovery key for a team whose paper is lost, or was seen: a member prints it, the old one is worthless.

Every keyring of the team gets a new epoch, which only the new paper opens. What this member holds has it at once; of
the others the next holder who signs in makes it, and until then no paper opens them.
"""

from datetime import date
from typing import Any
from uuid import UUID

from msgspec import Struct
from nacl.public import PrivateKey

from backend.covenant import add_look
from backend.database import Transaction
from backend.errors import Invalid
from backend.installation import Installation
from backend.people.keyrings import as_text
from backend.people.model import Member
from backend.people.rotating import ask_for_rotation, complete_rotations
from backend.people.stepping_up import needs_fresh_factor
from backend.people.tables import HeldKey, Person, Recovery, RecoveryWrap
from backend.texts import mark
from backend.vault.tables import Keyring

#: What the access log says of it.
PURPOSE = "recovery key"
NO_KEY = mark("U hebt nog geen sleutel van dit team. Vraag een collega om u toe te laten.")


class Renewed(Struct, frozen=True):
    """A team whose recovery key was printed anew: when, and by whom."""

    team: str
    on: date
    by: str


async def renew_recovery(installation: Installation, member: Member, team: str) -> str:
    """The new recovery key of a team, to print now: it is shown once and kept nowhere.

    The access log has it, and all members of the team read that it happened. Raises Invalid for who holds no key of
    the team, StepUpNeeded where the last factor is too long ago.
    """
    held = keys_in(member, team)
    if not held:
        raise Invalid({"team": NO_KEY})
    needs_fresh_factor(installation, member)
    pair, today = PrivateKey.generate(), installation.clock().date()
    values: dict[Any, Any] = {
        Recovery.public_key: bytes(pair.public_key),
        Recovery.renewed_on: today,
        Recovery.renewed_by: member.person,
    }

    async def entry(transaction: Transaction) -> None:
        if not await transaction.run(Recovery.update(values).where(Recovery.team == team).returning(Recovery.team)):
            raise Invalid({"team": NO_KEY})
        living = await living_keyrings(transaction, team)
        await transaction.run(RecoveryWrap.delete().where(RecoveryWrap.keyring.is_in(living)))
        await ask_for_rotation(transaction, living)
        add_look(installation, transaction, member.person, held[0], [], [], PURPOSE)
        transaction.forget()

    await installation.ledger.record(entry)
    await complete_rotations(installation, member.person, member.keychain.opened_own())
    return as_text(pair)


def keys_in(member: Member, team: str) -> list[str]:
    """The keyrings of a team that the member holds."""
    return [keyring for keyring in member.keyrings if team_of(keyring) == team and member.keychain.has(keyring)]


def team_of(keyring: str) -> str:
    """The team of a keyring."""
    return keyring.rpartition("/")[0]


async def living_keyrings(transaction: Transaction, team: str) -> list[str]:
    """The keyrings of a team that somebody holds. One that nobody holds keeps its old paper: nothing else opens it."""
    keyrings = await transaction.run(Keyring.select(Keyring.id))
    own = [row["id"] for row in keyrings if team_of(row["id"]) == team]
    rows = await transaction.run(HeldKey.select(HeldKey.keyring).where(HeldKey.keyring.is_in(own)))
    return sorted({row["keyring"] for row in rows})


async def renewed_recovery(member: Member) -> list[Renewed]:
    """The member's teams whose recovery key was printed anew, the newest first."""
    teams = {team_of(keyring) for keyring in member.keyrings}
    if not teams:
        return []
    rows = await Recovery.select().where(Recovery.team.is_in(sorted(teams)), Recovery.renewed_on.is_not_null())
    by = await names_of({row["renewed_by"] for row in rows}) if rows else {}
    found = [Renewed(row["team"], row["renewed_on"], by.get(row["renewed_by"], "")) for row in rows]
    return sorted(found, key=lambda each: each.on, reverse=True)


async def names_of(people: set[UUID]) -> dict[UUID, str]:
    """Who they are."""
    rows = await Person.select(Person.id, Person.name).where(Person.id.is_in(list(people)))
    return {row["id"]: row["name"] for row in rows}
