"""One running installation for all tests that only talk to it, on SQLite and on PostgreSQL."""

from collections.abc import Iterator

import pytest

from tests.support.databases import Databases
from tests.support.push_service import PushService
from tests.support.server import Installation
from tests.support.visitors import Visitor


@pytest.fixture(scope="session")
def pushes() -> Iterator[PushService]:
    """The push service of that installation."""
    with PushService() as service:
        yield service


@pytest.fixture(scope="session")
def server(
    databases: Databases, pushes: PushService, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """An installation that many tests share: each tells reports of its own."""
    url = databases.migrated()
    own = Installation(tmp_path_factory.mktemp("installation"), url, PUSH_HOSTS=pushes.origin)
    own.start(migrate=False)
    yield own
    own.stop()
    databases.drop(url)


@pytest.fixture
def visitor(server: Installation) -> Iterator[Visitor]:
    """A resident's phone."""
    with Visitor(server) as visitor:
        yield visitor
