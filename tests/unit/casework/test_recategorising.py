"""A report turns out to be about something else: it is routed and wrapped anew, and the reporter reads why."""

from datetime import timedelta
from uuid import uuid4

import pytest

from backend.casework import close_quiet, done, failed, list_tasks, recategorise, send_message, transition
from backend.casework.tables import Task, TaskAction
from backend.covenant import DORMANT, REPORTER
from backend.deliveries import has_subscription, subscribe
from backend.errors import Conflict, Invalid, NotFound
from backend.installation import Installation
from backend.reports import Place
from backend.vault.tables import Wrap
from tests.support.cases import (
    ENFORCER,
    HANDLER,
    INTAKE,
    OTHER_INTAKE,
    VEILIGHEID,
    WALKER,
    WIJKBEHEER,
    WORDS,
    Told,
    at,
    case_of,
    tell,
)
from tests.support.outbox import Stopwatch
from tests.support.subscriber import Subscriber

HOST = "push.example"
OPEN_ONLY = ("lat", "lon", "cell", "area")


async def keyrings(told: Told) -> set[str]:
    return {row["keyring"] for row in await Wrap.select(Wrap.keyring).where(Wrap.report == told.id)}


async def test_the_reporter_reads_what_it_became_about(installation: Installation) -> None:
    told = await tell(installation)
    await recategorise(installation, HANDLER, told.id, category="wegdek", reason="Het is de weg.", version=2)
    label = installation.neighbourhood.category("wegdek").label
    assert (await told.followed()).timeline[-1].text.startswith(f"Dit hoort bij: {label}. Het is de weg. ")


async def test_a_higher_class_takes_everything_public_away_at_once(
    installation: Installation, clock: Stopwatch
) -> None:
    told = await tell(installation)
    await send_message(installation, HANDLER, told.id, "Wat bedoelt u?")
    task = (await list_tasks(installation, WALKER))[0]
    await failed(installation, WALKER, task.id, action=uuid4(), at=clock(), reason="other", note="Dreigende sfeer.")
    clock.pass_by(hours=2)
    left = await recategorise(
        installation, HANDLER, told.id, category="intimidatie", reason="Dit klinkt als een dreigement.", version=4
    )
    assert (left.team, left.class_, left.text, left.may) == (VEILIGHEID, "sealed", "", [])
    row = await told.row()
    assert (row["sensitivity"], row["team"], row["status"]) == ("sealed", VEILIGHEID, "assigned")
    assert [row[name] for name in (*OPEN_ONLY, "public_text")] == [None] * 5
    assert {event["at"] for event in await told.events()} == {at(2026, 11, 22, 23)}
    for name in ("due_at", "acknowledge_by", "handle_by"):
        assert (row[name].hour, row[name].minute) == (22, 59)  # the end of a day in Haarlem
    assert await Task.count() == await TaskAction.count() == 0
    assert await keyrings(told) == {REPORTER, DORMANT, f"{VEILIGHEID}/intake"}
    assert (VEILIGHEID, "intake") in await told.work()
    with pytest.raises(NotFound):
        await case_of(told, HANDLER)
    seen = await case_of(told, INTAKE)
    assert (seen.text, seen.label) == (WORDS, "Bedreigd of geïntimideerd")
    assert [said.text for said in seen.messages] == ["Wat bedoelt u?"]


async def test_the_reporter_reads_why_and_loses_nothing(installation: Installation) -> None:
    told = await tell(installation, language="en")
    await send_message(installation, HANDLER, told.id, "Thank you.")
    await recategorise(
        installation, HANDLER, told.id, category="geluidsoverlast", reason="It is about noise.", version=3
    )
    followed = await told.followed()
    assert followed.class_ == "restricted"
    assert "It is about noise." in followed.timeline[-1].text
    assert "Enforcement" in followed.timeline[-1].text
    assert [said.text for said in followed.messages] == ["Thank you."]
    assert [moment.precision for moment in followed.timeline] == ["day"] * 3


