"""One installation per test, on either engine, with a clock that the test moves."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from backend.installation import Installation
from tests.support.outbox import Stopwatch, opened, settings


@pytest.fixture
def clock() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
async def installation(database_url: str, tmp_path: Path, clock: Stopwatch) -> AsyncIterator[Installation]:
    async with opened(settings(database_url, tmp_path), clock) as installation:
        yield installation
