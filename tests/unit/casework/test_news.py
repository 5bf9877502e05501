"""What a team does is news to the reporter of any class: their phone finds it in the list of the next slot."""

import pytest

from backend.casework import recategorise, seen, send_message, transition
from backend.deliveries import PushSender, deliver_due, make_digest
from backend.deliveries.digest.lists import value_of, values_in
from backend.deliveries.tables import Delivery
from backend.installation import Installation
from backend.people import Member
from backend.reports import own_news_key, post_message, withdraw
from backend.vault import news_key
from backend.vault.tables import Sealed
from tests.support.cases import DESK, ENFORCER, HANDLER, INTAKE, Told, tell
from tests.support.digest import lists
from tests.support.outbox import Stopwatch, run

CLASSES = [("stoep-bestrating", HANDLER), ("geluidsoverlast", ENFORCER), ("drugsoverlast", INTAKE)]


async def next_list(installation: Installation, clock: Stopwatch) -> tuple[str, list[bytes]]:
    """The list of the next slot."""
    async with PushSender(installation) as sender:
        while await deliver_due(installation, sender):
            pass
        clock.pass_by(hours=12)
        await make_digest(installation)
    return [(slot, values_in(entries)) for slot, entries in (await lists()).items()][-1]


async def finds(told: Told, clock: Stopwatch) -> bool:
    """Whether the reporter's phone finds news in the next list."""
    assert told.key is not None
    slot, values = await next_list(told.installation, clock)
    return value_of(news_key(told.key), slot) in values


@pytest.mark.parametrize(("category", "member"), CLASSES)
async def test_a_message_and_a_step_are_news(
    installation: Installation, clock: Stopwatch, category: str, member: Member
) -> None:
    told, other = await tell(installation, category), await tell(installation, category)
    assert not await finds(told, clock), "it was sent, and the reporter knows that"
    await send_message(installation, member, told.id, "Wij komen eraan.")
    assert await finds(told, clock)
    assert not await finds(told, clock), "it is told once"
    version = (await told.row())["version"]
    await transition(installation, member, told.id, to="resolved", version=version, text="Gedaan.")
    slot, values = await next_list(installation, clock)
    assert [value_of(news_key(each.key or b""), slot) in values for each in (told, other)] == [True, False]


@pytest.mark.parametrize(("category", "member"), CLASSES)
async def test_what_is_no_news(installation: Installation, clock: Stopwatch, category: str, member: Member) -> None:
    told = await tell(installation, category)
    await seen(installation, member, told.id)
    await post_message(installation, await told.session(), "Nog iets.")
    assert not await finds(told, clock)


@pytest.mark.parametrize(("category", "member"), CLASSES[1:])
async def test_news_of_a_sensitive_report_is_in_no_outbox(
    installation: Installation, category: str, member: Member
) -> None:
    told = await tell(installation, category)
    await run(installation, Delivery.delete(force=True))
    await send_message(installation, member, told.id, "Wij komen eraan.")
    assert await Delivery.count() == 0


async def test_another_class_is_news_too(installation: Installation, clock: Stopwatch) -> None:
    told = await tell(installation, "anders")
    version = (await told.row())["version"]
    await recategorise(
        installation, DESK, told.id, category="drugsoverlast", reason="Dit is gevaarlijk.", version=version
    )
    assert await finds(told, clock)


async def test_the_news_key_is_there_with_a_code_only_and_goes_with_the_report(installation: Installation) -> None:
    untraced, told = await tell(installation, "drugsoverlast", level=0), await tell(installation, "drugsoverlast")
    assert told.key is not None
    assert await sealed_news_key(untraced) is None
    sealed = await sealed_news_key(told)
    assert sealed is not None
    assert news_key(told.key) not in sealed
    assert installation.vault.open_as("notifier", sealed) == news_key(told.key)
    session = await told.session()
    assert await own_news_key(installation, session) == news_key(told.key)
    await withdraw(installation, session)
    assert await sealed_news_key(told) is None


async def sealed_news_key(told: Told) -> bytes | None:
    """What lies there for the notifier."""
    rows = await Sealed.select(Sealed.news_key).where(Sealed.report == told.id)
    return None if rows[0]["news_key"] is None else bytes(rows[0]["news_key"])
