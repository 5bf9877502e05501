"""A fresh factor lasts five minutes, in one session."""

import pytest

from backend.errors import Invalid, SignInNeeded
from backend.installation import Installation
from backend.people import Member, PasskeyRefused, StepUpNeeded, member_of, needs_fresh_factor, step_up
from backend.people.passkeys import add_passkey, ask_new_passkey
from backend.people.stepping_up import ask_own_passkey, step_up_with_passkey
from tests.support.outbox import Stopwatch
from tests.support.passkeys import Passkey
from tests.support.staff import Colleague, colleague


@pytest.fixture
async def sanne(house: Installation) -> Colleague:
    return await colleague(house)


async def member(house: Installation, token: str) -> Member:
    found = await member_of(house, token)
    assert found is not None
    return found


async def refused(house: Installation, token: str) -> bool:
    """Whether this session must show a factor first."""
    try:
        needs_fresh_factor(house, await member(house, token))
    except StepUpNeeded as problem:
        return (problem.status, problem.extra) == (403, {"next": "step_up"})
    return False


async def test_signing_in_is_fresh_for_five_minutes(house: Installation, sanne: Colleague, clock: Stopwatch) -> None:
    token = await sanne.come_in()
    clock.pass_by(minutes=4, seconds=59)
    assert not await refused(house, token)
    clock.pass_by(seconds=1)
    assert await refused(house, token)


async def test_a_new_code_is_fresh_in_this_session_only(
    house: Installation, sanne: Colleague, clock: Stopwatch
) -> None:
    here = await sanne.come_in()
    clock.pass_by(seconds=30)
    elsewhere = await sanne.come_in()
    clock.pass_by(minutes=5)
    await step_up(house, await member(house, here), here, sanne.code())
    assert not await refused(house, here)
    assert await refused(house, elsewhere)


async def test_a_code_that_was_used_is_not_fresh(house: Installation, sanne: Colleague, clock: Stopwatch) -> None:
    token = await sanne.come_in()
    clock.pass_by(minutes=5)
    await step_up(house, await member(house, token), token, sanne.code())
    with pytest.raises(Invalid):
        await step_up(house, await member(house, token), token, sanne.code())


async def test_five_wrong_codes_end_the_session(house: Installation, sanne: Colleague) -> None:
    token = await sanne.come_in()
    signed_in = await member(house, token)
    for _ in range(5):
        with pytest.raises(Invalid):
            await step_up(house, signed_in, token, sanne.wrong_code())
    with pytest.raises(SignInNeeded):
        await step_up(house, signed_in, token, sanne.code(1))
    assert await member_of(house, token) is None


async def test_ones_own_passkey_is_fresh_and_nobody_elses(
    house: Installation, sanne: Colleague, clock: Stopwatch
) -> None:
    own, other, token = Passkey(), Passkey(), await sanne.come_in()
    signed_in = await member(house, token)
    await add_passkey(house, signed_in, own.create(await ask_new_passkey(house, signed_in)))
    ali = await colleague(house, "Ali Demir", "case")
    theirs = await member(house, await ali.come_in())
    await add_passkey(house, theirs, other.create(await ask_new_passkey(house, theirs)))
    clock.pass_by(minutes=5)
    options = await ask_own_passkey(house, signed_in)
    with pytest.raises(PasskeyRefused):
        await step_up_with_passkey(house, signed_in, token, other.get(options))
    assert await refused(house, token)
    await step_up_with_passkey(house, signed_in, token, own.get(options))
    assert not await refused(house, token)
