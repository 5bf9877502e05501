"""Members hold the keys of their teams: who has a right to a report and no key to it opens nothing."""

from typing import Any

import pytest
from nacl.public import PrivateKey

from backend.casework import CaseFilter, list_cases, show_case
from backend.covenant.tables import AccessLog
from backend.errors import Conflict, Invalid, Locked, NotFound
from backend.installation import Installation
from backend.people import (
    Member,
    MemberRole,
    accept,
    approve,
    invite,
    list_people,
    recover,
    remove,
    reset,
    waiting_for,
    with_password,
)
from backend.people.rotating import rotate
from backend.people.tables import HeldKey, MemberLock, Person, StaffSession
from backend.vault import CannotOpen, KeyringKeys, unseal, unwrap
from backend.vault.tables import Keyring, Wrap
from tests.support.cases import Told, tell
from tests.support.outbox import run
from tests.support.staff import PASSWORD, WIJKBEHEER, Colleague, colleague

CASE = f"{WIJKBEHEER}/case"


async def member(who: Colleague) -> Member:
    """A colleague at work."""
    return await with_password(who.name, PASSWORD)


async def sees(house: Installation, who: Colleague) -> list[str]:
    """What stands in a colleague's inbox, in words."""
    page = await list_cases(house, await member(who), CaseFilter())
    return [item.summary for item in page.items]


async def words_of(house: Installation, who: Colleague, told: Told) -> str:
    """The reporter's words, as a colleague reads them."""
    return (await show_case(house, await member(who), told.id)).text


async def let_in(house: Installation, by: Colleague, who: Colleague) -> None:
    """A colleague gives the key to all who wait."""
    for each in await waiting_for(house, await member(by)):
        assert each.name == who.name
        await approve(house, await member(by), each.person, each.keyring)


async def test_the_first_member_makes_the_key_and_reads(house: Installation) -> None:
    sanne = await colleague(house, "Sanne", "case")
    told = await tell(house)
    assert await words_of(house, sanne, told) == "Losse tegel bij nummer 12, mijn moeder viel."
    (row,) = await Keyring.select().where(Keyring.id == CASE)
    assert row["made_by"] == (await member(sanne)).person


async def test_a_later_member_waits_until_a_colleague_lets_them_in(house: Installation) -> None:
    sanne, mo = await colleague(house, "Sanne", "case"), await colleague(house, "Mo", "case")
    told = await tell(house)
    assert await sees(house, mo) == []
    with pytest.raises(Locked):
        await words_of(house, mo, told)
    await let_in(house, sanne, mo)
    assert await waiting_for(house, await member(sanne)) == []
    assert await words_of(house, mo, told) == await words_of(house, sanne, told)


async def test_only_who_holds_the_key_can_let_somebody_in(house: Installation) -> None:
    await colleague(house, "Sanne", "case")
    mo, walker = await colleague(house, "Mo", "case"), await colleague(house, "Wim", "field")
    for outsider in (mo, walker):
        assert await waiting_for(house, await member(outsider)) == []
        with pytest.raises(NotFound):
            await approve(house, await member(outsider), (await member(mo)).person, CASE)


async def test_nobody_is_given_a_key_without_a_right_to_it(house: Installation) -> None:
    sanne, walker = await colleague(house, "Sanne", "case"), await colleague(house, "Wim", "field")
    with pytest.raises(NotFound):
        await approve(house, await member(sanne), (await member(walker)).person, CASE)


async def test_a_report_for_a_team_without_members_waits_for_the_first(house: Installation) -> None:
    told = await tell(house)
    rows = await Wrap.select().where(Wrap.report == told.id, Wrap.keyring == CASE)
    assert [row["waits_for"] for row in rows] == ["keyring"]
    sanne = await colleague(house, "Sanne", "case")
    assert await words_of(house, sanne, told) == "Losse tegel bij nummer 12, mijn moeder viel."
    logged = await AccessLog.select().where(AccessLog.purpose == "wake")
    assert [(row["keyring"], row["person"]) for row in logged] == [(CASE, None)]
    assert not await Wrap.exists().where(Wrap.keyring == CASE, Wrap.dormant.eq(True))


async def test_a_reset_takes_the_keys_until_a_colleague_gives_them_again(house: Installation) -> None:
    sanne, mo = await colleague(house, "Sanne", "case"), await colleague(house, "Mo", "case")
    told = await tell(house)
    await let_in(house, sanne, mo)
    await accept(house, await reset(house, mo.name), PASSWORD)
    with pytest.raises(Locked):
        await words_of(house, mo, told)
    await let_in(house, sanne, mo)
    assert await words_of(house, mo, told)


