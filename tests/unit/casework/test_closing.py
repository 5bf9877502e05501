"""An answered case is closed after fourteen quiet days; until then its reporter can have it looked at again."""

from datetime import date, timedelta

import pytest

from backend.casework import close_quiet, list_tasks, send_message, transition
from backend.errors import Conflict
from backend.installation import Installation
from backend.reports import give_feedback, post_message
from tests.support.cases import HANDLER, WALKER, Told, case_of, tell
from tests.support.outbox import Stopwatch


async def answered(installation: Installation, to: str = "resolved") -> Told:
    told = await tell(installation)
    reason = "Eigen grond." if to == "declined" else ""
    await transition(installation, HANDLER, told.id, to=to, version=2, reason=reason)  # type: ignore[arg-type]
    return told


@pytest.mark.parametrize("to", ["resolved", "declined"])
async def test_closed_after_fourteen_days(installation: Installation, clock: Stopwatch, to: str) -> None:
    told = await answered(installation, to)
    clock.pass_by(days=13, hours=23)
    assert await close_quiet(installation) == 0
    clock.pass_by(hours=1)
    assert await close_quiet(installation) == 1
    row = await told.row()
    assert (row["status"], row["closed_on"], row["next_step_at"]) == ("closed", date(2026, 12, 7), None)
    assert row["resolved_on"] == (date(2026, 11, 23) if to == "resolved" else None)
    assert (await told.followed()).timeline[-1].text == "Afgerond."
    assert "feedback" not in (await told.followed()).may


async def test_talking_keeps_it_open(installation: Installation, clock: Stopwatch) -> None:
    told = await answered(installation)
    clock.pass_by(days=10)
    await post_message(installation, await told.session(), "Het is nog niet recht.")
    clock.pass_by(days=10)
    assert await close_quiet(installation) == 0
    await send_message(installation, HANDLER, told.id, "Wij kijken nog eens.")
    clock.pass_by(days=14)
    assert await close_quiet(installation) == 1


async def test_not_good_yet(installation: Installation, clock: Stopwatch) -> None:
    told = await answered(installation)
    clock.pass_by(days=13)
    followed = await give_feedback(installation, await told.session(), good=False, text="De tegel ligt weer los.")
    assert followed.status == "reopened"
    shown = await case_of(told, HANDLER)
    assert shown.unread
    assert shown.timeline[-1].note == "De tegel ligt weer los."
    row = await told.row()
    assert row["resolved_on"] is None
    assert row["due_at"] == row["acknowledge_by"] > clock()
    assert [task.case for task in await list_tasks(installation, WALKER)] == [told.id]
    clock.pass_by(days=30)
    assert await close_quiet(installation) == 0


async def test_too_late_to_look_again(installation: Installation, clock: Stopwatch) -> None:
    told = await answered(installation)
    clock.pass_by(days=14, seconds=1)
    with pytest.raises(Conflict):
        await give_feedback(installation, await told.session(), good=False)
    await close_quiet(installation)
    after = await transition(installation, HANDLER, told.id, to="reopened", version=4)  # staff still can
    assert after.status == "reopened"


async def test_thanks_reach_the_team(installation: Installation) -> None:
    told = await answered(installation)
    followed = await give_feedback(installation, await told.session(), good=True, text="Mooi!")
    assert followed.status == "resolved"
    shown = await case_of(told, HANDLER)
    assert shown.timeline[-1].text == "U vindt het goed zo. Dank u wel. Mooi!"
    assert shown.unread
    assert (await told.row())["next_step_at"] == installation.clock() + timedelta(days=14)


async def test_many_at_once(installation: Installation, clock: Stopwatch) -> None:
    for _ in range(3):
        await answered(installation)
    clock.pass_by(days=15)
    assert await close_quiet(installation) == 3
