"""Two people who change the same case at once: the second is told what changed, nothing is overwritten."""

import asyncio

import pytest

from backend.casework import CaseView, send_message, transition
from backend.errors import Conflict
from backend.installation import Installation
from tests.support.cases import HANDLER, WIJKBEHEER, case_of, member, tell


async def test_the_second_is_told_what_changed(installation: Installation) -> None:
    told = await tell(installation)
    await transition(installation, HANDLER, told.id, to="in_progress", version=2)
    await send_message(installation, HANDLER, told.id, "Wij zoeken het uit.")
    before = await told.row()
    with pytest.raises(Conflict) as refused:
        await transition(installation, HANDLER, told.id, to="resolved", version=2)
    assert refused.value.extra["current"] == {
        "version": 4,
        "status": "in_progress",
        "changed": ["in behandeling", "bericht aan de melder"],
    }
    assert await told.row() == before


async def test_of_two_at_the_same_moment_one_wins(installation: Installation) -> None:
    told = await tell(installation)
    colleague = member(f"{WIJKBEHEER}:case")
    outcomes = await asyncio.gather(
        transition(installation, HANDLER, told.id, to="resolved", version=2, text="Gedaan."),
        transition(installation, colleague, told.id, to="declined", version=2, reason="Eigen grond."),
        return_exceptions=True,
    )
    won = [outcome for outcome in outcomes if isinstance(outcome, CaseView)]
    lost = [outcome for outcome in outcomes if isinstance(outcome, Conflict)]
    assert (len(won), len(lost)) == (1, 1)
    shown = await case_of(told, HANDLER)
    assert (shown.status, shown.version) == (won[0].status, 3)
    assert len(shown.timeline) == 3
    assert lost[0].extra["current"]["status"] == won[0].status


async def test_messages_without_a_version_all_arrive(installation: Installation) -> None:
    told = await tell(installation)
    texts = [f"Bericht {number}" for number in range(8)]
    await asyncio.gather(*(send_message(installation, HANDLER, told.id, text) for text in texts))
    shown = await case_of(told, HANDLER)
    assert sorted(said.text for said in shown.messages) == texts
    assert shown.version == 10
