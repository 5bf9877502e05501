"""Who gets other work loses the old at once: the session, the role, the key; and the key is renewed."""

import pytest

from backend.errors import Invalid, NotFound
from backend.installation import Installation
from backend.people import MemberRole, change_roles, member_of, with_password
from backend.people.tables import HeldKey
from backend.vault.tables import Keyring
from tests.support.outbox import Stopwatch
from tests.support.staff import WIJKBEHEER, colleague

CASE = f"{WIJKBEHEER}/case"


async def test_other_roles_end_sessions_and_take_the_key(house: Installation, clock: Stopwatch) -> None:
    sanne = await colleague(house, "Sanne", "case", "field")
    token = await sanne.come_in()
    await change_roles(house, "Sanne", [MemberRole(WIJKBEHEER, "field"), MemberRole(WIJKBEHEER, "coordinator")])
    assert await member_of(house, token) is None
    clock.pass_by(seconds=30)
    member = await member_of(house, await sanne.come_in())
    assert member
    assert {role.role for role in member.roles} == {"field", "coordinator"}
    assert member.can_open(WIJKBEHEER, "field")
    assert not await HeldKey.exists().where(HeldKey.keyring == CASE)
    assert (await Keyring.select(Keyring.rotate).where(Keyring.id == CASE))[0]["rotate"]


async def test_a_new_duty_waits_for_a_colleague(house: Installation) -> None:
    await colleague(house, "Ali", "case")
    sanne = await colleague(house, "Sanne", "field")
    await change_roles(house, "Sanne", [MemberRole(WIJKBEHEER, "case")])
    member = await with_password(sanne.name, sanne.password)
    assert member.has("case")
    assert not member.can_open(WIJKBEHEER, "case")


async def test_what_cannot_be_changes_nothing(house: Installation) -> None:
    sanne = await colleague(house, "Sanne", "field")
    token = await sanne.come_in()
    for roles in ([], [MemberRole(WIJKBEHEER, "intake")], [MemberRole(WIJKBEHEER, "case")]):
        with pytest.raises(Invalid):
            await change_roles(house, "Sanne", roles)
    with pytest.raises(NotFound):
        await change_roles(house, "Niemand", [MemberRole(WIJKBEHEER, "field")])
    assert await member_of(house, token)
