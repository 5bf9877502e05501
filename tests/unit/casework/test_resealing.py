"""Intake weighs a sealed report and gives it to a team: that team sees exactly what was chosen, in its slot."""

from datetime import timedelta
from typing import Any

import pytest

from backend.casework import (
    CaseFilter,
    CaseView,
    Reseal,
    ask_contact,
    list_cases,
    open_contact,
    pass_on,
    recategorise,
    release_due,
    reseal,
    send_message,
    transfer,
    transition,
)
from backend.casework.slots import JITTER, jitter, next_slot
from backend.errors import Conflict, Invalid, NotFound
from backend.installation import Installation
from backend.people import Member
from backend.reports import Contact, add_photo, answer_consent, post_message, set_level
from backend.reports.own_steps import withdraw
from backend.reports.tables import Report
from backend.vault.tables import Sealed, Wrap
from tests.support.cases import (
    ENFORCER,
    HANDHAVING,
    INTAKE,
    OTHER_INTAKE,
    VEILIGHEID,
    VERTROUWEN,
    WORDS,
    Told,
    at,
    case_of,
    jpeg,
    member,
    reread,
    tell,
)
from tests.support.outbox import Stopwatch

AGENT = "politie/wijkagent"
POLICE = member(f"{AGENT}:case")
SUMMARY = "Er is gedeald bij de speeltuin."
NOTE = "De politie kan hier iets aan doen. Ook anderen weten dit."


async def given(told: Told, by: Member = INTAKE, version: int = 2, **values: Any) -> CaseView:
    """Intake gives it to the police, in full and at once unless `values` say otherwise."""
    decided = Reseal(**{"team": AGENT, "form": "full", "note": NOTE, "urgent": True, **values})
    return await reseal(told.installation, by, told.id, decided=decided, version=version)


async def test_in_full_the_team_reads_the_words_and_intake_keeps_them(installation: Installation) -> None:
    told = await tell(installation, "drugsoverlast", level=3, contact=Contact(email="mina@buurt.example"))
    kept = await given(told)
    assert (kept.team, kept.status, kept.version) == (AGENT, "assigned", 4)
    assert "message" in kept.may
    assert "planned" not in kept.may
    seen = await case_of(told, POLICE)
    assert (seen.text, seen.summary, seen.place.description) == (WORDS, "", "bij de bakker")
    assert not seen.contact
    assert {"planned", "resolved", "declined", "message", "seen"} <= set(seen.may)
    assert not {"question", "transfer", "recategorise", "reseal", "pass_on"} & set(seen.may)
    assert [item.id for item in (await list_cases(installation, POLICE, CaseFilter())).items] == [told.id]
    assert [item.id for item in (await list_cases(installation, INTAKE, CaseFilter())).items] == [told.id]
    assert (AGENT, "case") in await told.work()


async def test_as_a_summary_the_team_reads_nothing_else(installation: Installation) -> None:
    told = await tell(installation, "drugsoverlast", photos=1)
    (row,) = await Report.select(Report.submission).where(Report.id == told.id)
    await add_photo(installation, row["submission"], 1, jpeg())
    kept = await given(told, form="summary", summary=SUMMARY, photos=False)
    assert (kept.text, kept.summary, len(kept.photos)) == (WORDS, SUMMARY, 1)
    seen = await case_of(told, POLICE)
    assert (seen.text, seen.summary, seen.photos, seen.answers) == ("", SUMMARY, [], [])
    names = await Wrap.select(Wrap.subject).where(Wrap.report == told.id, Wrap.keyring == f"{AGENT}/case")
    assert len(names) == 2  # the report, and the event that gave it


async def test_the_note_stays_with_intake(installation: Installation) -> None:
    told = await tell(installation, "drugsoverlast")
    await given(told)
    assert NOTE in [moment.note for moment in (await case_of(told, INTAKE)).timeline]
    assert NOTE not in repr(await case_of(told, POLICE))
    followed = await told.followed()
    assert NOTE not in repr(followed)
    assert [moment.status for moment in followed.timeline] == ["received", "assigned", "assigned"]
    assert "Wijkagent" in followed.timeline[-1].text


