"""Field work: what is shown, done and failed, and what that means for the case."""

import asyncio
from datetime import date, timedelta
from uuid import uuid4

import pytest

from backend.casework import done, failed, list_tasks, show_task, transition
from backend.casework.tables import Case, Event, Task, TaskAction
from backend.errors import Conflict, Invalid, NotFound
from backend.installation import Installation
from backend.reports import read_follow, withdraw
from tests.support.cases import DESK, HANDLER, WALKER, case_of, member, tell
from tests.support.outbox import Stopwatch


async def test_a_task_says_what_and_where(installation: Installation) -> None:
    told = await tell(installation)
    task = (await list_tasks(installation, WALKER))[0]
    assert (task.case, task.category, task.group, task.quick) == (told.id, "stoep-bestrating", "heel", True)
    assert "Stoep of straatstenen kapot" in task.text
    assert (task.place.lat, task.place.lon, task.place.description) == (52.3740, 4.6400, "bij de bakker")
    assert task.due == date(2026, 11, 30)
    assert not task.late
    assert await show_task(installation, WALKER, task.id) == task


async def test_tasks_of_other_teams_are_not_there(installation: Installation) -> None:
    await tell(installation)
    task = (await list_tasks(installation, WALKER))[0]
    elsewhere = member("corporatie/wijkbeheer:field")
    for somebody in (elsewhere, HANDLER, DESK):
        assert await list_tasks(installation, somebody) == []
        with pytest.raises(NotFound):
            await show_task(installation, somebody, task.id)
        with pytest.raises(NotFound):
            await done(installation, somebody, task.id, action=uuid4(), at=installation.clock())


async def test_a_task_list_acknowledges_what_it_shows(installation: Installation) -> None:
    told = await tell(installation)
    await list_tasks(installation, WALKER)
    row = await told.row()
    assert row["acknowledged_on"] == date(2026, 11, 23)
    assert row["due_at"] == row["handle_by"]
    assert row["version"] == 2  # nobody who looks at the case is in the way


async def test_what_is_due_first_stands_on_top(installation: Installation, clock: Stopwatch) -> None:
    late = await tell(installation, "wegdek")
    clock.pass_by(hours=1)
    soon = await tell(installation, "zwerfafval")
    assert [task.case for task in await list_tasks(installation, WALKER)] == [soon.id, late.id]


async def test_done_resolves_and_the_reporter_reads_the_note(installation: Installation) -> None:
    told = await tell(installation)
    task = (await list_tasks(installation, WALKER))[0]
    state = await done(
        installation, WALKER, task.id, action=uuid4(), at=installation.clock(), note="De tegel ligt recht."
    )
    assert (state.id, state.state) == (task.id, "done")
    assert state.undo_until == installation.clock() + timedelta(seconds=10)
    followed = await told.followed()
    assert followed.status == "resolved"
    assert followed.timeline[-1].text == "Opgelost. De tegel ligt recht."
    assert [news["due_at"] for news in await told.news()] == [state.undo_until]
    assert (await told.row())["resolved_on"] == date(2026, 11, 23)
    assert await list_tasks(installation, WALKER) == []
    assert (await case_of(told, HANDLER)).tasks[0].note == "De tegel ligt recht."


async def test_the_same_action_again_gives_the_same_answer(installation: Installation, clock: Stopwatch) -> None:
    told = await tell(installation)
    task = (await list_tasks(installation, WALKER))[0]
    action, at = uuid4(), installation.clock()
    first = await done(installation, WALKER, task.id, action=action, at=at)
    clock.pass_by(minutes=5)
    assert await done(installation, WALKER, task.id, action=action, at=at) == first
    assert await TaskAction.count() == 1
    assert len(await told.events()) == 3
    assert len(await told.news()) == 1


async def test_eight_times_at_once_is_once(installation: Installation) -> None:
    told = await tell(installation)
    task = (await list_tasks(installation, WALKER))[0]
    action, at = uuid4(), installation.clock()
    states = await asyncio.gather(
        *(done(installation, WALKER, task.id, action=action, at=at, note="Gedaan.") for _ in range(8))
    )
    assert states == [states[0]] * 8
    assert len(await told.events()) == 3
    assert len(await told.news()) == 1


