"""Who only works outside: twelve hours on one device, for the work outside and nothing else."""

import asyncio
from datetime import date

import pytest
from msgspec.structs import replace

from backend.casework import list_tasks, show_case
from backend.casework.tables import Case
from backend.covenant.tables import AccessLog
from backend.database import Transaction
from backend.errors import NotFound
from backend.installation import Installation
from backend.neighbourhood import Grant
from backend.people import (
    Member,
    StepUpNeeded,
    approve,
    change_roles,
    forget_ended,
    member_of,
    renew_device,
    sign_out,
    step_up,
    waiting_for,
)
from backend.people.model import MemberRole
from backend.people.tables import StaffSession
from tests.support.cases import tell
from tests.support.outbox import Stopwatch
from tests.support.staff import WIJKBEHEER, Colleague, colleague


@pytest.fixture
async def wim(house: Installation) -> Colleague:
    return await colleague(house, "Wim", "field")


async def member(house: Installation, token: str) -> Member:
    found = await member_of(house, token)
    assert found is not None
    return found


async def renewed(house: Installation, token: str) -> str:
    """The cookie after the list of tasks was read."""
    return await renew_device(house, await member(house, token), token) or token


async def test_twelve_hours_whatever_the_use(house: Installation, wim: Colleague, clock: Stopwatch) -> None:
    token = await wim.come_in()
    clock.pass_by(hours=11, minutes=59)
    assert (await member(house, token)).can_open(WIJKBEHEER, "field")
    clock.pass_by(minutes=1)
    assert await member_of(house, token) is None


@pytest.mark.parametrize("other", ["case", "auditor", "coordinator"])
async def test_who_also_does_other_work_keeps_the_short_session(
    house: Installation, clock: Stopwatch, other: str
) -> None:
    both = await colleague(house, "Bo", "field", other)
    token = await both.come_in()
    assert not (await member(house, token)).on_device
    clock.pass_by(minutes=30)
    assert await member_of(house, token) is None


async def test_other_work_ends_the_long_session(house: Installation, wim: Colleague) -> None:
    token = await wim.come_in()
    await change_roles(house, "Wim", [MemberRole(WIJKBEHEER, "field"), MemberRole(WIJKBEHEER, "auditor")])
    assert await member_of(house, token) is None


async def test_the_device_key_is_renewed_and_the_session_stays(
    house: Installation, wim: Colleague, clock: Stopwatch
) -> None:
    token = await wim.come_in()
    before = await member(house, token)
    assert await renewed(house, token) == token  # too early
    for _ in range(40):
        clock.pass_by(minutes=16)
        following = await renewed(house, token)
        assert following != token
        token = following
        assert (await member(house, token)).csrf == before.csrf  # a page that is open elsewhere still posts
    assert (await member(house, token)).can_open(WIJKBEHEER, "field")


async def test_an_answer_that_was_lost_costs_nothing(house: Installation, wim: Colleague, clock: Stopwatch) -> None:
    token = await wim.come_in()
    for _ in range(3):
        clock.pass_by(minutes=20)
        assert await renewed(house, token) != token  # and the phone never got it
    assert (await member(house, token)).on_device


async def test_requests_under_way_arrive(house: Installation, wim: Colleague, clock: Stopwatch) -> None:
    token = await wim.come_in()
    clock.pass_by(minutes=20)
    following = await renewed(house, token)
    found = await asyncio.gather(*(member_of(house, each) for each in (token, following, following, token)))
    clock.pass_by(seconds=59)
    assert all([*found, await member_of(house, token), await member_of(house, following)])


async def test_a_copy_of_the_cookie_falls_behind_and_ends_the_session(
    house: Installation, wim: Colleague, clock: Stopwatch
) -> None:
    copy = token = await wim.come_in()
    clock.pass_by(minutes=20)
    token = await renewed(house, token)
    await member(house, token)
    clock.pass_by(minutes=2)
    assert await member_of(house, copy) is None
    assert await member_of(house, token) is None  # both: nobody knows which of them is the phone of Wim


