"""How long a session lasts, and what ends it."""

import pytest

from backend.installation import Installation
from backend.people import MemberRole, end_sessions, forget_ended, invite, member_of, reset, sign_in, sign_out
from backend.people.tables import Invitation, StaffSession
from tests.support.outbox import Stopwatch
from tests.support.staff import WIJKBEHEER, Colleague, colleague


@pytest.fixture
async def sanne(house: Installation) -> Colleague:
    return await colleague(house, "Sanne Visser", "case")


async def test_thirty_minutes_without_use_end_it(house: Installation, sanne: Colleague, clock: Stopwatch) -> None:
    token = await sanne.come_in()
    clock.pass_by(minutes=29, seconds=59)
    assert await member_of(house, token)
    clock.pass_by(minutes=30)
    assert await member_of(house, token) is None


async def test_ten_hours_end_it_whatever_the_use(house: Installation, sanne: Colleague, clock: Stopwatch) -> None:
    token = await sanne.come_in()
    for _ in range(29):
        clock.pass_by(minutes=20)
        assert await member_of(house, token)
    clock.pass_by(minutes=20)
    assert await member_of(house, token) is None


async def test_use_is_written_at_most_once_a_minute(house: Installation, sanne: Colleague, clock: Stopwatch) -> None:
    token, started = await sanne.come_in(), clock.time
    used = []
    for seconds in (20, 30, 10, 59):
        clock.pass_by(seconds=seconds)
        await member_of(house, token)
        used.append(((await StaffSession.select(StaffSession.used_at))[0]["used_at"] - started).total_seconds())
    assert used == [0, 0, 60, 60]


async def test_sessions_of_one_person_have_tokens_of_their_own(
    house: Installation, sanne: Colleague, clock: Stopwatch
) -> None:
    first = await sanne.come_in()
    clock.pass_by(seconds=30)
    second = await sanne.come_in()
    members = [await member_of(house, token) for token in (first, second, first)]
    tokens = [member.csrf for member in members if member]
    assert tokens[0] == tokens[2] != tokens[1]


async def test_signing_out_ends_this_session_only(house: Installation, sanne: Colleague, clock: Stopwatch) -> None:
    here = await sanne.come_in()
    clock.pass_by(seconds=30)
    elsewhere = await sanne.come_in()
    await sign_out(house, here)
    assert await member_of(house, here) is None
    assert await member_of(house, elsewhere)


async def test_all_sessions_of_a_person_can_be_ended(house: Installation, sanne: Colleague, clock: Stopwatch) -> None:
    tokens = [await sanne.come_in()]
    clock.pass_by(seconds=30)
    tokens.append(await sanne.come_in())
    member = await member_of(house, tokens[0])
    assert member
    await end_sessions(house, member.person)
    assert [await member_of(house, token) for token in tokens] == [None, None]


async def test_a_reset_ends_sessions(house: Installation, sanne: Colleague) -> None:
    token = await sanne.come_in()
    await reset(house, sanne.name)
    assert await member_of(house, token) is None


async def test_what_ended_is_swept_and_nothing_else(house: Installation, sanne: Colleague, clock: Stopwatch) -> None:
    await sanne.come_in()
    await sanne.begin()
    await invite(house, "Ali Demir", [MemberRole(WIJKBEHEER, "case")])
    clock.pass_by(minutes=40)
    fresh = await sanne.come_in()
    await sanne.begin()
    await forget_ended(house)
    assert await member_of(house, fresh)
    assert await StaffSession.count() == 3  # the fresh one, and half sessions of this hour
    assert await Invitation.count() == 1
    clock.pass_by(days=8)
    await forget_ended(house)
    assert (await StaffSession.count(), await Invitation.count()) == (0, 0)


async def test_signing_in_again_ends_the_earlier_session_of_this_browser(
    house: Installation, sanne: Colleague, clock: Stopwatch
) -> None:
    here = await sanne.come_in()
    clock.pass_by(seconds=30)
    elsewhere = await sanne.come_in()
    await sign_in(house, sanne.name, sanne.password, here)
    assert await member_of(house, here) is None
    assert await member_of(house, elsewhere)
