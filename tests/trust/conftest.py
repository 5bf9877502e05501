"""One town for the whole harness, on SQLite and on PostgreSQL."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.databases import Databases
from tests.support.neighbourhoods import EXAMPLE, Folder
from tests.support.ports import free_port
from tests.support.push_service import PushService
from tests.support.server import Installation
from tests.trust.journeys.whole import travel
from tests.trust.town import Town


def installation(folder: Path, database_url: str, pushes: PushService) -> Installation:
    """One with moderators and a monitor, whose temporary files lie in its folder too."""
    shutil.copytree(EXAMPLE, folder / "neighbourhood")
    Folder(folder / "neighbourhood").replace(
        "partners.toml",
        'name = "Gebiedsverbinder"\nduties = ["case"]',
        'name = "Gebiedsverbinder"\nduties = ["case", "moderate"]',
    )
    own = Installation(
        folder,
        database_url,
        PUSH_HOSTS=pushes.origin,
        NEIGHBOURHOOD=str(folder / "neighbourhood"),
        METRICS_BIND=f"127.0.0.1:{free_port()}",
    )
    temporary = folder / "temporary"
    temporary.mkdir()
    own.environment["TMPDIR"] = str(temporary)
    return own


@pytest.fixture(scope="session")
def pushes() -> Iterator[PushService]:
    with PushService() as service:
        yield service


@pytest.fixture(scope="package")
def town(databases: Databases, pushes: PushService, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """After all journeys."""
    url = databases.migrated()
    own = installation(tmp_path_factory.mktemp("town"), url, pushes)
    own.start(migrate=False)
    with Town(own, pushes) as town:
        yield travel(town)
    own.kill()
    databases.drop(url)