async def test_the_team_reads_the_week_of_what_came_before_it(installation: Installation) -> None:
    told = await tell(installation, "drugsoverlast")
    await given(told)
    assert [moment.precision for moment in (await case_of(told, POLICE)).timeline] == ["week", "week", "week", "time"]
    assert {moment.precision for moment in (await case_of(told, INTAKE)).timeline} == {"time"}


async def test_texts_go_through_intake_both_ways(installation: Installation) -> None:
    told = await tell(installation, "drugsoverlast")
    await given(told)
    cookie = await told.session()
    await post_message(installation, cookie, "Het gebeurt elke avond.")
    assert "elke avond" not in repr(await case_of(told, POLICE))
    assert "elke avond" in repr(await case_of(told, INTAKE))
    await pass_on(installation, INTAKE, told.id, "Het is vooral in de avond.")
    assert "vooral in de avond" in repr(await case_of(told, POLICE))
    await send_message(installation, POLICE, told.id, "Wij rijden daar nu vaker langs.")
    version = (await case_of(told, POLICE)).version
    await transition(installation, POLICE, told.id, to="in_progress", version=version, text="Twee agenten.")
    followed = await reread(told, cookie)
    assert followed.status == "in_progress"
    assert [moment.status for moment in followed.timeline][-1] == "in_progress"
    for words in ("vooral in de avond", "vaker langs", "Twee agenten"):
        assert words not in repr(followed)
        assert words in repr(await case_of(told, INTAKE))
    await send_message(installation, INTAKE, told.id, "De politie let nu op.")
    said = (await reread(told, cookie)).messages[-1]
    assert (said.text, said.team) == ("De politie let nu op.", "Team Veiligheid")
    assert "let nu op" not in repr(await case_of(told, POLICE))


class TestContact:
    """The contact goes to the team only if the reporter says yes."""

    @pytest.fixture
    async def told(self, installation: Installation) -> Told:
        told = await tell(installation, "drugsoverlast", level=3, contact=Contact(email="mina@buurt.example"))
        await given(told)
        return told

    async def test_a_yes_gives_it_to_the_team_that_asked(self, installation: Installation, told: Told) -> None:
        cookie = await told.session()
        assert "ask_contact" in (await case_of(told, INTAKE)).may
        assert "ask_contact" not in (await case_of(told, POLICE)).may
        assert "consent" not in (await reread(told, cookie)).may
        asked = await ask_contact(installation, INTAKE, told.id)
        assert "ask_contact" not in asked.may
        followed = await reread(told, cookie)
        assert "consent" in followed.may
        assert "Wijkagent" in followed.timeline[-1].text
        assert not (await case_of(told, POLICE)).contact
        assert "consent" not in (await answer_consent(installation, cookie, True)).may
        contact = (await case_of(told, POLICE)).contact
        assert contact
        assert contact.email == "mina@buurt.example"
        await given(told, version=(await case_of(told, INTAKE)).version, team=HANDHAVING)
        assert not (await case_of(told, ENFORCER)).contact
        assert "ask_contact" in (await case_of(told, INTAKE)).may

    async def test_a_yes_counts_for_what_the_contact_becomes(self, installation: Installation, told: Told) -> None:
        cookie = await told.session()
        await ask_contact(installation, INTAKE, told.id)
        await answer_consent(installation, cookie, True)
        await set_level(installation, cookie, 3, Contact(phone="0612345678"))
        contact = (await case_of(told, POLICE)).contact
        assert contact
        assert (contact.phone, contact.email) == ("0612345678", "")
        await set_level(installation, cookie, 1)
        assert not (await case_of(told, POLICE)).contact

    async def test_a_contact_that_changes_goes_to_nobody_who_was_not_given_it(
        self, installation: Installation, told: Told
    ) -> None:
        await set_level(installation, await told.session(), 4, Contact(phone="0612345678"))
        assert not (await case_of(told, POLICE)).contact
        await ask_contact(installation, INTAKE, told.id)
        await answer_consent(installation, await told.session(), False)
        await set_level(installation, await told.session(), 4, Contact(phone="0687654321"))
        assert not (await case_of(told, POLICE)).contact

    async def test_intake_still_opens_it_after_a_reason_and_the_team_does_not(
        self, installation: Installation, told: Told
    ) -> None:
        assert (await open_contact(installation, INTAKE, told.id, "unclear")).email == "mina@buurt.example"
        with pytest.raises(NotFound):
            await open_contact(installation, POLICE, told.id, "unclear")

    async def test_a_no_gives_nothing(self, installation: Installation, told: Told) -> None:
        await ask_contact(installation, INTAKE, told.id)
        await answer_consent(installation, await told.session(), False)
        assert not (await case_of(told, POLICE)).contact
        assert "ask_contact" not in (await case_of(told, INTAKE)).may

    async def test_nobody_answers_what_was_not_asked(self, installation: Installation, told: Told) -> None:
        with pytest.raises(Conflict):
            await answer_consent(installation, await told.session(), True)
        with pytest.raises(Conflict):
            await ask_contact(installation, POLICE, told.id)