async def test_a_copy_that_keeps_up_puts_the_phone_out_which_is_noticed(
    house: Installation, wim: Colleague, clock: Stopwatch
) -> None:
    token = await wim.come_in()
    clock.pass_by(minutes=20)
    stolen = await renewed(house, token)
    await member(house, stolen)
    clock.pass_by(minutes=2)
    assert await member_of(house, token) is None
    assert await member_of(house, stolen) is None


@pytest.mark.parametrize("device", ["", ".", ".somebody-elses"])
async def test_without_the_device_key_the_cookie_is_nothing(house: Installation, wim: Colleague, device: str) -> None:
    token = await wim.come_in()
    assert await member_of(house, token.partition(".")[0] + device) is None
    assert await StaffSession.count() == 0


async def test_the_database_holds_neither_half(house: Installation, wim: Colleague, clock: Stopwatch) -> None:
    token = await wim.come_in()
    clock.pass_by(minutes=20)
    token = await renewed(house, token)
    lies = repr(await StaffSession.select())
    assert not any(half in lies for half in token.split("."))


async def test_a_phone_that_was_found_lets_nobody_in(house: Installation, wim: Colleague, clock: Stopwatch) -> None:
    mo = await colleague(house, "Mo", "field")
    token = await wim.come_in()
    clock.pass_by(minutes=5)
    outside = await member(house, token)
    (waits,) = await waiting_for(house, outside)
    with pytest.raises(StepUpNeeded):
        await approve(house, outside, waits.person, waits.keyring)
    await step_up(house, outside, token, wim.code())
    await approve(house, await member(house, token), waits.person, waits.keyring)
    assert (await member(house, await mo.come_in())).can_open(WIJKBEHEER, "field")


async def test_it_is_swept_when_it_ended_and_no_sooner(house: Installation, wim: Colleague, clock: Stopwatch) -> None:
    token = await wim.come_in()
    clock.pass_by(hours=11)
    await forget_ended(house)
    assert (await member(house, token)).on_device
    clock.pass_by(hours=1)
    await forget_ended(house)
    assert await StaffSession.count() == 0


async def test_signing_out_and_in_again(house: Installation, wim: Colleague, clock: Stopwatch) -> None:
    token = await wim.come_in()
    await sign_out(house, token)
    assert await member_of(house, token) is None
    clock.pass_by(minutes=1)
    assert (await member(house, await wim.come_in())).on_device


async def test_a_case_is_not_there_for_who_works_outside(house: Installation, wim: Colleague) -> None:
    told, sealed = await tell(house), await tell(house, "drugsoverlast")
    outside = await member(house, await wim.come_in())
    for each in (told, sealed):
        with pytest.raises(NotFound):
            await show_case(house, outside, each.id)
    (task,) = await list_tasks(house, outside)
    assert (task.case, task.place.description) == (told.id, "bij de bakker")
    assert "moeder" not in repr(task)


async def test_a_generous_covenant_gives_work_outside_no_exact_place_but_of_open_reports(
    house: Installation, wim: Colleague
) -> None:
    wide = Grant(
        duty="field",
        classes=("open", "restricted"),
        forms={"task": "full", "place": "exact", "narrative": "full", "contact": "named", "mailbox": "full"},
        purpose="Alles",
        legal_basis="Geen",
        valid_from=date(2025, 1, 1),
        valid_until=date(2030, 1, 1),
    )
    generous = replace(house, neighbourhood=replace(house.neighbourhood, grants=(wide,)))
    tile, upkeep = await tell(generous), await tell(generous, "wegdek")

    async def restrict(transaction: Transaction) -> None:
        await transaction.run(Case.update({Case.sensitivity: "restricted"}).where(Case.id == upkeep.id))

    await house.ledger.record(restrict)
    outside = await member(house, await wim.come_in())
    shown = {task.case: task for task in await list_tasks(generous, outside)}
    assert shown[tile.id].place.description == "bij de bakker"
    assert (shown[upkeep.id].place.lat, shown[upkeep.id].place.description) == (None, "")
    assert shown[upkeep.id].where == "Rozenprieel"
    looks = await AccessLog.select(AccessLog.compartments).where(AccessLog.purpose == "task")
    assert {look["compartments"] for look in looks} == {"place,task", "task"}
