"""What every test may ask for. The heavy things start when the first test asks, and end with the session."""

from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.support.databases import Databases, SQLiteFolder
from tests.support.postgres import Cluster
from tests.support.push_service import PushService
from tests.support.server import Installation

# No test is timed: a slow machine is no fault.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A running PostgreSQL cluster, shared by all tests. A test that stops it starts it again."""
    cluster = Cluster()
    cluster.start()
    yield cluster
    cluster.remove()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Databases of either engine: a test that asks for them runs on both."""
    on_sqlite = request.param == "sqlite"
    engine = SQLiteFolder(tmp_path_factory.mktemp("sqlite")) if on_sqlite else request.getfixturevalue("postgres")
    own = Databases(engine)
    yield own
    own.close()


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    """A database of its own for one test, on SQLite and on PostgreSQL, with today's schema and no rows."""
    url = databases.migrated()
    yield url
    databases.drop(url)


@pytest.fixture
def empty_database_url(databases: Databases) -> Iterator[str]:
    """A database of its own for one test, on SQLite and on PostgreSQL, without any table."""
    url = databases.empty()
    yield url
    databases.drop(url)


@pytest.fixture
def push_service() -> Iterator[PushService]:
    """A push service of its own for one test."""
    with PushService() as service:
        yield service


@pytest.fixture
def installation(database_url: str, tmp_path: Path) -> Iterator[Installation]:
    """An installation of its own for one test, on SQLite and on PostgreSQL; the test starts it. Its logs stay."""
    own = Installation(tmp_path, database_url)
    yield own
    own.kill()