async def test_a_task_is_finished_once(installation: Installation) -> None:
    await tell(installation)
    await tell(installation)
    task, other = await list_tasks(installation, WALKER)
    action = uuid4()
    await done(installation, WALKER, task.id, action=action, at=installation.clock())
    with pytest.raises(Conflict):
        await failed(installation, WALKER, task.id, action=uuid4(), at=installation.clock(), reason="not_found")
    with pytest.raises(Conflict):  # an action belongs to one task
        await done(installation, WALKER, other.id, action=action, at=installation.clock())
    assert (await show_task(installation, WALKER, other.id)).state == "open"


async def test_failed_is_work_for_the_handler_and_no_news(installation: Installation, clock: Stopwatch) -> None:
    told = await tell(installation)
    await transition(installation, HANDLER, told.id, to="in_progress", version=2)
    news = len(await told.news())
    task = (await list_tasks(installation, WALKER))[0]
    await failed(installation, WALKER, task.id, action=uuid4(), at=clock(), reason="no_access", note="Hek op slot.")
    clock.pass_by(minutes=1)
    shown = await case_of(told, HANDLER)
    assert (shown.status, shown.late, shown.unread) == ("assigned", False, True)
    assert [(line.state, line.reason, line.note) for line in shown.tasks] == [("failed", "no_access", "Hek op slot.")]
    assert shown.due == date(2026, 11, 23)  # to be looked at today, which is not late yet
    assert (shown.timeline[-1].status, shown.timeline[-1].team_only) == ("failed", True)
    assert not any(moment.team_only for moment in shown.timeline[:-1])
    clock.pass_by(days=1)
    assert (await case_of(told, HANDLER)).late
    followed = await told.followed()
    assert "failed" not in [moment.status for moment in followed.timeline]
    assert "Hek" not in str(followed)
    assert len(await told.news()) == news


async def test_another_reason_is_told_in_the_note(installation: Installation) -> None:
    await tell(installation)
    task = (await list_tasks(installation, WALKER))[0]
    with pytest.raises(Invalid) as refused:
        await failed(installation, WALKER, task.id, action=uuid4(), at=installation.clock(), reason="other", note=" ")
    assert set(refused.value.fields) == {"note"}
    assert (await show_task(installation, WALKER, task.id)).state == "open"


async def test_a_note_lies_sealed(installation: Installation) -> None:
    await tell(installation)
    task = (await list_tasks(installation, WALKER))[0]
    await done(installation, WALKER, task.id, action=uuid4(), at=installation.clock(), note="Sleutelwoord")
    stored = [*(await TaskAction.select()), *(await Event.select()), *(await Case.select()), *(await Task.select())]
    assert "Sleutelwoord" not in str(stored)


async def test_a_phone_that_was_offline_tells_when_it_was(installation: Installation, clock: Stopwatch) -> None:
    told = await tell(installation)
    task = (await list_tasks(installation, WALKER))[0]
    then = clock()
    clock.pass_by(hours=3)
    await done(installation, WALKER, task.id, action=uuid4(), at=then)
    assert (await case_of(told, HANDLER)).timeline[-1].at == then


async def test_a_phone_that_is_ahead_does_not_tell_the_future(installation: Installation, clock: Stopwatch) -> None:
    told = await tell(installation)
    task = (await list_tasks(installation, WALKER))[0]
    await done(installation, WALKER, task.id, action=uuid4(), at=clock() + timedelta(days=400))
    assert (await case_of(told, HANDLER)).timeline[-1].at == clock()


async def test_a_case_that_was_withdrawn_says_so_and_no_more(installation: Installation) -> None:
    told = await tell(installation, text="Sleutelwoord")
    day = date(2026, 11, 25)
    await transition(installation, HANDLER, told.id, to="planned", version=2, planned_for=day, text="Sleutelwoord")
    await withdraw(installation, await told.session())
    shown = await case_of(told, HANDLER)
    assert "Sleutelwoord" not in str(shown)
    assert (shown.status, shown.may, shown.due, shown.unread) == ("withdrawn", [], None, False)
    assert [entry.text for entry in shown.timeline[2:]] == ["Dit is gepland.", "Verwijderd door de melder."]


async def test_the_task_of_a_withdrawn_report_can_be_done_and_counts(installation: Installation) -> None:
    told = await tell(installation)
    task = (await list_tasks(installation, WALKER))[0]
    cookie = await told.session()
    await read_follow(installation, cookie)
    await withdraw(installation, cookie)
    assert [each.id for each in await list_tasks(installation, WALKER)] == [task.id]
    await done(installation, WALKER, task.id, action=uuid4(), at=installation.clock())
    row = await told.row()
    assert (row["status"], row["resolved_on"]) == ("withdrawn", date(2026, 11, 23))
    assert await told.news() == []
