"""The worker: prompt, not early, hard to stop by one thing going wrong, and finishing what it began."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from statistics import median

import pytest
import structlog
from structlog.testing import capture_logs

from backend import worker
from backend.errors import Unavailable
from backend.installation import Installation, now
from tests.support.outbox import follow, news, opened, outbox, report, settings
from tests.support.push_service import PushService


@pytest.fixture
async def living(database_url: str, tmp_path: Path, push_service: PushService) -> AsyncIterator[Installation]:
    """An installation in real time."""
    async with opened(settings(database_url, tmp_path, push_service.origin), now) as installation:
        yield installation


async def until(true: Callable[[], Awaitable[object]]) -> None:
    """Look again and again, without holding up the loop."""
    async with asyncio.timeout(10):
        while not await true():  # noqa: ASYNC110  # what we wait for happens outside of this loop
            await asyncio.sleep(0.005)


async def arrived(push_service: PushService, count: int) -> None:
    """Wait until so many pushes came in."""

    async def enough() -> bool:
        return len(push_service.received) >= count

    await until(enough)


async def test_news_leaves_within_a_moment_of_its_time_and_never_before(
    living: Installation, push_service: PushService
) -> None:
    id = await report(living)
    phone = push_service.subscriber()
    await follow(living, id, phone)
    delays = []
    async with worker.running(living):
        for number, wait in enumerate([0.0, 0.3, 0.0, 0.7, 0.0], 1):
            due_at = now() + timedelta(seconds=wait)
            await news(living, id, due_at)
            await arrived(push_service, number)
            delays.append((now() - due_at).total_seconds())
    assert min(delays) >= 0
    assert median(delays) < 1


async def test_news_of_another_process_is_seen_too(
    living: Installation, push_service: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker.Worker, "noticed", lambda _self, _tables: None)
    id = await report(living)
    await follow(living, id, push_service.subscriber())
    async with worker.running(living):
        await asyncio.sleep(0.2)
        began = time.monotonic()
        await news(living, id)
        await arrived(push_service, 1)
    assert time.monotonic() - began < 1


async def test_a_loop_that_fails_stops_no_other_and_says_no_more_than_its_kind(
    living: Installation, push_service: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def close_quiet(_installation: Installation) -> None:
        raise RuntimeError("about a Losse tegel")

    monkeypatch.setattr(worker, "TIDYING", (close_quiet,))
    monkeypatch.setattr(worker, "log", structlog.get_logger())
    id = await report(living)
    await follow(living, id, push_service.subscriber())
    with capture_logs() as logs:
        async with worker.running(living):
            await news(living, id)
            await arrived(push_service, 1)
    assert {"event": "turn_failed", "loop": "close_quiet", "error": "RuntimeError", "log_level": "error"} in logs
    assert "tegel" not in str(logs)


async def test_it_delivers_again_after_the_database_was_away(
    living: Installation, push_service: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = await report(living)
    await follow(living, id, push_service.subscriber())
    refused = asyncio.Event()

    async def refuse(_batch: object) -> None:
        refused.set()
        raise Unavailable

    await news(living, id, now() + timedelta(seconds=0.2))
    async with worker.running(living):
        with monkeypatch.context() as away:
            away.setattr(living.ledger._writer, "commit", refuse)
            await refused.wait()
            assert push_service.received == []
        await arrived(push_service, 1)
    assert len(await outbox("sent")) == 1


async def test_it_finishes_what_it_began(living: Installation, push_service: PushService) -> None:
    push_service.answer(delay=0.5)
    id = await report(living)
    for _ in range(3):
        await follow(living, id, push_service.subscriber())
    async with worker.running(living):
        await news(living, id)
        await until(lambda: outbox("sending"))
    assert len(push_service.received) == 3
    assert len(await outbox("sent")) == 3


async def test_its_heart_beats_while_it_runs(living: Installation) -> None:
    assert await worker.beating(living)

    async def well() -> bool:
        return not await worker.beating(living)

    async with worker.running(living):
        await until(well)
    file, long_ago = worker.beat_file(living.settings), time.time() - 60
    os.utime(file, (long_ago, long_ago))
    assert await worker.beating(living)


async def test_a_loop_that_hangs_stops_its_heart_and_not_its_end(
    living: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hang(_installation: Installation) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(worker, "TIDYING", (hang,))
    monkeypatch.setattr(worker, "HANGS_AFTER", 0.1)
    monkeypatch.setattr(worker, "BEAT", 0.02)
    monkeypatch.setattr(worker, "STOPS_WITHIN", 0.2)
    async with worker.running(living):
        await asyncio.sleep(0.3)
        worker.beat_file(living.settings).unlink(missing_ok=True)
        await asyncio.sleep(0.2)
        assert await worker.beating(living)
