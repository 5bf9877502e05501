"""A fresh factor, for what a screen that was left open must not give away: contacts, exact places of sealed reports."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from backend.database import AlreadyThere, Transaction
from backend.errors import Invalid, NotFound, Problem, SignInNeeded
from backend.installation import Installation
from backend.people.challenges import new_challenge
from backend.people.credentials import Answer, request_options
from backend.people.factors import step_of
from backend.people.model import Member
from backend.people.passkey_sign_in import PasskeyRefused, check, count_use
from backend.people.sessions import take_try
from backend.people.signing_in import use_code
from backend.people.tables import Passkey, Person, StaffSession
from backend.people.tokens import session_id
from backend.texts import mark

FRESH = timedelta(minutes=5)
STEPPING_UP = "step up"
WRONG_CODE = mark("Deze code klopt niet, of is al gebruikt. Wacht op de volgende.")


class StepUpNeeded(Problem):
    """The member may see it, after a fresh factor. `next` tells a program what to do."""

    status = 403
    title = mark("Laat eerst zien dat u het bent")

    def __init__(self) -> None:
        super().__init__(mark("Geef een nieuwe code uit uw app, of gebruik uw passkey."), next="step_up")


def is_fresh(installation: Installation, member: Member) -> bool:
    """Whether this session saw a factor in the last five minutes."""
    return member.stepped_up_at is not None and installation.clock() < member.stepped_up_at + FRESH


def needs_fresh_factor(installation: Installation, member: Member) -> None:
    """Raises StepUpNeeded where the last factor is too long ago."""
    if not is_fresh(installation, member):
        raise StepUpNeeded


def needs_fresh_outside(installation: Installation, member: Member) -> None:
    """The same for who works outside only: a phone that was found must not change who can open what.

    Others are asked too little time after they came in for it to matter.
    """
    if member.on_device:
        needs_fresh_factor(installation, member)


async def step_up(installation: Installation, member: Member, token: str, code: str) -> None:
    """A code that was not used before. Raises Invalid; after five wrong ones the session ends, with SignInNeeded."""
    people = await Person.select(Person.totp, Person.last_step).where(Person.id == member.person)
    if people[0]["totp"] is None:  # who joined with a passkey has no codes
        raise Invalid({"code": WRONG_CODE})
    last_step = people[0]["last_step"]
    secret = installation.vault.open_as("accounts", bytes(people[0]["totp"])).decode()
    step = step_of(secret, code, installation.clock())

    async def entry(transaction: Transaction) -> bool | None:
        if not await take_try(transaction, token):
            return None
        if step is None or not await use_code(transaction, member.person, last_step, step):
            return False
        await note_factor(installation, transaction, member.person, token)
        return True

    right = await installation.ledger.record(entry)
    if right is None:
        raise SignInNeeded(mark("Dat was te vaak fout. Log opnieuw in."))
    if not right:
        raise Invalid({"code": WRONG_CODE})


async def note_factor(installation: Installation, transaction: Transaction, person: UUID, token: str) -> None:
    """This session saw a factor now."""
    changes: dict[Any, Any] = {StaffSession.stepped_up_at: installation.clock(), StaffSession.tries: 0}
    await transaction.run(
        StaffSession.update(changes).where(StaffSession.id == session_id(token), StaffSession.person == person)
    )


async def ask_own_passkey(installation: Installation, member: Member) -> dict[str, Any]:
    """What the browser is asked, to show that this member is still there. Raises NotFound for who has no passkey."""
    rows = await Passkey.select(Passkey.credential).where(Passkey.person == member.person)
    if not rows:
        raise NotFound
    challenge = new_challenge(installation, STEPPING_UP, member.csrf)
    return request_options(installation.settings, challenge=challenge, known=[bytes(row["credential"]) for row in rows])


async def step_up_with_passkey(installation: Installation, member: Member, token: str, answer: Answer) -> None:
    """An answer of the member's own passkey. Raises PasskeyRefused."""
    checked = await check(installation, answer, STEPPING_UP, member.csrf)
    if checked.person != member.person:
        raise PasskeyRefused

    async def entry(transaction: Transaction) -> None:
        await count_use(installation, transaction, checked)
        await note_factor(installation, transaction, member.person, token)

    try:
        await installation.ledger.record(entry)
    except AlreadyThere:
        raise PasskeyRefused from None