async def test_it_waits_for_its_slot_unless_it_is_urgent(installation: Installation, clock: Stopwatch) -> None:
    told = await tell(installation, "drugsoverlast")
    kept = await given(told, urgent=False)
    assert kept.release
    row = await told.row()
    assert row["release_at"] == at(2026, 11, 23, 14)
    await post_message(installation, await told.session(), "Nog iets.")
    await pass_on(installation, INTAKE, told.id, "Het is laat op de avond.")
    with pytest.raises(NotFound):
        await case_of(told, POLICE)
    assert (await list_cases(installation, POLICE, CaseFilter())).items == []
    assert (AGENT, "case") not in await told.work()
    clock.time = at(2026, 11, 23, 13, 59)
    assert await release_due(installation) == 0
    clock.time = at(2026, 11, 23, 14) + JITTER
    assert await release_due(installation) == 1
    seen = await case_of(told, POLICE)
    assert seen.text == WORDS
    assert "laat op de avond" in repr(seen)
    assert (AGENT, "case") in await told.work()
    assert await release_due(installation) == 0


async def test_whom_the_reporter_excluded_cannot_get_it(installation: Installation) -> None:
    told = await tell(installation, "drugsoverlast", exclude=("politie",))
    assert AGENT not in [choice.id for choice in (await case_of(told, INTAKE)).reseal_teams]
    with pytest.raises(Invalid) as refused:
        await given(told)
    assert set(refused.value.fields) == {"team"}


async def test_a_note_a_known_team_and_a_summary_are_required(installation: Installation) -> None:
    told = await tell(installation, "drugsoverlast")
    with pytest.raises(Invalid) as refused:
        await given(told, team="maan", note=" ", form="summary")
    assert set(refused.value.fields) == {"team", "note", "summary"}
    with pytest.raises(Invalid):
        await given(told, team="corporatie/wijkbeheer", note="")


async def test_what_only_the_reporter_knows_is_never_given_in_full(installation: Installation) -> None:
    told = await tell(installation, "drugsoverlast")
    with pytest.raises(Invalid) as refused:
        await given(told, only_reporter=True)
    assert set(refused.value.fields) == {"form"}
    assert (await given(told, only_reporter=True, form="summary", summary=SUMMARY)).summary == SUMMARY