async def test_no_phone_is_led_to_a_sensitive_report(installation: Installation) -> None:
    told = await tell(installation)
    browser = Subscriber(f"https://{HOST}/1")
    await subscribe(installation, owner=told.id, kind="report", subscription=browser.subscription, language="nl")
    assert await has_subscription(told.id)
    await send_message(installation, HANDLER, told.id, "Wij komen.")
    await recategorise(installation, HANDLER, told.id, category="drugsoverlast", reason="Drugs.", version=3)
    assert not await has_subscription(told.id)
    assert await told.news() == []


async def test_a_lower_class_becomes_work_outside(installation: Installation, clock: Stopwatch) -> None:
    told = await tell(installation, "geluidsoverlast")
    clock.pass_by(hours=1)
    left = await recategorise(
        installation, ENFORCER, told.id, category="stoep-bestrating", reason="Het is de losse tegel.", version=2
    )
    assert left.team == WIJKBEHEER
    row = await told.row()
    assert (row["lat"], row["lon"], row["sensitivity"]) == (52.3740, 4.6400, "open")
    assert row["cell"]
    assert row["area"]
    assert row["handle_by"] == at(2026, 11, 30, 16)
    assert (await told.events())[0]["at"] == at(2026, 11, 22, 23)  # the day is not made a time again
    assert (await told.events())[-1]["at"] == clock()
    task = (await list_tasks(installation, WALKER))[0]
    assert task.case == told.id
    await done(installation, WALKER, task.id, action=uuid4(), at=clock())
    assert (await case_of(told, HANDLER)).status == "resolved"


async def test_within_a_team_the_handler_keeps_the_case(installation: Installation) -> None:
    told = await tell(installation)
    shown = await recategorise(
        installation, HANDLER, told.id, category="zwerfafval", reason="Het ligt vol papier.", version=2
    )
    assert (shown.label, shown.text, shown.version) == ("Zwerfafval", WORDS, 3)
    assert "Het ligt vol papier." in shown.reason
    assert [line.state for line in shown.tasks] == ["open"]
    assert shown.due is not None


async def test_without_a_point_it_stays_without(installation: Installation) -> None:
    told = await tell(installation, "geluidsoverlast", place=Place(description="bij de bakker"))
    await recategorise(installation, ENFORCER, told.id, category="zwerfafval", reason="Afval.", version=2)
    row = await told.row()
    assert (row["lat"], row["cell"]) == (None, None)


async def test_who_was_excluded_never_gets_it(installation: Installation) -> None:
    told = await tell(installation, "geluidsoverlast", exclude=(VEILIGHEID,))
    await recategorise(installation, ENFORCER, told.id, category="intimidatie", reason="Dreigement.", version=2)
    assert not any(keyring.startswith(VEILIGHEID) for keyring in await keyrings(told))
    assert (await case_of(told, OTHER_INTAKE)).text == WORDS


async def test_where_nobody_is_left_it_stays_where_it_is(installation: Installation) -> None:
    told = await tell(installation, "geluidsoverlast", exclude=(VEILIGHEID, "welzijn"))
    before = await told.row(), await keyrings(told)
    with pytest.raises(Invalid) as refused:
        await recategorise(installation, ENFORCER, told.id, category="intimidatie", reason="Erg.", version=2)
    assert "category" in refused.value.fields
    assert (await told.row(), await keyrings(told)) == before


async def test_it_needs_a_known_other_category_a_reason_and_today_s_version(installation: Installation) -> None:
    told = await tell(installation)
    with pytest.raises(Invalid) as refused:
        await recategorise(installation, HANDLER, told.id, category="maan", reason=" ", version=2)
    assert set(refused.value.fields) == {"category", "reason"}
    with pytest.raises(Invalid):
        await recategorise(installation, HANDLER, told.id, category="stoep-bestrating", reason="Zo.", version=2)
    with pytest.raises(Conflict):
        await recategorise(installation, HANDLER, told.id, category="wegdek", reason="Weg.", version=1)


async def test_not_once_it_is_closed(installation: Installation, clock: Stopwatch) -> None:
    told = await tell(installation)
    await transition(installation, HANDLER, told.id, to="resolved", version=2)
    clock.time += timedelta(days=15)
    assert await close_quiet(installation) == 1
    assert "recategorise" not in (await case_of(told, HANDLER)).may
    with pytest.raises(Invalid):
        await recategorise(installation, HANDLER, told.id, category="wegdek", reason="Weg.", version=4)
