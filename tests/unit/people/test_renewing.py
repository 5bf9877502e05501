"""Another recovery key: the new paper opens, the old one is worthless, and everybody of the team reads of it."""

from datetime import date

import pytest
from nacl.public import PrivateKey, SealedBox

from backend.casework import show_case
from backend.covenant.tables import AccessLog
from backend.errors import Invalid
from backend.installation import Installation
from backend.people import (
    Member,
    MemberRole,
    Renewed,
    StepUpNeeded,
    accept,
    invite,
    member_of,
    recover,
    renew_recovery,
    renewed_recovery,
    reset,
    with_password,
)
from backend.people.keyrings import from_text
from backend.people.tables import HeldKey, RecoveryWrap
from backend.vault import CannotOpen, unwrap
from backend.vault.tables import Wrap
from tests.support.cases import Told, tell
from tests.support.outbox import Stopwatch, run
from tests.support.staff import PASSWORD, WIJKBEHEER, Colleague, colleague

CASE, FIELD = f"{WIJKBEHEER}/case", f"{WIJKBEHEER}/field"


async def first(house: Installation, name: str, *roles: str) -> tuple[Colleague, dict[str, str]]:
    """A new colleague, and the papers that they printed."""
    invitation = await invite(house, name, [MemberRole(WIJKBEHEER, role) for role in roles])
    accepted = await accept(house, invitation, PASSWORD)
    return Colleague(house, name, accepted.factor.secret), accepted.recovery


async def at_work(who: Colleague) -> Member:
    """A colleague who just came in."""
    found = await member_of(who.installation, await who.come_in())
    assert found is not None
    return found


async def reads_with(who: Colleague, paper: str, told: Told) -> str:
    """What somebody whose keys are gone reads with a paper."""
    house = who.installation
    await accept(house, await reset(house, who.name), PASSWORD)
    await recover(house, await with_password(who.name, PASSWORD), WIJKBEHEER, paper)
    return (await show_case(house, await with_password(who.name, PASSWORD), told.id)).text


async def test_the_new_paper_opens_what_came_before_and_after(house: Installation) -> None:
    sanne, _ = await first(house, "Sanne", "case")
    before = await tell(house)
    paper = await renew_recovery(house, await at_work(sanne), WIJKBEHEER)
    after = await tell(house)
    assert await reads_with(sanne, paper, before)
    assert await reads_with(sanne, paper, after)


async def test_the_old_paper_is_refused(house: Installation) -> None:
    sanne, papers = await first(house, "Sanne", "case")
    told = await tell(house)
    await renew_recovery(house, await at_work(sanne), WIJKBEHEER)
    with pytest.raises(Invalid):
        await reads_with(sanne, papers[WIJKBEHEER], told)


async def test_the_old_paper_with_an_old_backup_opens_nothing_that_came_after(house: Installation) -> None:
    sanne, papers = await first(house, "Sanne", "case")
    (backup,) = await RecoveryWrap.select().where(RecoveryWrap.keyring == CASE)
    await renew_recovery(house, await at_work(sanne), WIJKBEHEER)
    told = await tell(house)
    old = from_text(papers[WIJKBEHEER])
    assert old is not None
    stolen = PrivateKey(SealedBox(old).decrypt(bytes(backup["sealed"])))
    for row in await Wrap.select().where(Wrap.report == told.id, Wrap.keyring == CASE):
        with pytest.raises(CannotOpen):
            unwrap(stolen, bytes(row["keys"]))


async def test_another_duty_of_the_team_follows_when_its_holder_comes_in(house: Installation) -> None:
    sanne, papers = await first(house, "Sanne", "case")
    wim = await colleague(house, "Wim", "field")
    paper = await renew_recovery(house, await at_work(sanne), WIJKBEHEER)
    assert await RecoveryWrap.select(RecoveryWrap.keyring) == [{"keyring": CASE}]
    await at_work(wim)
    await accept(house, await reset(house, "Wim"), PASSWORD)
    for refused in (papers[WIJKBEHEER], "AAAA"):
        with pytest.raises(Invalid):
            await recover(house, await with_password("Wim", PASSWORD), WIJKBEHEER, refused)
    await recover(house, await with_password("Wim", PASSWORD), WIJKBEHEER, paper)
    assert (await with_password("Wim", PASSWORD)).can_open(WIJKBEHEER, "field")


async def test_a_key_that_nobody_holds_keeps_the_only_paper_that_opens_it(house: Installation) -> None:
    sanne, papers = await first(house, "Sanne", "case")
    await colleague(house, "Wim", "field")
    await run(house, HeldKey.delete().where(HeldKey.keyring == FIELD))
    await renew_recovery(house, await at_work(sanne), WIJKBEHEER)
    await recover(house, await with_password("Wim", PASSWORD), WIJKBEHEER, papers[WIJKBEHEER])
    assert (await with_password("Wim", PASSWORD)).can_open(WIJKBEHEER, "field")


async def test_only_who_holds_a_key_of_the_team_and_shows_a_fresh_factor(house: Installation, clock: Stopwatch) -> None:
    sanne, _ = await first(house, "Sanne", "case")
    mo = await colleague(house, "Mo", "case")
    with pytest.raises(Invalid):  # nobody let Mo in yet
        await renew_recovery(house, await at_work(mo), WIJKBEHEER)
    member = await at_work(sanne)
    with pytest.raises(Invalid):
        await renew_recovery(house, member, "gemeente/loket")
    clock.pass_by(minutes=5)
    with pytest.raises(StepUpNeeded):
        await renew_recovery(house, member, WIJKBEHEER)


async def test_everybody_of_the_team_is_told_and_the_log_has_it(house: Installation) -> None:
    sanne, _ = await first(house, "Sanne", "case")
    mo, wim = await colleague(house, "Mo", "case"), await colleague(house, "Wim", "field")
    assert await renewed_recovery(await at_work(mo)) == []
    paper = await renew_recovery(house, await at_work(sanne), WIJKBEHEER)
    told = [Renewed(WIJKBEHEER, date(2026, 11, 23), "Sanne")]
    for somebody in (sanne, mo, wim):
        assert await renewed_recovery(await with_password(somebody.name, PASSWORD)) == told
    (look,) = await AccessLog.select().where(AccessLog.purpose == "recovery key")
    assert (look["keyring"], look["person"]) == (CASE, (await with_password("Sanne", PASSWORD)).person)
    assert paper not in repr(await AccessLog.select())
