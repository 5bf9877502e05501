"""Ten seconds to take an action back."""

from collections.abc import Awaitable, Callable
from uuid import UUID, uuid4

import pytest

from backend.casework import (
    ActionState,
    close_quiet,
    done,
    failed,
    list_tasks,
    put_action_photo,
    send_message,
    show_task,
    transition,
    undo,
)
from backend.errors import Conflict, NotFound
from backend.installation import Installation
from backend.vault.tables import File, Wrap
from tests.support.cases import DESK, HANDLER, WALKER, case_of, jpeg, tell
from tests.support.outbox import Stopwatch

Act = Callable[[Installation, UUID, UUID], Awaitable[ActionState]]


async def say_done(installation: Installation, task: UUID, action: UUID) -> ActionState:
    return await done(installation, WALKER, task, action=action, at=installation.clock(), note="Gedaan.")


async def say_failed(installation: Installation, task: UUID, action: UUID) -> ActionState:
    return await failed(installation, WALKER, task, action=action, at=installation.clock(), reason="unsafe")


@pytest.mark.parametrize("act", [say_done, say_failed])
async def test_in_time_everything_is_as_it_was(installation: Installation, clock: Stopwatch, act: Act) -> None:
    told = await tell(installation)
    await transition(installation, HANDLER, told.id, to="in_progress", version=2)
    task = (await list_tasks(installation, WALKER))[0]
    before, events, news = await told.row(), await told.events(), await told.news()
    wraps = await Wrap.count()
    action = uuid4()
    await act(installation, task.id, action)
    clock.pass_by(seconds=10)
    state = await undo(installation, WALKER, task.id, action)
    assert state.state == "open"
    after = await told.row()
    assert after["version"] == 5
    for name in ("status", "due_at", "resolved_on", "next_step_at", "acknowledged_on", "team"):
        assert after[name] == before[name], name
    assert await told.events() == events
    assert await told.news() == news
    assert await Wrap.count() == wraps
    assert (await show_task(installation, WALKER, task.id)).state == "open"
    assert await undo(installation, WALKER, task.id, action) == state


async def test_too_late_is_too_late(installation: Installation, clock: Stopwatch) -> None:
    told = await tell(installation)
    task = (await list_tasks(installation, WALKER))[0]
    action = uuid4()
    await say_done(installation, task.id, action)
    clock.pass_by(seconds=10.001)
    with pytest.raises(Conflict) as refused:
        await undo(installation, WALKER, task.id, action)
    assert "Te laat" in refused.value.detail
    assert (await told.row())["status"] == "resolved"
    assert len(await told.news()) == 1


async def test_not_over_somebody_elses_step(installation: Installation) -> None:
    told = await tell(installation)
    task = (await list_tasks(installation, WALKER))[0]
    action = uuid4()
    await say_done(installation, task.id, action)
    await send_message(installation, HANDLER, told.id, "Mooi, dank u wel voor uw melding.")
    with pytest.raises(Conflict):
        await undo(installation, WALKER, task.id, action)
    assert (await case_of(told, HANDLER)).status == "resolved"


async def test_only_by_who_sees_the_task(installation: Installation) -> None:
    await tell(installation)
    task = (await list_tasks(installation, WALKER))[0]
    action = uuid4()
    await say_done(installation, task.id, action)
    with pytest.raises(NotFound):
        await undo(installation, DESK, task.id, action)
    with pytest.raises(NotFound):
        await undo(installation, WALKER, task.id, uuid4())


async def test_after_undo_it_can_be_done_again(installation: Installation, clock: Stopwatch) -> None:
    told = await tell(installation)
    task = (await list_tasks(installation, WALKER))[0]
    action = uuid4()
    await say_done(installation, task.id, action)
    await undo(installation, WALKER, task.id, action)
    repeated = await say_done(installation, task.id, action)
    assert repeated.state == "open"  # an action that was taken back stays taken back
    await say_done(installation, task.id, uuid4())
    assert (await told.row())["status"] == "resolved"
    clock.pass_by(days=14)
    assert await close_quiet(installation) == 1


async def test_the_picture_goes_with_the_action(installation: Installation) -> None:
    told = await tell(installation)
    task = (await list_tasks(installation, WALKER))[0]
    action = uuid4()
    await say_done(installation, task.id, action)
    await put_action_photo(installation, WALKER, action, jpeg())
    assert len((await told.followed()).result) == 1
    await undo(installation, WALKER, task.id, action)
    assert (await told.followed()).result == []
    assert await File.count() == 0
    assert [path for path in (installation.settings.data_dir / "files").rglob("*") if path.is_file()] == []
    with pytest.raises(Conflict):
        await put_action_photo(installation, WALKER, action, jpeg())
