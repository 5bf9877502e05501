"""Two factors, each of which can be wrong in ways that must not be told apart."""

import asyncio
import time

import msgspec
import pytest
from piccolo.table import Table

from backend.database import connect
from backend.errors import SignInNeeded, Unavailable
from backend.installation import Installation
from backend.people import MemberRole, WrongFactors, member_of, reset, second_factor, sign_in
from backend.people.passwords import AT_ONCE, WAITING, stretch
from backend.people.tables import HeldKey, MemberKey, MemberLock, Person, StaffSession
from tests.support.outbox import Stopwatch
from tests.support.staff import WIJKBEHEER, colleague

SALT = bytes(16)


async def test_both_factors_make_a_member(house: Installation) -> None:
    sanne = await colleague(house, "Sanne Visser", "field", "case")
    member = await member_of(house, await sanne.come_in())
    assert member is not None
    assert (member.name, member.roles) == (
        "Sanne Visser",
        (MemberRole(WIJKBEHEER, "case"), MemberRole(WIJKBEHEER, "field")),
    )


async def test_a_password_alone_makes_no_member(house: Installation) -> None:
    assert await member_of(house, await (await colleague(house)).begin()) is None


async def test_what_is_wrong_is_not_said(house: Installation) -> None:
    sanne = await colleague(house)
    said = set()
    for attempt in (
        sign_in(house, sanne.name, "een ander wachtwoord"),
        sign_in(house, "Niemand", sanne.password),
        sign_in(house, "\0", sanne.password),
        second_factor(house, await sanne.begin(), sanne.wrong_code()),
        second_factor(house, await sanne.begin(), "geen code"),
    ):
        with pytest.raises(WrongFactors) as refusal:
            await attempt
        said.add((refusal.value.status, refusal.value.title, refusal.value.detail))
    assert len(said) == 1


async def test_an_unknown_name_costs_the_same_time(house: Installation) -> None:
    sanne = await colleague(house)

    async def work(name: str) -> float:
        # What the processor did, since other processes of this machine change what a clock on the wall says.
        started = time.process_time()
        for _ in range(5):
            with pytest.raises(WrongFactors):
                await sign_in(house, name, "een ander wachtwoord")
        return time.process_time() - started

    await work("Niemand")
    assert 0.6 < await work(sanne.name) / await work("Niemand") < 1.6


async def test_the_second_factor_gives_the_session_another_id(house: Installation) -> None:
    sanne = await colleague(house)
    half = await sanne.begin()
    whole = await second_factor(house, half, sanne.code())
    assert half != whole
    assert await member_of(house, half) is None
    with pytest.raises(SignInNeeded):
        await second_factor(house, half, sanne.code(1))


async def test_an_id_that_somebody_else_chose_is_never_a_session(house: Installation) -> None:
    sanne = await colleague(house)
    with pytest.raises(SignInNeeded):
        await second_factor(house, "chosen", sanne.code())
    assert await member_of(house, "chosen") is None


async def test_a_code_works_once(house: Installation) -> None:
    sanne = await colleague(house)
    await sanne.come_in()
    with pytest.raises(WrongFactors):
        await sanne.come_in()


