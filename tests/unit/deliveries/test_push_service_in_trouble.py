"""What a push service can do to us: nothing is lost, nobody else waits, and giving up can be seen."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec
import pytest
from aiohttp import ClientTimeout, web
from structlog.testing import capture_logs

from backend.deliveries import PushSender, deliver_due, has_subscription, push
from backend.deliveries.rounds import Rounds
from backend.installation import Installation
from tests.support.outbox import Stopwatch, follow, news, outbox, report
from tests.support.ports import free_port
from tests.support.push_service import PushService
from tests.support.subscriber import Subscriber


async def followed(installation: Installation, push_service: PushService) -> Subscriber:
    """A report with news and a phone that wants it."""
    phone, id = push_service.subscriber(), await report(installation)
    await follow(installation, id, phone)
    await news(installation, id)
    return phone


def elsewhere(installation: Installation, *origins: str) -> Installation:
    """The same installation with other push services in its allow-list."""
    return msgspec.structs.replace(
        installation, settings=msgspec.structs.replace(installation.settings, push_hosts=origins)
    )


@asynccontextmanager
async def redirecting_to(target: str) -> AsyncIterator[str]:
    """A service that sends every push on to another place."""

    async def answer(request: web.Request) -> web.Response:
        raise web.HTTPTemporaryRedirect(target)

    application = web.Application()
    application.add_routes([web.post("/push/{channel}", answer)])
    runner = web.AppRunner(application)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield f"http://127.0.0.1:{port}"
    await runner.cleanup()


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503])
async def test_not_now_is_tried_again_later(
    installation: Installation, sender: PushSender, push_service: PushService, clock: Stopwatch, status: int
) -> None:
    phone = await followed(installation, push_service)
    push_service.answer(status)
    assert await deliver_due(installation, sender) == 1
    assert await deliver_due(installation, sender) == 0, "it rests first"
    [row] = await outbox("waiting")
    assert (row["attempts"], row["failure"]) == (1, f"HTTP {status}")

    push_service.answer()
    clock.pass_by(seconds=7)
    assert await deliver_due(installation, sender) == 1
    assert len(push_service.sent_to(phone)) == 1
    assert {push.headers["topic"] for push in push_service.received} == {row["topic"]}


@pytest.mark.parametrize("header", ["120", "Mon, 23 Nov 2099 09:02:00 GMT"])
async def test_it_waits_as_long_as_the_service_asks(
    installation: Installation, sender: PushSender, push_service: PushService, clock: Stopwatch, header: str
) -> None:
    await followed(installation, push_service)
    push_service.answer(429, Retry_After=header)
    await deliver_due(installation, sender)
    clock.pass_by(seconds=119)
    assert await deliver_due(installation, sender) == 0
    clock.pass_by(days=1)
    push_service.answer()
    assert await deliver_due(installation, sender) == (1 if header == "120" else 0), "a day is the end of it"


async def test_it_rests_longer_each_time_and_gives_up_after_a_day_where_it_can_be_seen(
    installation: Installation, sender: PushSender, push_service: PushService, clock: Stopwatch
) -> None:
    phone = await followed(installation, push_service)
    push_service.answer(500)
    began, pauses = clock(), []
    with capture_logs() as logs:
        while await deliver_due(installation, sender):
            if resting := await outbox("waiting"):
                pauses.append((resting[0]["claimed_until"] - clock()).total_seconds())
                clock.time = resting[0]["claimed_until"]
    assert 3.5 < pauses[0] < 6.5 < pauses[1] < 13
    assert 2700 <= max(pauses) <= 4500
    # It gives up where the next pause, of 75 minutes at most, would end after the day.
    assert 24 - 1.25 < (clock() - began).total_seconds() / 3600 <= 24
    [row] = await outbox()
    assert row["failure"] == "HTTP 500"
    assert logs == [{"event": "push_failed", "reason": "HTTP 500", "log_level": "error"}]
    assert phone.endpoint not in str(logs)


@pytest.mark.parametrize("status", [400, 401, 403, 413])
async def test_a_refusal_is_final_and_keeps_the_subscription(
    installation: Installation, sender: PushSender, push_service: PushService, status: int
) -> None:
    await followed(installation, push_service)
    push_service.answer(status)
    with capture_logs() as logs:
        await deliver_due(installation, sender)
    [row] = await outbox("failed")
    assert row["failure"] == f"HTTP {status}"
    assert [entry["reason"] for entry in logs] == [f"HTTP {status}"]


@pytest.mark.parametrize("status", [404, 410])
async def test_a_browser_that_is_gone_is_forgotten(
    installation: Installation, sender: PushSender, push_service: PushService, clock: Stopwatch, status: int
) -> None:
    id = await report(installation)
    gone, still_there = push_service.subscriber(), push_service.subscriber()
    await follow(installation, id, gone)
    await follow(installation, id, still_there)
    if status == 404:
        push_service.answer(404)
        await news(installation, id)
        await deliver_due(installation, sender)
        assert not await has_subscription(id)
        assert await outbox() == []
        return
    push_service.forget(gone)
    for _ in range(2):
        await news(installation, id)
        await deliver_due(installation, sender)
        clock.pass_by(minutes=1)
    assert [push.status for push in push_service.received].count(410) == 1
    assert len(push_service.sent_to(still_there)) == 2
    assert len(await outbox("sent")) == 2


async def test_a_service_that_is_down_is_tried_again(
    installation: Installation, sender: PushSender, push_service: PushService, clock: Stopwatch
) -> None:
    phone = await followed(installation, push_service)
    push_service.down()
    await deliver_due(installation, sender)
    [row] = await outbox("waiting")
    assert row["failure"] in ("ClientConnectorError", "ClientOSError", "ServerDisconnectedError")
    push_service.up()
    clock.pass_by(seconds=7)
    await deliver_due(installation, sender)
    assert len(push_service.sent_to(phone)) == 1


async def test_a_slow_service_holds_up_nobody_else(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, clock: Stopwatch
) -> None:
    monkeypatch.setattr(push, "TIMEOUT", ClientTimeout(total=1.5))
    with PushService() as slow, PushService() as quick:
        slow.answer(delay=3)
        installation = elsewhere(installation, slow.origin, quick.origin)
        async with PushSender(installation) as sender:
            rounds = Rounds(installation, sender)
            for _ in range(40):
                await followed(installation, slow)
            await rounds.turn()
            phone = await followed(installation, quick)
            began = time.monotonic()
            while not quick.sent_to(phone):
                await rounds.turn()
                await asyncio.sleep(0.02)
            assert time.monotonic() - began < 1
            await rounds.finish()
    waiting = await outbox("waiting")
    assert len(waiting) == 40
    assert {row["failure"] for row in waiting} <= {"TimeoutError", "ServerTimeoutError", "ConnectionTimeoutError", ""}


async def test_a_redirect_is_not_followed(installation: Installation, push_service: PushService) -> None:
    async with redirecting_to(f"{push_service.origin}/push/anything") as origin:
        installation = elsewhere(installation, origin, push_service.origin)
        id = await report(installation)
        await follow(installation, id, Subscriber(f"{origin}/push/anything"))
        await news(installation, id)
        async with PushSender(installation) as sender:
            await deliver_due(installation, sender)
    assert push_service.received == []
    [row] = await outbox("failed")
    assert row["failure"] == "HTTP 307"
