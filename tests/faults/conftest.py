"""An installation to make trouble for, and somebody of staff who works there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.push_service import PushService
from tests.support.server import Installation
from tests.support.staff import WIJKBEHEER
from tests.support.visitors import Colleague, colleagues


@pytest.fixture
def running(database_url: str, tmp_path: Path, push_service: PushService) -> Iterator[Installation]:
    """An installation of its own for one test, that runs and sends to the test's push service."""
    own = Installation(tmp_path, database_url, PUSH_HOSTS=push_service.origin)
    own.start(migrate=False)
    yield own
    own.kill()


@pytest.fixture
def handler(running: Installation) -> Iterator[Colleague]:
    """Who handles open reports, signed in."""
    (handler,) = colleagues(running, f"{WIJKBEHEER}:case")
    with handler:
        handler.sign_in()
        yield handler
