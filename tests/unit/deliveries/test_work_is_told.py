"""New work reaches the people who do it: neutral, and not a buzz for each report."""

import asyncio
import json

from backend.deliveries import PushSender, deliver_due
from backend.installation import Installation
from tests.support.outbox import Stopwatch, follow, outbox, person, work
from tests.support.push_service import PushService


async def deliver_all(installation: Installation, sender: PushSender) -> int:
    """Deliver until nothing is due; returns how many pushes were tried."""
    total = 0
    while tried := await deliver_due(installation, sender):
        total += tried
    return total


async def test_active_people_with_the_duty_hear_in_their_own_words(
    installation: Installation, sender: PushSender, push_service: PushService
) -> None:
    fieldworker, colleague, handler, former, elsewhere = (push_service.subscriber() for _ in range(5))
    await follow(installation, await person(installation, "field"), fieldworker, "staff")
    await follow(installation, await person(installation, "field", "counter"), colleague, "staff", language="en")
    await follow(installation, await person(installation, "case"), handler, "staff")
    await follow(installation, await person(installation, "field", active=False), former, "staff")
    await follow(installation, await person(installation, "field", team="corporatie/wijkbeheer"), elsewhere, "staff")

    await work(installation, "field")
    assert await deliver_all(installation, sender) == 2
    [push] = push_service.sent_to(fieldworker)
    assert len(push_service.sent_to(colleague)) == 1
    notification = json.loads(fieldworker.read(push.body))["notification"]
    assert notification["title"] == "Er is nieuw werk"
    assert notification["navigate"] == "http://localhost:8000/taken"

    await work(installation, "case")
    await deliver_all(installation, sender)
    [push] = push_service.sent_to(handler)
    assert json.loads(handler.read(push.body))["notification"]["navigate"] == "http://localhost:8000/zaken"


async def test_a_storm_of_reports_is_one_push_and_later_one_more(
    installation: Installation, sender: PushSender, push_service: PushService, clock: Stopwatch
) -> None:
    await follow(installation, await person(installation, "field"), push_service.subscriber(), "staff")
    await work(installation, "field", times=700)  # more than one batch
    assert await deliver_all(installation, sender) == 1

    for _ in range(5):
        clock.pass_by(seconds=1)
        await work(installation, "field")
        assert await deliver_all(installation, sender) == 0, "it buzzed a moment ago"
    clock.pass_by(seconds=30)
    assert await deliver_all(installation, sender) == 1
    assert {row["state"] for row in await outbox()} == {"sent"}


async def test_who_has_two_duties_hears_once(
    installation: Installation, sender: PushSender, push_service: PushService
) -> None:
    await follow(installation, await person(installation, "field", "case"), push_service.subscriber(), "staff")
    for duty in ("field", "case", "field"):
        await work(installation, duty)
    assert await deliver_all(installation, sender) == 1


async def test_two_workers_with_the_same_team_buzz_once(
    installation: Installation, sender: PushSender, push_service: PushService
) -> None:
    await follow(installation, await person(installation, "field"), push_service.subscriber(), "staff")
    await work(installation, "field", times=1500)
    tried = await asyncio.gather(*(deliver_all(installation, sender) for _ in range(4)))
    assert sum(tried) == len(push_service.received) == 1


async def test_work_that_nobody_subscribed_to_does_not_pile_up(installation: Installation, sender: PushSender) -> None:
    await person(installation, "field")
    await work(installation, "field", times=3)
    await work(installation, "intake")
    assert await deliver_all(installation, sender) == 0
    assert await outbox() == []
