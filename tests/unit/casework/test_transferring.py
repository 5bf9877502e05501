"""A case goes to another team, and leaves nothing behind that can be opened."""

from uuid import uuid4

import pytest

from backend.casework import case_photo, done, list_tasks, put_action_photo, send_message, transfer, transition
from backend.casework.tables import Task
from backend.covenant import DORMANT, REPORTER
from backend.errors import Conflict, Invalid, NotFound
from backend.installation import Installation
from backend.reports import Contact
from backend.vault.tables import Wrap
from tests.support.cases import (
    DESK,
    ENFORCER,
    HANDHAVING,
    HANDLER,
    INTAKE,
    LOKET,
    OTHER_INTAKE,
    VERTROUWEN,
    WALKER,
    WIJKBEHEER,
    WORDS,
    at,
    case_of,
    jpeg,
    tell,
)
from tests.support.outbox import Stopwatch


async def test_the_new_team_reads_everything_and_the_old_team_nothing(
    installation: Installation, clock: Stopwatch
) -> None:
    told = await tell(installation)
    await send_message(installation, HANDLER, told.id, "Wij zoeken het uit.")
    clock.pass_by(days=1)
    left = await transfer(installation, HANDLER, told.id, team=LOKET, reason="Dit is werk voor het loket.", version=3)
    assert (left.team, left.status, left.version, left.text) == (LOKET, "assigned", 4, "")
    with pytest.raises(NotFound):
        await case_of(told, HANDLER)
    seen = await case_of(told, DESK)
    assert (seen.text, seen.unread) == (WORDS, True)
    assert [said.text for said in seen.messages] == ["Wij zoeken het uit."]
    assert seen.reason == "Dit is werk voor het loket."
    keyrings = {row["keyring"] for row in await Wrap.select(Wrap.keyring).where(Wrap.report == told.id)}
    assert keyrings == {REPORTER, DORMANT, f"{LOKET}/case"}
    assert await Task.count() == 0
    assert (LOKET, "case") in await told.work()


async def test_the_reporter_reads_who_has_it_and_why(installation: Installation) -> None:
    told = await tell(installation)
    await transfer(installation, HANDLER, told.id, team=LOKET, reason="Zij weten meer.", version=2)
    followed = await told.followed()
    texts = [moment.text for moment in followed.timeline]
    assert "Wijkbeheer" in texts[1]
    assert texts[2] == "Uw melding ligt bij Loket van de gemeente. Zij weten meer."
    assert followed.team.name == "Loket"
    assert len(await told.news()) == 1


async def test_the_times_start_anew(installation: Installation, clock: Stopwatch) -> None:
    told = await tell(installation)
    await transition(installation, HANDLER, told.id, to="in_progress", version=2)
    clock.pass_by(days=2)
    await transfer(installation, HANDLER, told.id, team=LOKET, reason="Zij weten meer.", version=3)
    row = await told.row()
    assert row["acknowledged_on"] is None
    assert row["due_at"] == row["acknowledge_by"] == at(2026, 11, 26, 16)
    assert row["handle_by"] == at(2026, 12, 2, 16)


async def test_a_team_with_field_work_gets_a_task(installation: Installation) -> None:
    told = await tell(installation)
    await transfer(installation, HANDLER, told.id, team=LOKET, reason="Zij weten meer.", version=2)
    assert await list_tasks(installation, WALKER) == []
    await transfer(installation, DESK, told.id, team=WIJKBEHEER, reason="Toch voor u.", version=3)
    task = (await list_tasks(installation, WALKER))[0]
    action = uuid4()
    await done(installation, WALKER, task.id, action=action, at=installation.clock())
    await put_action_photo(installation, WALKER, action, jpeg())


async def test_pictures_go_with_it(installation: Installation) -> None:
    told = await tell(installation)
    task = (await list_tasks(installation, WALKER))[0]
    action = uuid4()
    await done(installation, WALKER, task.id, action=action, at=installation.clock())
    await put_action_photo(installation, WALKER, action, jpeg())
    await transition(installation, HANDLER, told.id, to="reopened", version=3)
    photo = (await case_of(told, HANDLER)).photos[0]
    before = await case_photo(installation, HANDLER, told.id, photo.id, "large")
    await transfer(installation, HANDLER, told.id, team=LOKET, reason="Zij weten meer.", version=4)
    assert await case_photo(installation, DESK, told.id, photo.id, "large") == before
    with pytest.raises(NotFound):
        await case_photo(installation, HANDLER, told.id, photo.id, "large")


@pytest.mark.parametrize("excluded", ["welzijn", VERTROUWEN])
async def test_who_was_excluded_never_gets_it(installation: Installation, excluded: str) -> None:
    told = await tell(installation, "drugsoverlast", exclude=(excluded,))
    case = await case_of(told, INTAKE)
    with pytest.raises(Invalid) as refused:
        await transfer(installation, INTAKE, told.id, team=VERTROUWEN, reason="Graag.", version=2)
    assert "team" in refused.value.fields
    assert VERTROUWEN not in [team.id for team in case.teams]
    assert case.excluded == [{"welzijn": "Welzijn", VERTROUWEN: "Vertrouwensteam (Welzijn)"}[excluded]]
    with pytest.raises(NotFound):
        await case_of(told, OTHER_INTAKE)


async def test_a_sealed_case_goes_to_an_intake_only(installation: Installation) -> None:
    told = await tell(installation, "drugsoverlast")
    with pytest.raises(Invalid):
        await transfer(installation, INTAKE, told.id, team=HANDHAVING, reason="Voor u.", version=2)
    await transfer(installation, INTAKE, told.id, team=VERTROUWEN, reason="Zij kennen de straat.", version=2)
    assert (await case_of(told, OTHER_INTAKE)).text == WORDS
    with pytest.raises(NotFound):
        await case_of(told, ENFORCER)


async def test_a_name_that_was_given_to_the_team_goes_with_it(installation: Installation) -> None:
    named = await tell(installation, level=4, contact=Contact(email="an@example.nl", name="An"))
    hidden = await tell(installation, level=3, contact=Contact(email="bo@example.nl", name="Bo"))
    assert (await case_of(named, HANDLER)).contact.name == "An"
    for told in (named, hidden):
        await transfer(installation, HANDLER, told.id, team=LOKET, reason="Zij weten meer.", version=2)
    assert (await case_of(named, DESK)).contact.email == "an@example.nl"  # type: ignore[union-attr]
    assert "Bo" not in str(await case_of(hidden, DESK))


async def test_it_needs_a_known_team_a_reason_and_today_s_version(installation: Installation) -> None:
    told = await tell(installation)
    with pytest.raises(Invalid) as refused:
        await transfer(installation, HANDLER, told.id, team="maan/mannetje", reason="", version=2)
    assert set(refused.value.fields) == {"team", "reason"}
    with pytest.raises(Invalid):
        await transfer(installation, HANDLER, told.id, team=WIJKBEHEER, reason="Aan onszelf.", version=2)
    with pytest.raises(Conflict):
        await transfer(installation, HANDLER, told.id, team=LOKET, reason="Zo.", version=1)
