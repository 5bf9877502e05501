"""From an event to a phone: once, when it is due, and saying nothing that others may not know."""

import json
from datetime import timedelta

import pytest

from backend.deliveries import PushSender, deliver_due, forget_owner, take_back, unsubscribe
from backend.installation import Installation
from tests.support.outbox import Stopwatch, follow, news, outbox, report
from tests.support.push_service import PushService


async def test_it_arrives_once_and_not_before_its_time(
    installation: Installation, sender: PushSender, push_service: PushService, clock: Stopwatch
) -> None:
    phone, id = push_service.subscriber(), await report(installation)
    await follow(installation, id, phone)
    await news(installation, id, clock() + timedelta(seconds=10))

    clock.pass_by(seconds=9)
    assert await deliver_due(installation, sender) == 0
    clock.pass_by(seconds=1)
    assert await deliver_due(installation, sender) == 1
    assert await deliver_due(installation, sender) == 0

    [push] = push_service.received
    assert json.loads(phone.read(push.body)) == {
        "web_push": 8030,
        "notification": {
            "title": "Er is nieuws",
            "body": "Open de app om het te lezen.",
            "navigate": "http://localhost:8000/volg",
            "lang": "nl",
            "dir": "ltr",
            "tag": push.headers["topic"],
        },
    }
    assert push.headers["ttl"] == "86400"
    assert push.headers["content-encoding"] == "aes128gcm"
    assert push.headers["authorization"].startswith("vapid t=")
    assert len(push.headers["topic"]) <= 32


async def test_every_browser_of_the_report_hears_and_no_other(
    installation: Installation, sender: PushSender, push_service: PushService
) -> None:
    phone, laptop, neighbour = (push_service.subscriber() for _ in range(3))
    mine, theirs = await report(installation), await report(installation)
    await follow(installation, mine, phone)
    await follow(installation, mine, phone)  # the same browser again
    await follow(installation, mine, laptop)
    await follow(installation, theirs, neighbour)
    await news(installation, mine)
    assert await deliver_due(installation, sender) == 2
    assert [len(push_service.sent_to(browser)) for browser in (phone, laptop, neighbour)] == [1, 1, 0]


async def test_nobody_who_looks_at_it_on_the_way_can_tell_messages_or_browsers_apart(
    installation: Installation, sender: PushSender, push_service: PushService
) -> None:
    phone, tablet = push_service.subscriber(), push_service.subscriber()
    one, other = await report(installation), await report(installation)
    await follow(installation, one, phone)
    await follow(installation, one, tablet, language="en")
    await follow(installation, other, phone)
    for id in (one, other, one):
        await news(installation, id)
        await deliver_due(installation, sender)
    assert len({len(push.body) for push in push_service.received}) == 1
    topics = {browser: [push.headers["topic"] for push in push_service.sent_to(browser)] for browser in (phone, tablet)}
    assert len(topics[phone]) == 3
    assert len(set(topics[phone])) == 2, "one topic for each report, the same each time"
    assert set(topics[tablet]).isdisjoint(topics[phone]), "two browsers of one report have nothing in common"


async def test_undone_before_it_left_is_never_told(
    installation: Installation, sender: PushSender, push_service: PushService, clock: Stopwatch
) -> None:
    id = await report(installation)
    await follow(installation, id, push_service.subscriber())
    undone = await news(installation, id, clock() + timedelta(seconds=10))
    kept = await news(installation, id, clock() + timedelta(seconds=20))
    await installation.ledger.record(lambda transaction: take_back(transaction, undone))
    clock.pass_by(minutes=1)
    assert await deliver_due(installation, sender) == 1
    assert [row["cause"] for row in await outbox()] == [kept]


async def test_several_events_at_once_are_one_notification(
    installation: Installation, sender: PushSender, push_service: PushService
) -> None:
    id = await report(installation)
    await follow(installation, id, push_service.subscriber())
    for _ in range(3):
        await news(installation, id)
    assert await deliver_due(installation, sender) == 1
    await news(installation, id)
    assert await deliver_due(installation, sender) == 1, "what happens later is news again"


@pytest.mark.parametrize("how", ["unsubscribed", "forgotten"])
async def test_who_stops_listening_hears_nothing_more(
    installation: Installation, sender: PushSender, push_service: PushService, how: str
) -> None:
    phone, id = push_service.subscriber(), await report(installation)
    await follow(installation, id, phone)
    await news(installation, id)
    if how == "unsubscribed":
        await unsubscribe(installation, owner=id, endpoint=phone.endpoint)
    else:
        await installation.ledger.record(lambda transaction: forget_owner(transaction, id))
    assert await deliver_due(installation, sender) == 0
    assert push_service.received == []
    assert await outbox() == []
