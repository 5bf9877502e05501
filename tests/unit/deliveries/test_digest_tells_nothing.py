"""Whoever watches the push service and the public lists for weeks cannot tell whether there was sensitive news.

What the classifier is worth is shown by planting tells: each is found.
"""

from collections.abc import Iterator

import pytest

from backend.deliveries import PushSender
from backend.deliveries.digest import making, slots, subscribe_to_digest
from backend.deliveries.spreading import spread_digest
from backend.installation import Installation
from tests.support.digest import reporter
from tests.support.outbox import Stopwatch
from tests.support.push_service import PushService
from tests.support.weeks import Neighbours, Street, Tell, live, tells

WEEKS = 8
PLANTED = 4
PHONES = 2
COIN = (0.45, 0.55)
#: What the classifier is worth does not hang on the engine.
on_one_engine = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.fixture
async def street(installation: Installation, sender: PushSender, clock: Stopwatch, push_service: PushService) -> Street:
    for _ in range(PHONES):
        await subscribe_to_digest(installation, push_service.subscriber().subscription)
    neighbours = Neighbours(await reporter(installation, "open"), await reporter(installation, "sealed"))
    return Street(installation, sender, clock, push_service, neighbours)


async def found(street: Street, weeks: int, at_once: Tell | None = None) -> dict[str, float]:
    """What the classifier makes of so many weeks, each with and without sensitive news."""
    pairs = []
    for seed in range(weeks):
        without = await live(street, seed, sensitive=False, at_once=at_once)
        pairs.append((without, await live(street, seed, sensitive=True, at_once=at_once)))
    return tells(pairs)


async def test_weeks_with_and_without_sensitive_news_look_the_same(street: Street) -> None:
    judged = await found(street, WEEKS)
    assert {name: value for name, value in judged.items() if not COIN[0] <= value <= COIN[1]} == {}
    assert len(street.service.received) > WEEKS * 2 * PHONES * 3, "there was something to look at"


@on_one_engine
async def test_sending_at_once_is_found(street: Street) -> None:
    async def at_once(installation: Installation) -> None:
        await installation.ledger.record(
            lambda transaction: spread_digest(transaction, installation, installation.clock())
        )

    judged = await found(street, PLANTED, at_once)
    assert judged["together"] > 0.9
    assert judged["moments of the day"] > 0.9


@on_one_engine
async def test_a_list_that_is_not_padded_is_found(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "padded", b"".join)
    monkeypatch.setattr(making, "DECOYS", 0)
    judged = await found(street, PLANTED)
    assert judged["bytes of lists"] > 0.9


@on_one_engine
async def test_a_push_for_sensitive_news_is_found(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    def eager(installation: Installation, slot: slots.Slot, sealed: list[bytes]) -> tuple[bytes, bool]:
        entries, open_news = real(installation, slot, sealed)
        return entries, open_news or bool(sealed)

    real = making.list_for
    monkeypatch.setattr(making, "list_for", eager)
    monkeypatch.setattr(making, "DECOYS", 0)
    judged = await found(street, PLANTED)
    assert judged["pushes"] > 0.75
    assert judged["together"] > 0.75


@pytest.fixture(autouse=True)
def numbered(street: Street) -> Iterator[None]:
    """What failed is told with what was seen."""
    yield
    assert {push.status for push in street.service.received} == {201}
