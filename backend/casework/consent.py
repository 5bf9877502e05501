"""The contact of a sealed report goes to the team that handles it only if the reporter, who is asked, says yes."""

from uuid import UUID

from msgspec.structs import replace

from backend.casework.access import keeps, owner_of, visible_case_in
from backend.casework.asking import can_ask, consent_of
from backend.casework.consequences import ON_INTAKE_ACT
from backend.casework.finding import CaseRow, case_in, events_in
from backend.casework.model import CaseView
from backend.casework.moving import NOT_NOW
from backend.casework.reporter_keys import reporter_key_of
from backend.casework.showing import answer
from backend.casework.stepping import in_one_entry, take_step, tell_keeper
from backend.covenant import WAITS_FOR_RELEASE, EventPart, Readers, add_wraps, contact_subject, granted
from backend.database import Transaction
from backend.errors import Conflict
from backend.installation import Installation
from backend.people import Member
from backend.texts import mark

NOT_ASKED = mark("Deze vraag is er niet meer.")


async def ask_contact(installation: Installation, member: Member, id: UUID) -> CaseView:
    """Ask the reporter whether the team may have the contact. Raises NotFound, Conflict where it cannot be asked."""

    async def entry(transaction: Transaction) -> CaseRow:
        case = await visible_case_in(transaction, member, id)
        reporter_key = await reporter_key_of(transaction, id)
        events = await events_in(transaction, id)
        possible = can_ask(case, events, has_contact=True, reporter_reads=reporter_key is not None)
        if not (keeps(member, case) and possible):
            raise Conflict(NOT_NOW)
        step = await take_step(
            installation,
            transaction,
            case,
            "contact_asked",
            ON_INTAKE_ACT | {"unread_reporter": True},
            EventPart(at=installation.clock(), team=case.team),
            reporter_key=reporter_key,
            between="reporter",
        )
        return step.case

    return await answer(installation, member, await in_one_entry(installation, entry))


async def answer_contact(
    installation: Installation, report: UUID, reporter_key: bytes, contact: bytes | None, *, yes: bool
) -> None:
    """What the reporter says to that. `contact` is the key of their contact. Raises Conflict where nothing is asked."""

    async def entry(transaction: Transaction) -> None:
        case = await case_in(transaction, report)
        if case.intake is None or consent_of(await events_in(transaction, report)) != "asked":
            raise Conflict(NOT_ASKED)
        step = await take_step(
            installation,
            transaction,
            case,
            "contact_yes" if yes else "contact_no",
            {"unread_intake": True},
            EventPart(at=installation.clock(), team=case.team),
            reporter_key=reporter_key,
            between="reporter",
        )
        if yes and contact is not None:
            give_contact(installation, transaction, step.case, contact)
        tell_keeper(installation, transaction, step.case)

    await in_one_entry(installation, entry)


def give_contact(installation: Installation, transaction: Transaction, case: CaseRow, contact: bytes) -> None:
    """A wrap of the contact for the team that handles the case."""
    to = team_too(installation, case, Readers({}, None))
    add_wraps(installation, transaction, case.id, contact_subject(case.id), {"contact": contact}, to)


def team_too(installation: Installation, case: CaseRow, to: Readers) -> Readers:
    """These readers of a contact, and the team that handles the case, as far as the covenant lets it."""
    owner, today = owner_of(case), installation.clock().date()
    partner = owner.team.partition("/")[0]
    if "contact" not in granted(installation.neighbourhood.grants, partner, owner.duty, case.sensitivity, today):
        return to
    waits_for = {owner.keyring: WAITS_FOR_RELEASE} if case.release_at is not None else {}
    keyrings = to.keyrings | {owner.keyring: frozenset({"contact"})}
    return replace(to, keyrings=keyrings, waits_for={**to.waits_for, **waits_for})


async def with_consent(installation: Installation, transaction: Transaction, case: CaseRow, to: Readers) -> Readers:
    """The readers of a contact that the reporter changes: a team that got a yes keeps it, and no other has it."""
    if case.intake is None or consent_of(await events_in(transaction, case.id)) != "yes":
        return to
    return team_too(installation, case, to)
