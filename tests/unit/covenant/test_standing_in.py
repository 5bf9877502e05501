"""What sleeps for the teams that a report can fall to: sealed once to a service, and never for whom was excluded."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from backend.casework import recategorise, send_message, transfer
from backend.covenant import DORMANT, REPORTER, NotWaiting, Subject, disclose, exclusions_of, stand_ins_of, wake_for
from backend.covenant.standing_in import Cause, StandIns
from backend.covenant.tables import AccessLog
from backend.database import Transaction
from backend.installation import Installation
from backend.neighbourhood import Sensitivity
from backend.reports import Contact
from backend.reports.own_steps import withdraw
from backend.vault.tables import Wrap
from tests.support.cases import HANDLER, INTAKE, VEILIGHEID, VERTROUWEN, WIJKBEHEER, Told, case_of, member, tell
from tests.support.looking import ALL, keys_of, seen, viewer
from tests.support.outbox import Stopwatch, opened, settings

LOKET, LEEFBAARHEID, WOONFRAUDE = "gemeente/loket", "corporatie/leefbaarheid", "corporatie/woonfraude"


@pytest.fixture
async def installation(database_url: str, tmp_path: Path) -> AsyncIterator[Installation]:
    async with opened(settings(database_url, tmp_path), Stopwatch(), keyrings=True) as installation:
        yield installation


async def standing_in(told: Told) -> StandIns:
    """Who stands in for the owner of a report."""
    return await told.installation.ledger.record(lambda transaction: stand_ins_of(transaction, told.id))


async def wake(told: Told, sensitivity: Sensitivity, team: str, cause: Cause) -> None:
    """The report falls to a team."""

    async def entry(transaction: Transaction) -> None:
        await wake_for(transaction, told.installation, Subject(told.id, sensitivity), team, cause)

    await told.installation.ledger.record(entry)


async def looks(told: Told, sensitivity: Sensitivity, keyring: str) -> set[str]:
    """What a keyring is shown of the report."""
    shown = await disclose(told.installation, viewer(keyring), [Subject(told.id, sensitivity)], ALL, "case")
    return seen(shown[told.id])


async def test_they_are_those_of_the_configuration(installation: Installation) -> None:
    assert await standing_in(await tell(installation)) == StandIns(LOKET, (LOKET,), (VEILIGHEID,))
    sealed = await tell(installation, "drugsoverlast")
    assert await standing_in(sealed) == StandIns(VERTROUWEN, (VERTROUWEN,), ())


async def test_one_box_sleeps_for_all_and_opens_nothing_for_them(installation: Installation) -> None:
    told = await tell(installation)
    rows = await Wrap.select(Wrap.keyring, Wrap.dormant).where(Wrap.report == told.id)
    assert {(row["keyring"], bool(row["dormant"])) for row in rows} == {
        (REPORTER, False),
        (f"{WIJKBEHEER}/field", False),
        (f"{WIJKBEHEER}/case", False),
        (DORMANT, True),
    }
    assert await looks(told, "open", f"{LOKET}/case") == set()


async def test_a_report_falls_with_all_that_came_later_and_is_logged(installation: Installation) -> None:
    told = await tell(installation, level=3, contact=Contact(email="mina@buurt.example"))
    await send_message(installation, HANDLER, told.id, "Wij komen.")
    await wake(told, "open", LOKET, "fallback")
    assert (await keys_of(installation, told.id))[f"{LOKET}/case"] == {"task", "place", "narrative", "mailbox"}
    wraps = await Wrap.select(Wrap.subject).where(Wrap.report == told.id, Wrap.keyring == f"{LOKET}/case")
    assert len(wraps) == 2
    (row,) = await AccessLog.select().where(AccessLog.purpose == "wake fallback")
    assert (row["keyring"], row["person"]) == (f"{LOKET}/case", None)


async def test_nobody_is_woken_who_does_not_wait(installation: Installation) -> None:
    told = await tell(installation)
    for team, cause in [(WOONFRAUDE, "fallback"), (VEILIGHEID, "substitute"), (LOKET, "class")]:
        with pytest.raises(NotWaiting):
            await wake(told, "open", team, cause)  # type: ignore[arg-type]


@pytest.mark.parametrize("excluded", ["gemeente", VEILIGHEID])
async def test_whom_the_reporter_excluded_never_stands_in(installation: Installation, excluded: str) -> None:
    told = await tell(installation, "burenoverlast", exclude=(excluded,))
    found = await standing_in(told)
    assert found.intakes == (VERTROUWEN,)
    assert not any(team.startswith(excluded) for team in (found.fallback, *found.substitutes))

    async def excluded_of(transaction: Transaction) -> tuple[str, ...]:
        return await exclusions_of(installation, transaction, told.id)

    assert await installation.ledger.record(excluded_of) == (excluded,)


async def test_a_raised_class_gives_intake_what_slept_for_it(installation: Installation) -> None:
    told = await tell(installation, level=3, contact=Contact(email="mina@buurt.example"))
    assert "contact" not in (await keys_of(installation, told.id))[f"{WIJKBEHEER}/case"]
    await recategorise(installation, HANDLER, told.id, category="intimidatie", reason="Dreigement.", version=2)
    assert "contact" in await looks(told, "sealed", f"{VEILIGHEID}/intake")
    assert (await case_of(told, INTAKE)).text
    (row,) = await AccessLog.select().where(AccessLog.purpose == "wake class")
    assert (row["keyring"], row["person"]) == (f"{VEILIGHEID}/intake", None)
    assert "contact" in row["compartments"]
    assert await standing_in(told) == StandIns(VERTROUWEN, (VERTROUWEN,), ())


async def test_intake_is_woken_by_the_class_alone(installation: Installation) -> None:
    told = await tell(installation, "geluidsoverlast")
    await wake(told, "sealed", VEILIGHEID, "class")
    assert "narrative" in await looks(told, "sealed", f"{VEILIGHEID}/intake")
    assert await looks(told, "restricted", f"{VEILIGHEID}/intake") == set()


async def test_others_stand_in_after_a_transfer(installation: Installation) -> None:
    told = await tell(installation, "burenoverlast")
    owner = member(f"{LEEFBAARHEID}:case")
    assert (await standing_in(told)).substitutes == (WOONFRAUDE,)
    await transfer(installation, owner, told.id, team=WOONFRAUDE, reason="Zij weten meer.", version=2)
    found = await standing_in(told)
    assert found.substitutes == (LEEFBAARHEID,)
    await wake(told, "restricted", LEEFBAARHEID, "substitute")
    assert "narrative" in await looks(told, "restricted", f"{LEEFBAARHEID}/case")


async def test_nothing_sleeps_of_a_report_that_was_withdrawn(installation: Installation) -> None:
    told = await tell(installation, "burenoverlast")
    await withdraw(installation, await told.session())
    assert await standing_in(told) == StandIns()
    assert not await Wrap.exists().where(Wrap.report == told.id)
