"""A question waits for its answer, and not for ever."""

from backend.casework import close_quiet, transition
from backend.installation import Installation
from backend.reports import post_message
from tests.support.cases import HANDLER, INTAKE, WIJKBEHEER, at, case_of, tell
from tests.support.outbox import Stopwatch


async def test_an_answer_sets_the_work_going_again(installation: Installation) -> None:
    told = await tell(installation)
    await transition(installation, HANDLER, told.id, to="question", version=2, text="Welk huisnummer?")
    followed = await post_message(installation, await told.session(), "Nummer 14.")
    assert followed.status == "in_progress"
    shown = await case_of(told, HANDLER)
    assert (shown.status, shown.unread) == ("in_progress", True)
    assert [(said.from_, said.text) for said in shown.messages] == [("reporter", "Nummer 14.")]
    assert (await told.work()).count((WIJKBEHEER, "case")) == 2
    assert (await told.row())["next_step_at"] is None


async def test_without_an_answer_it_comes_back_after_ten_working_days(
    installation: Installation, clock: Stopwatch
) -> None:
    told = await tell(installation)
    await transition(installation, HANDLER, told.id, to="question", version=2, text="Welk huisnummer?")
    assert (await told.row())["next_step_at"] == at(2026, 12, 7, 16)
    clock.time = at(2026, 12, 7, 15, 59)
    assert await close_quiet(installation) == 0
    clock.time = at(2026, 12, 7, 16)
    assert await close_quiet(installation) == 1
    assert await close_quiet(installation) == 0
    shown = await case_of(told, HANDLER)
    assert (shown.status, shown.unread) == ("assigned", True)
    assert (await told.followed()).timeline[-1].text == (
        "Wij kregen geen antwoord. Uw melding ligt weer bij Wijkbeheer."
    )
    assert (await told.work()).count((WIJKBEHEER, "case")) == 2


async def test_a_sealed_question_tells_no_hour(installation: Installation, clock: Stopwatch) -> None:
    told = await tell(installation, "drugsoverlast")
    clock.pass_by(minutes=17)
    await transition(installation, INTAKE, told.id, to="question", version=2, text="Welke dag?")
    assert (await told.row())["next_step_at"] == at(2026, 12, 7, 22, 59)


async def test_a_message_without_a_question_changes_no_status(installation: Installation) -> None:
    told = await tell(installation)
    followed = await post_message(installation, await told.session(), "Er ligt nu ook glas.")
    assert followed.status == "assigned"
    shown = await case_of(told, HANDLER)
    assert (shown.unread, shown.version) == (True, 3)
    assert await told.news() == []  # reporters are not told of their own words