class TestLeaving:
    """Who left has no key to what comes after, and the others have all keys."""

    @pytest.fixture
    async def team(self, house: Installation) -> tuple[Colleague, Colleague]:
        sanne, mo = await colleague(house, "Sanne", "case"), await colleague(house, "Mo", "case")
        await let_in(house, sanne, mo)
        return sanne, mo

    async def test_the_next_sign_in_makes_a_new_epoch(
        self, house: Installation, team: tuple[Colleague, Colleague]
    ) -> None:
        sanne, mo = team
        before = await tell(house)
        old = (await member(mo)).keychain.keys(CASE)
        await remove(house, mo.name)
        await sanne.come_in()
        after = await tell(house)
        (row,) = await Wrap.select().where(Wrap.report == after.id, Wrap.subject == after.id, Wrap.keyring == CASE)
        assert row["epoch"] == 2
        with pytest.raises(CannotOpen):
            KeyringKeys(old.private_key).unwrap(1, bytes(row["keys"]))
        assert await words_of(house, sanne, after)
        assert await words_of(house, sanne, before), "what came before stays readable"

    async def test_every_member_gets_the_new_epoch(
        self, house: Installation, team: tuple[Colleague, Colleague]
    ) -> None:
        sanne, mo = team
        ans = await colleague(house, "Ans", "case")
        await let_in(house, sanne, ans)
        await remove(house, mo.name)
        await sanne.come_in()
        assert await words_of(house, ans, await tell(house))

    async def test_whoever_left_has_nothing(self, house: Installation, team: tuple[Colleague, Colleague]) -> None:
        _, mo = team
        person = (await member(mo)).person
        await mo.come_in()
        await remove(house, mo.name)
        tables: list[Any] = [HeldKey, MemberLock, StaffSession]
        for table in tables:
            assert not await table.exists().where(table.person == person)
        assert not any(account.roles for account in await list_people() if account.name == mo.name)
        with pytest.raises(Exception, match="Kijk uw naam"):
            await mo.begin()

    async def test_two_sessions_at_once_make_one_epoch(
        self, house: Installation, team: tuple[Colleague, Colleague]
    ) -> None:
        sanne, mo = team
        await remove(house, mo.name)
        keys = (await member(sanne)).keychain.keys(CASE)
        await rotate(house, CASE, keys)
        await rotate(house, CASE, keys)
        (row,) = await Keyring.select().where(Keyring.id == CASE)
        assert row["epoch"] == 2

    async def test_a_key_of_yesterday_lets_nobody_in(
        self, house: Installation, team: tuple[Colleague, Colleague]
    ) -> None:
        sanne, mo = team
        stale = await member(sanne)
        stale.keychain.keys(CASE)
        ans = await colleague(house, "Ans", "case")
        await remove(house, mo.name)
        await sanne.come_in()
        with pytest.raises(Conflict):
            await approve(house, stale, (await member(ans)).person, CASE)


class TestRecovery:
    """When nobody of a team can get in any more, the paper can."""

    async def accepted(self, house: Installation, name: str, *roles: str) -> dict[str, str]:
        held = [MemberRole(WIJKBEHEER, role) for role in roles]
        return (await accept(house, await invite(house, name, held), PASSWORD)).recovery

    async def test_it_is_shown_to_the_first_member_only(self, house: Installation) -> None:
        assert set(await self.accepted(house, "Sanne", "case")) == {WIJKBEHEER}
        assert await self.accepted(house, "Mo", "case") == {}
        assert await self.accepted(house, "Wim", "field") == {}, "another duty of the team has the same paper"

    async def test_it_gives_the_keys_back(self, house: Installation) -> None:
        paper = (await self.accepted(house, "Sanne", "case"))[WIJKBEHEER]
        told = await tell(house)
        await accept(house, await reset(house, "Sanne"), PASSWORD)
        sanne = Colleague(house, "Sanne", "")
        with pytest.raises(Locked):
            await words_of(house, sanne, told)
        await recover(house, await member(sanne), WIJKBEHEER, paper.lower().replace("-", " "))
        assert await words_of(house, sanne, told)

    async def test_it_follows_a_new_epoch(self, house: Installation) -> None:
        paper = (await self.accepted(house, "Sanne", "case"))[WIJKBEHEER]
        sanne, mo = Colleague(house, "Sanne", ""), await colleague(house, "Mo", "case")
        await let_in(house, sanne, mo)
        await remove(house, "Sanne")
        await mo.come_in()
        told = await tell(house)
        await accept(house, await reset(house, mo.name), PASSWORD)
        await recover(house, await member(mo), WIJKBEHEER, paper)
        assert await words_of(house, mo, told)

    @pytest.mark.parametrize("typed", ["", "geen sleutel", "AAAA-" * 13, "\u00e9" * 52])
    async def test_another_key_is_refused(self, house: Installation, typed: str) -> None:
        await self.accepted(house, "Sanne", "case")
        with pytest.raises(Invalid) as refusal:
            await recover(house, await with_password("Sanne", PASSWORD), WIJKBEHEER, typed)
        assert set(refusal.value.fields) == {"key"}

    async def test_of_another_team_it_opens_nothing(self, house: Installation) -> None:
        paper = (await self.accepted(house, "Sanne", "case"))[WIJKBEHEER]
        with pytest.raises(NotFound):
            await recover(house, await with_password("Sanne", PASSWORD), "gemeente/loket", paper)


async def test_a_swapped_lock_does_not_open(house: Installation) -> None:
    """Somebody who writes in the database gives a person the lock of another."""
    await colleague(house, "Sanne", "case")
    await colleague(house, "Mo", "case")
    one, other = await MemberLock.select().order_by(MemberLock.id)
    swapped: dict[Any, Any] = {MemberLock.sealed: other["sealed"], MemberLock.salt: other["salt"]}
    await run(house, MemberLock.update(swapped).where(MemberLock.id == one["id"]))
    (person,) = await Person.select(Person.name).where(Person.id == one["person"])
    with pytest.raises(Exception, match="Kijk uw naam"):
        await Colleague(house, person["name"], "").begin()


async def test_the_process_cannot_open_what_members_hold(house: Installation) -> None:
    """With everything that the server keeps at rest, database and key file, a report of a team with members is shut."""
    await colleague(house, "Sanne", "case")
    told = await tell(house, level=0)
    wraps = await Wrap.select().where(Wrap.report == told.id, Wrap.keyring == CASE)
    locks = await MemberLock.select()
    assert wraps
    for (key,) in house.vault.keys.services.values():
        for row in wraps:
            with pytest.raises(CannotOpen):
                unwrap(PrivateKey(key), bytes(row["keys"]))
        for lock in locks:
            with pytest.raises(CannotOpen):
                unseal(key, bytes(lock["sealed"]), lock["person"], "member key")
