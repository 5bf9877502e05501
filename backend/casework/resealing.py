"""Intake gives a sealed report to a team that handles it: in full or as a summary, exactly as it chose."""

from typing import Literal
from uuid import UUID

import msgspec
from msgspec import Struct

from backend.casework.access import Seat, keeper_of, keeps, visible_case_in
from backend.casework.checking import check_texts, problem_of
from backend.casework.choosing import can_reseal
from backend.casework.consequences import on_assignment
from backend.casework.finding import CaseRow
from backend.casework.model import CaseView
from backend.casework.moving import NOT_NOW
from backend.casework.reporter_keys import reporter_key_of
from backend.casework.rewrapping import Keys, open_keys
from backend.casework.showing import answer
from backend.casework.slots import next_slot
from backend.casework.stepping import expect, in_one_entry, take_step, tell_owner
from backend.casework.team_choices import can_handle_sealed, is_excluded
from backend.casework.terms import fresh_terms
from backend.covenant import (
    NOTIFIER,
    REPORTER,
    WAITS_FOR_RELEASE,
    EventPart,
    Readers,
    StandIns,
    SummaryPart,
    add_wraps,
    exclusions_of,
    learn_keyrings,
    may_choose,
    replace_stand_ins,
    stand_ins,
)
from backend.database import Transaction
from backend.errors import Invalid
from backend.installation import Installation
from backend.people import Member
from backend.texts import mark
from backend.vault import keyring_of, new_key, seal
from backend.vault.tables import Sealed, Wrap

NO_TEAM = mark("Kies een team.")
NOT_THIS_TEAM = mark("Dit team kan deze melding niet krijgen. Kies een ander team.")
NO_NOTE = mark("Schrijf op waarom dit team dit moet weten. Alleen de intake leest dit.")
ONLY_REPORTER = mark("Alleen de melder weet dit. Geef het niet helemaal door: schrijf een samenvatting.")
NO_SUMMARY = mark("Schrijf een samenvatting voor het team.")


class Reseal(Struct, frozen=True, kw_only=True):
    """What intake decides. `note` is why, and stays with intake; `urgent` does not wait for the next slot.

    `photos`: whether the team gets the pictures that are there now. `only_reporter`: nobody else can know this, so that
    the words themselves would name the reporter: then it goes as a summary.
    """

    team: str
    form: Literal["full", "summary"]
    note: str
    summary: str = ""
    photos: bool = True
    urgent: bool = False
    only_reporter: bool = False


async def reseal(installation: Installation, member: Member, id: UUID, *, decided: Reseal, version: int) -> CaseView:
    """Give a sealed case to the team that intake chose: from then on the team owns it, and intake keeps its wrap.

    Raises NotFound, Conflict where somebody else was first, Invalid for what is missing or a team that may not have it.
    """
    neighbourhood, now = installation.neighbourhood, installation.clock()
    team = decided.team
    known = neighbourhood.has_team(team)
    check_texts(
        team="" if known else NO_TEAM,
        note=problem_of(decided.note, NO_NOTE),
        form=ONLY_REPORTER if decided.only_reporter and decided.form == "full" else "",
        summary=problem_of(decided.summary, NO_SUMMARY if decided.form == "summary" else ""),
    )
    await learn_keyrings(installation, Readers({keyring_of(team, "case"): frozenset()}, None))

    async def entry(transaction: Transaction) -> CaseRow:
        case = await visible_case_in(transaction, member, id)
        await expect(transaction, case, version)
        if not (keeps(member, case) and can_reseal(case)):
            raise Invalid({"team": NOT_NOW})
        excluded = await exclusions_of(installation, transaction, id)
        if not can_handle_sealed(neighbourhood, team, now.date()) or is_excluded(team, excluded):
            raise Invalid({"team": NOT_THIS_TEAM})
        intake = keeper_of(case)
        keys = await open_keys(installation, transaction, member, case)
        weighed = EventPart(at=now, text=decided.note.strip(), team=intake.team)
        case = (
            await take_step(
                installation, transaction, case, "weighed", {}, weighed, reporter_key=None, between="intake"
            )
        ).case
        stand_in = stand_ins(neighbourhood, team, "", "sealed", excluded, "case")
        if decided.form == "summary":
            await write_summary(transaction, id, intake, keys, decided.summary.strip(), installation)
        await give(installation, transaction, id, intake, keys, decided, stand_in)
        release_at = None if decided.urgent else next_slot(now, neighbourhood.timezone)
        times = fresh_terms(installation, team, neighbourhood.category(case.category), "sealed", release_at)
        changes = {"team": team, "intake": intake.team, "unread_intake": False, "release_at": release_at}
        step = await take_step(
            installation,
            transaction,
            case,
            "assigned",
            changes | on_assignment(*times),
            EventPart(at=now, team=team),
            reporter_key=await reporter_key_of(transaction, id),
            between="all",
        )
        if decided.urgent:
            tell_owner(installation, transaction, step.case)
        return step.case

    return await answer(installation, member, await in_one_entry(installation, entry))


async def write_summary(
    transaction: Transaction, report: UUID, intake: Seat, keys: Keys, text: str, installation: Installation
) -> None:
    """Seal what intake wrote under a key of its own, which intake holds with the others."""
    keys[report]["summary"] = key = new_key()
    body = seal(key, msgspec.msgpack.encode(SummaryPart(text)), report, "summary")
    await transaction.run(Sealed.update({Sealed.summary: body}).where(Sealed.report == report))
    await transaction.run(Wrap.delete().where(Wrap.subject == report, Wrap.keyring == intake.keyring))
    own = Readers({intake.keyring: frozenset(keys[report])}, None)  # type: ignore[arg-type]
    add_wraps(installation, transaction, report, report, keys[report], own)


async def give(
    installation: Installation,
    transaction: Transaction,
    report: UUID,
    intake: Seat,
    keys: Keys,
    decided: Reseal,
    stand_in: StandIns,
) -> None:
    """Wrap what was chosen for the team, and let it sleep for who stands in. Whoever had it before has nothing left."""
    kept = [REPORTER, NOTIFIER, intake.keyring]
    await transaction.run(Wrap.delete().where(Wrap.report == report, Wrap.keyring.not_in(kept)))
    await replace_stand_ins(transaction, report, stand_in)
    transaction.forget()
    keyring = keyring_of(decided.team, "case")
    chosen = may_choose(installation, decided.team, decided.form, photos=decided.photos)
    waits_for = {} if decided.urgent else {keyring: WAITS_FOR_RELEASE}
    to = Readers({keyring: chosen}, None, sleeps=bool(stand_in), waits_for=waits_for)
    for subject, held in keys.items():
        given: dict[str, bytes] = {name: key for name, key in held.items() if name in chosen}
        if given:
            add_wraps(installation, transaction, report, subject, given, to)