async def test_only_intake_gives_it(installation: Installation) -> None:
    told = await tell(installation, "drugsoverlast")
    for outsider in (POLICE, OTHER_INTAKE, member(f"{VEILIGHEID}:case"), member(f"{VEILIGHEID}:coordinator")):
        with pytest.raises(NotFound):
            await given(told, by=outsider)
    await given(told)
    with pytest.raises(Invalid):
        await given(told, by=POLICE, version=4, team=HANDHAVING)
    for verb in (
        transfer(installation, POLICE, told.id, team=HANDHAVING, reason="Zo.", version=4),
        recategorise(installation, POLICE, told.id, category="zwerfafval", reason="Zo.", version=4),
        pass_on(installation, POLICE, told.id, "Zo."),
    ):
        with pytest.raises(Invalid):
            await verb


async def test_no_open_or_restricted_case_is_resealed(installation: Installation) -> None:
    told = await tell(installation, "geluidsoverlast")
    with pytest.raises(Invalid):
        await given(told, by=ENFORCER)


async def test_the_second_of_two_hears_what_changed(installation: Installation) -> None:
    told = await tell(installation, "drugsoverlast")
    await given(told)
    with pytest.raises(Conflict) as refused:
        await given(told, team=HANDHAVING)
    current: Any = refused.value.extra["current"]
    assert (current["version"], current["status"]) == (4, "assigned")
    assert current["changed"] == ["gewogen door de intake", "gegeven aan een team"]


async def test_another_team_takes_it_from_the_first(installation: Installation) -> None:
    told = await tell(installation, "drugsoverlast")
    await given(told)
    await given(told, version=4, team=HANDHAVING, form="summary", summary=SUMMARY)
    with pytest.raises(NotFound):
        await case_of(told, POLICE)
    assert not await Wrap.exists().where(Wrap.report == told.id, Wrap.keyring == f"{AGENT}/case")
    assert (await case_of(told, ENFORCER)).summary == SUMMARY


async def test_another_intake_takes_it_from_all(installation: Installation) -> None:
    told = await tell(installation, "drugsoverlast")
    await given(told)
    await transfer(installation, INTAKE, told.id, team=VERTROUWEN, reason="Zij weten meer.", version=4)
    for outsider in (POLICE, INTAKE):
        with pytest.raises(NotFound):
            await case_of(told, outsider)
    assert (await case_of(told, OTHER_INTAKE)).text == WORDS


async def test_later_photos_go_to_intake_alone(installation: Installation) -> None:
    told = await tell(installation, "drugsoverlast", photos=1)
    await given(told)
    (row,) = await Report.select(Report.submission).where(Report.id == told.id)
    await add_photo(installation, row["submission"], 1, jpeg())
    assert (await case_of(told, POLICE)).photos == []
    assert len((await case_of(told, INTAKE)).photos) == 1


@pytest.mark.parametrize("urgent", [True, False])
async def test_a_withdrawal_destroys_what_the_team_has_too(
    installation: Installation, clock: Stopwatch, urgent: bool
) -> None:
    told = await tell(installation, "drugsoverlast")
    await given(told, form="summary", summary=SUMMARY, urgent=urgent)
    await pass_on(installation, INTAKE, told.id, "Let op.")
    await withdraw(installation, await told.session())
    assert not await Wrap.exists().where(Wrap.report == told.id)
    (row,) = await Sealed.select(Sealed.summary, Sealed.narrative).where(Sealed.report == told.id)
    assert row == {"summary": None, "narrative": None}
    clock.time += timedelta(days=2)
    assert await release_due(installation) == 0


def test_the_slots_are_at_nine_and_three(clock: Stopwatch) -> None:
    zone = "Europe/Amsterdam"
    assert next_slot(at(2026, 11, 23, 7, 59), zone) == at(2026, 11, 23, 8)
    assert next_slot(at(2026, 11, 23, 8), zone) == at(2026, 11, 23, 14)
    assert next_slot(at(2026, 11, 23, 14), zone) == at(2026, 11, 24, 8)
    assert next_slot(at(2026, 3, 28, 20), zone) == at(2026, 3, 29, 7)  # summer time begins that night
    assert timedelta(0) <= jitter(b"\x00" * 8) < jitter(b"\xff" * 8) <= JITTER