async def test_a_code_works_once_also_twice_at_the_same_moment(house: Installation) -> None:
    sanne = await colleague(house)
    halves = [await sanne.begin() for _ in range(4)]
    code = sanne.code()
    results = await asyncio.gather(*(second_factor(house, half, code) for half in halves), return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["WrongFactors"] * 3 + ["str"]


async def test_a_code_works_once_also_in_two_processes(house: Installation) -> None:
    sanne = await colleague(house)
    beside = connect(house.settings.database_url, [])
    await beside.start()
    ledgers = (house, msgspec.structs.replace(house, database=beside))
    halves = [await sanne.begin() for _ in range(8)]
    code = sanne.code()
    results = await asyncio.gather(
        *(second_factor(ledgers[n % 2], half, code) for n, half in enumerate(halves)), return_exceptions=True
    )
    await beside.stop()
    assert sorted(type(result).__name__ for result in results) == ["WrongFactors"] * 7 + ["str"]


async def test_an_earlier_code_does_not_work_after_a_later_one(house: Installation) -> None:
    sanne = await colleague(house)
    await second_factor(house, await sanne.begin(), sanne.code(1))
    with pytest.raises(WrongFactors):
        await second_factor(house, await sanne.begin(), sanne.code(0))


@pytest.mark.parametrize(("later", "fits"), [(-2, False), (-1, True), (1, True), (2, False)])
async def test_a_clock_may_be_half_a_minute_off(house: Installation, later: int, fits: bool) -> None:
    sanne = await colleague(house)
    half, code = await sanne.begin(), sanne.code(later)
    if fits:
        assert await second_factor(house, half, f"{code[:3]} {code[3:]}")
    else:
        with pytest.raises(WrongFactors):
            await second_factor(house, half, code)


async def test_five_wrong_codes_end_half_a_session(house: Installation) -> None:
    sanne = await colleague(house)
    half, other = await sanne.begin(), await sanne.begin()
    for _ in range(5):
        with pytest.raises(WrongFactors):
            await second_factor(house, half, sanne.wrong_code())
    with pytest.raises(SignInNeeded, match="Begin opnieuw"):
        await second_factor(house, half, sanne.code())
    assert await second_factor(house, other, sanne.code())


async def test_wrong_codes_at_the_same_moment_are_counted_too(house: Installation) -> None:
    sanne = await colleague(house)
    half, wrong = await sanne.begin(), sanne.wrong_code()
    results = await asyncio.gather(*(second_factor(house, half, wrong) for _ in range(12)), return_exceptions=True)
    assert sum(isinstance(result, WrongFactors) for result in results) == 5


async def test_new_half_sessions_do_not_give_endless_codes(house: Installation, clock: Stopwatch) -> None:
    sanne = await colleague(house)
    for _ in range(4):
        half = await sanne.begin()
        for _ in range(5):
            with pytest.raises(WrongFactors):
                await second_factor(house, half, sanne.wrong_code())
    with pytest.raises(WrongFactors):
        await sanne.come_in()
    clock.pass_by(hours=1, seconds=1)
    assert await sanne.come_in()


async def test_half_a_session_lasts_ten_minutes(house: Installation, clock: Stopwatch) -> None:
    sanne = await colleague(house)
    half = await sanne.begin()
    clock.pass_by(minutes=10)
    with pytest.raises(SignInNeeded):
        await second_factor(house, half, sanne.code())


async def test_a_reset_between_the_two_factors_ends_it(house: Installation) -> None:
    sanne = await colleague(house)
    half = await sanne.begin()
    await reset(house, sanne.name)
    with pytest.raises(SignInNeeded):
        await second_factor(house, half, sanne.code())


async def test_the_database_alone_lets_nobody_in(house: Installation) -> None:
    sanne = await colleague(house)
    tokens = [await sanne.begin(), await sanne.come_in()]
    tables: list[type[Table]] = [Person, StaffSession, MemberKey, MemberLock, HeldKey]
    rows = [row for table in tables for row in await table.select()]
    values = [value for row in rows for value in row.values()]
    stored = b"".join(value if isinstance(value, bytes) else str(value).encode() for value in values)
    assert sanne.name.encode() in stored
    for secret in (*tokens, sanne.password, sanne.secret):
        assert secret.encode() not in stored


async def test_a_flood_of_passwords_is_told_to_come_back() -> None:
    results = await asyncio.gather(
        *(stretch("een wachtwoord", SALT) for _ in range(AT_ONCE + WAITING + 3)), return_exceptions=True
    )
    assert sum(isinstance(result, Unavailable) for result in results) == 3
    assert await stretch("een wachtwoord", SALT)
