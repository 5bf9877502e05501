"""A team's steps: what changes, what the reporter reads, who is told."""

from datetime import date, timedelta
from typing import Any

import pytest

from backend.casework import seen, send_message, transition
from backend.casework.tables import Task
from backend.errors import Conflict, Invalid
from backend.installation import Installation
from tests.support.cases import HANDLER, INTAKE, Told, at, case_of, tell
from tests.support.outbox import Stopwatch

NOTHING: dict[str, Any] = {}
WHEN: dict[str, dict[str, Any]] = {
    "planned": {"planned_for": date(2026, 11, 25), "text": "In de ochtend."},
    "in_progress": {},
    "question": {"text": "Welk huisnummer is het?"},
    "resolved": {"text": "De tegel ligt recht."},
    "declined": {"reason": "Dit is eigen grond.", "text": "Bel de eigenaar."},
}
READS = {
    "planned": "Gepland voor woensdag 25 november. In de ochtend.",
    "in_progress": "Wij zijn ermee bezig.",
    "question": "Wij hebben een vraag voor u. Welk huisnummer is het?",
    "resolved": "Opgelost. De tegel ligt recht.",
    "declined": "Dit doen wij niet. Dit is eigen grond.\nBel de eigenaar.",
}


async def go(told: Told, to: Any, **values: Any) -> Any:
    version = (await told.row())["version"]
    return await transition(told.installation, HANDLER, told.id, to=to, version=version, **values)


@pytest.mark.parametrize("to", WHEN)
async def test_a_step_is_read_by_the_reporter_and_news_is_sent(installation: Installation, to: str) -> None:
    told = await tell(installation)
    after = await go(told, to, **WHEN[to])
    assert (after.status, after.version, after.unread) == (to, 3, False)
    assert after.timeline[-1].text == READS[to]
    followed = await told.followed()
    assert followed.status == to
    assert followed.timeline[-1].text == READS[to]
    row, events = await told.row(), await told.events()
    assert row["acknowledged_on"] == date(2026, 11, 23)
    assert row["unread_reporter"]
    assert (events[-1]["position"], events[-1]["kind"]) == (3, to)
    for word in ("ochtend", "huisnummer", "recht", "grond"):
        assert word.encode() not in bytes(events[-1]["body"])
    assert [news["cause"] for news in await told.news()] == [events[-1]["id"]]


async def test_every_path_through_the_work(installation: Installation) -> None:
    told = await tell(installation)
    for to in ("planned", "in_progress", "planned", "question", "in_progress", "resolved", "reopened", "declined"):
        assert (await go(told, to, **WHEN.get(to, NOTHING))).status == to
    assert [event["position"] for event in await told.events()] == list(range(1, 11))


@pytest.mark.parametrize("to", ["received", "assigned", "merged", "reopened", "closed", "withdrawn"])
async def test_a_step_that_is_not_in_the_table_is_a_clear_error(installation: Installation, to: str) -> None:
    told = await tell(installation)
    before = await told.row()
    with pytest.raises(Invalid) as refused:
        await go(told, to)
    assert "to" in refused.value.fields
    assert await told.row() == before
    assert to not in (await case_of(told, HANDLER)).may


async def test_what_a_status_needs_is_asked_all_at_once(installation: Installation) -> None:
    told = await tell(installation)
    with pytest.raises(Invalid) as refused:
        await go(told, "declined", text="x" * 4001)
    assert set(refused.value.fields) == {"reason", "text"}
    yesterday = {"planned_for": date(2026, 11, 22)}
    wrong: list[tuple[str, dict[str, Any], str]] = [
        ("planned", {}, "planned_for"),
        ("planned", yesterday, "planned_for"),
        ("question", {"text": "  "}, "text"),
    ]
    for to, values, field in wrong:
        with pytest.raises(Invalid) as refused:
            await go(told, to, **values)
        assert set(refused.value.fields) == {field}


async def test_nobody_is_asked_who_cannot_read_it(installation: Installation) -> None:
    told = await tell(installation, level=0)
    shown = await case_of(told, HANDLER)
    assert "question" not in shown.may
    assert "message" not in shown.may
    with pytest.raises(Invalid):
        await go(told, "question", text="Welk huisnummer?")
    with pytest.raises(Conflict):
        await send_message(installation, HANDLER, told.id, "Dag")
    await go(told, "resolved")
    assert await told.news() == []


async def test_gezien_acknowledges_once(installation: Installation) -> None:
    told = await tell(installation)
    first = await seen(installation, HANDLER, told.id)
    assert (first.version, first.unread) == (3, False)
    assert "seen" not in first.may
    again = await seen(installation, HANDLER, told.id)
    assert again.version == 3
    row = await told.row()
    assert row["acknowledged_on"] == date(2026, 11, 23)
    assert row["due_at"] == row["handle_by"]
    assert (await told.followed()).timeline[-1].text == "Wijkbeheer heeft uw melding gezien."
    assert await told.news() == []


async def test_a_message_is_read_by_the_reporter_alone(installation: Installation) -> None:
    told = await tell(installation)
    after = await send_message(installation, HANDLER, told.id, "Wij komen morgen.")
    assert [(said.from_, said.text) for said in after.messages] == [("team", "Wij komen morgen.")]
    followed = await told.followed()
    assert [(said.from_, said.text) for said in followed.messages] == [("team", "Wij komen morgen.")]
    assert len(await told.news()) == 1
    assert (await told.row())["acknowledged_on"] is not None


async def test_a_sealed_step_keeps_its_time_to_itself(installation: Installation, clock: Stopwatch) -> None:
    told = await tell(installation, "drugsoverlast")
    clock.pass_by(days=2, hours=3)
    after = await transition(installation, INTAKE, told.id, to="in_progress", version=2)
    assert after.timeline[-1].at == clock()
    assert (await told.events())[-1]["at"] == at(2026, 11, 22, 23)
    followed = await told.followed()
    assert followed.timeline[-1].at == at(2026, 11, 22, 23)
    assert await told.news() == []  # no row leads from news to a sealed report


async def test_a_case_that_is_answered_leaves_no_work_outside(installation: Installation) -> None:
    told = await tell(installation)
    assert await Task.count().where(Task.report == told.id) == 1
    await go(told, "declined", reason="Eigen grond.")
    assert await Task.count().where(Task.report == told.id) == 0
    after = await go(told, "reopened")
    assert [task.state for task in after.tasks] == ["open"]
    assert after.due == after.handle_by is not None


async def test_due_goes_from_acknowledging_to_handling_to_nothing(installation: Installation) -> None:
    told = await tell(installation)
    row = await told.row()
    assert row["due_at"] == row["acknowledge_by"] == at(2026, 11, 24, 16)
    await go(told, "in_progress")
    row = await told.row()
    assert row["due_at"] == row["handle_by"] == at(2026, 11, 30, 16)
    await go(told, "resolved")
    row = await told.row()
    assert row["due_at"] is None
    assert row["resolved_on"] == date(2026, 11, 23)
    assert row["next_step_at"] == installation.clock() + timedelta(days=14)


async def test_late_is_said(installation: Installation, clock: Stopwatch) -> None:
    told = await tell(installation)
    assert not (await case_of(told, HANDLER)).late
    clock.pass_by(days=2)
    assert (await case_of(told, HANDLER)).late
