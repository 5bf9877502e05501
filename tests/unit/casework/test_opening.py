"""A report becomes a case: who gets it, what stands in the clear."""

from backend.casework import list_tasks
from backend.casework.tables import Task
from backend.installation import Installation
from tests.support.cases import HANDLER, INTAKE, VEILIGHEID, WALKER, WIJKBEHEER, WORDS, at, case_of, tell


async def test_an_open_report_comes_to_its_team_with_a_task(installation: Installation) -> None:
    told = await tell(installation, answers={"gevaarlijk": "ja"}, level=1)
    seen = await case_of(told, HANDLER)
    assert (seen.status, seen.version, seen.unread) == ("assigned", 2, True)
    assert seen.text == WORDS
    assert (seen.place.lat, seen.place.lon, seen.place.description) == (52.3740, 4.6400, "bij de bakker")
    assert seen.answers[0].answer == "Ja"
    assert [entry.status for entry in seen.timeline] == ["received", "assigned"]
    assert seen.timeline[0].at == installation.clock()
    assert "Wijkbeheer" in seen.reason
    assert [task.state for task in seen.tasks] == ["open"]
    assert await told.work() == [(WIJKBEHEER, "case"), (WIJKBEHEER, "field")]
    assert len(await list_tasks(installation, WALKER)) == 1


async def test_a_sealed_report_shows_in_the_clear_only_its_week_and_due_days(installation: Installation) -> None:
    told = await tell(installation, "drugsoverlast")
    row = await told.row()
    assert [event["at"] for event in await told.events()] == [at(2026, 11, 22, 23)] * 2
    assert row["acknowledge_by"] == at(2026, 11, 23, 22, 59)
    assert [row[name] for name in ("lat", "lon", "cell", "area", "public_text")] == [None] * 5
    assert await Task.count() == 0
    assert await told.work() == [(VEILIGHEID, "intake")]
    seen = await case_of(told, INTAKE)
    assert seen.text == WORDS
    assert seen.timeline[0].at == installation.clock()
