"""An invitation makes an account, once."""

import pytest

from backend.errors import Conflict, Invalid, NotFound
from backend.installation import Installation
from backend.people import MemberRole, accept, invite, list_people, reset, second_factor, sign_in
from backend.people.passwords import check_password
from tests.support.outbox import Stopwatch
from tests.support.staff import PASSWORD, WIJKBEHEER, Colleague, colleague

FIELD = [MemberRole(WIJKBEHEER, "field")]


async def test_an_accepted_invitation_opens_the_door(house: Installation) -> None:
    assert (await colleague(house)).code()
    assert [(each.name, each.roles, each.joined) for each in await list_people()] == [
        ("Sanne Visser", (MemberRole(WIJKBEHEER, "field"),), True)
    ]


async def test_an_invitation_works_once(house: Installation) -> None:
    token = await invite(house, "Sanne", FIELD)
    await accept(house, token, PASSWORD)
    with pytest.raises(NotFound):
        await accept(house, token, "een heel ander wachtwoord")


async def test_an_invitation_lasts_seven_days(house: Installation, clock: Stopwatch) -> None:
    token = await invite(house, "Sanne", FIELD)
    clock.pass_by(days=7)
    with pytest.raises(NotFound):
        await accept(house, token, PASSWORD)


async def test_an_invitation_may_be_typed_in_small_letters_without_dashes(house: Installation) -> None:
    token = await invite(house, "Sanne", FIELD)
    assert (await accept(house, f" {token.lower().replace('-', ' ')} ", PASSWORD)).factor.secret


async def test_a_refused_password_leaves_the_invitation(house: Installation) -> None:
    token = await invite(house, "Sanne", FIELD)
    with pytest.raises(Invalid) as refusal:
        await accept(house, token, "kort")
    assert set(refusal.value.fields) == {"password"}
    assert (await accept(house, token, PASSWORD)).factor.secret


async def test_a_name_is_one_person(house: Installation) -> None:
    await invite(house, "Sanne  Visser", FIELD)
    with pytest.raises(Conflict):
        await invite(house, " Sanne Visser", FIELD)


@pytest.mark.parametrize("role", ["intake", "chief"])
async def test_a_role_must_be_one_of_the_team(house: Installation, role: str) -> None:
    with pytest.raises(Invalid) as refusal:
        await invite(house, "", [MemberRole(WIJKBEHEER, role)])
    assert set(refusal.value.fields) == {"name", "roles"}


async def test_a_reset_takes_away_both_factors_and_gives_new_ones(house: Installation) -> None:
    sanne = await colleague(house)
    token = await reset(house, sanne.name)
    with pytest.raises(Exception, match="Kijk uw naam"):
        await sanne.begin()
    factor = (await accept(house, token, "regen fiets boter zon")).factor
    half = await sign_in(house, sanne.name, "regen fiets boter zon")
    assert await second_factor(house, half, Colleague(house, sanne.name, factor.secret).code())


async def test_a_reset_replaces_an_invitation_that_was_lost(house: Installation) -> None:
    lost = await invite(house, "Sanne", FIELD)
    found = await reset(house, "Sanne")
    with pytest.raises(NotFound):
        await accept(house, lost, PASSWORD)
    assert (await accept(house, found, PASSWORD)).factor.secret


async def test_nobody_is_reset_by_a_name_that_is_not_there(house: Installation) -> None:
    with pytest.raises(NotFound):
        await reset(house, "Niemand")


@pytest.mark.parametrize(
    "password",
    ["veertien teken", "123456789012345", "passwordpassword", "sanne visser visser", "buurtseinbuurtsein", "x" * 201],
)
async def test_guessable_passwords_are_refused(password: str) -> None:
    with pytest.raises(Invalid):
        await check_password(password, "Sanne Visser")


@pytest.mark.parametrize(
    "password", ["fiets banaan wolk lamp", "日本語のとても長いパスワードです", "a" * 5 + "Zk81!" * 39]
)
async def test_there_are_no_rules_on_characters(password: str) -> None:
    await check_password(password, "Sanne Visser")
