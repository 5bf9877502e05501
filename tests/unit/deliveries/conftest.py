"""One installation and one sender per test, on either engine, with a clock that the test moves."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from backend.deliveries import PushSender
from backend.installation import Installation
from tests.support.outbox import Stopwatch, opened, settings
from tests.support.push_service import PushService


@pytest.fixture
def clock() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
async def installation(
    database_url: str, tmp_path: Path, push_service: PushService, clock: Stopwatch
) -> AsyncIterator[Installation]:
    async with opened(settings(database_url, tmp_path, push_service.origin), clock) as installation:
        yield installation


@pytest.fixture
async def sender(installation: Installation) -> AsyncIterator[PushSender]:
    async with PushSender(installation) as sender:
        yield sender
