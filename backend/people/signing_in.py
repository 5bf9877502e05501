"""Signing in: a password opens half a session, a code of the second factor makes it a whole one under another id."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from piccolo.query.functions.aggregate import Sum

from backend.database import Transaction
from backend.errors import SignInNeeded
from backend.installation import Installation
from backend.people.factors import step_of
from backend.people.locks import unlock
from backend.people.model import canonical_name
from backend.people.rotating import complete_rotations
from backend.people.sessions import TRIES, key_in, opening
from backend.people.tables import Person, StaffSession
from backend.people.tokens import session_id
from backend.texts import mark

#: Half a session, and TRIES codes in it.
HALF_LASTS = timedelta(minutes=10)
#: Who knows the password and guesses codes through ever new half sessions gets this many in an hour.
TRIES_PER_HOUR = 20
HOUR = timedelta(hours=1)


class WrongFactors(SignInNeeded):
    """Name, password or code is wrong; which one is not said."""

    title = mark("Dit klopt niet")

    def __init__(self) -> None:
        super().__init__(mark("Kijk uw naam, wachtwoord en code na. Probeer het nog eens."))


async def sign_in(installation: Installation, name: str, password: str, instead_of: str = "") -> str:
    """The token of half a session. The one that the browser had before (`instead_of`) ends.

    Raises WrongFactors, the same and after the same time for an unknown name and a wrong password.
    """
    people = await Person.select(Person.id).where(Person.name == canonical_name(name), Person.active.eq(True))
    person = people[0]["id"] if people else None
    private_key = await unlock(person, password)
    if person is None or private_key is None:
        raise WrongFactors
    return await installation.ledger.record(opening(installation, person, "password", private_key, instead_of))


async def second_factor(installation: Installation, token: str, code: str) -> str:
    """The token of a whole session, for half a session and a code that was not used before.

    Raises WrongFactors; SignInNeeded where the half session ended, by time or by wrong codes.
    """
    key, now = session_id(token), installation.clock()
    half = await half_session(installation, key)
    person, last_step = half["person"], half["last_step"]
    secret = installation.vault.open_as("accounts", bytes(half["totp"])).decode()
    step = step_of(secret, code, now)
    private_key = key_in(half["key"], person, token)

    async def entry(transaction: Transaction) -> str | None:
        # The try is taken first: many codes at once are still only five.
        taken = StaffSession.update({StaffSession.tries: StaffSession.tries + 1}).where(
            StaffSession.id == key, StaffSession.stage == "password", StaffSession.tries < TRIES
        )
        if not await transaction.run(taken.returning(StaffSession.id)):
            raise half_ended()
        if step is None or await tries_of(transaction, person, now) > TRIES_PER_HOUR:
            return None
        if not await use_code(transaction, person, last_step, step):
            return None
        await transaction.run(StaffSession.delete().where(StaffSession.id == key))
        return await opening(installation, person, "full", private_key)(transaction)

    whole = await installation.ledger.record(entry)
    if whole is None:
        raise WrongFactors
    await complete_rotations(installation, person, private_key)
    return whole


async def use_code(transaction: Transaction, person: UUID, last_step: str, step: int) -> bool:
    """Whether the code of this time step was not used before; now it is. `last_step` is as it was read."""
    if step <= int(last_step or 0):
        return False
    used = Person.update({Person.last_step: str(step)}).where(Person.id == person, Person.last_step == last_step)
    return bool(await transaction.run(used.returning(Person.id)))


async def tries_of(transaction: Transaction, person: UUID, now: datetime) -> int:
    """How many codes were tried in this hour without coming in, this one included."""
    query = StaffSession.select(Sum(StaffSession.tries)).where(
        StaffSession.person == person, StaffSession.stage == "password", StaffSession.started_at > now - HOUR
    )
    return int((await transaction.run(query))[0]["sum"])


async def half_signed_in(installation: Installation, token: str) -> str:
    """The name of who gave a password and now owes a code. Raises SignInNeeded where the half session ended."""
    name: str = (await half_session(installation, session_id(token)))["name"]
    return name


async def half_session(installation: Installation, key: bytes) -> dict[str, Any]:
    """The half session with its person's second factor. Raises SignInNeeded where it ended."""
    rows: list[dict[str, Any]] = await StaffSession.raw(
        "SELECT s.started_at, s.key, p.id AS person, p.name, p.totp, p.last_step FROM staff_session s "
        "JOIN person p ON p.id = s.person AND p.active AND p.totp IS NOT NULL WHERE s.id = {} AND s.stage = 'password'",
        key,
    )
    if not rows or rows[0]["started_at"] + HALF_LASTS <= installation.clock():
        raise half_ended()
    return rows[0]


def half_ended() -> SignInNeeded:
    """The way on is the first step."""
    return SignInNeeded(mark("Begin opnieuw met uw naam en wachtwoord."))
