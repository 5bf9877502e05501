"""An installation on SQLite and on PostgreSQL, with a clock that moves when it is told to."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from backend.installation import Installation
from tests.support.outbox import Stopwatch, opened, settings


@pytest.fixture
def clock() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
async def ours(database_url: str, tmp_path: Path, clock: Stopwatch) -> AsyncIterator[Installation]:
    """The installation."""
    async with opened(settings(database_url, tmp_path), clock, keyrings=True) as installation:
        yield installation
