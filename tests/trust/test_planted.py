"""The harness is proved: each of these leaks is planted in a running installation, and found on its journey."""

from collections.abc import Iterator

import pytest

from tests.support.push_service import PushService
from tests.trust.conftest import installation
from tests.trust.finding import everything, leaks
from tests.trust.journeys import short
from tests.trust.planting import plant, pull, with_door
from tests.trust.plants import PLANTS
from tests.trust.town import Town

JOURNEYS = {each.journey.__name__: each.journey for each in PLANTS.values()}


@pytest.fixture(scope="module")
def garden(pushes: PushService, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One installation in which everything is planted, and pulled out again, in turn (on SQLite)."""
    own = with_door(installation(tmp_path_factory.mktemp("garden"), "", pushes))
    own.start()
    with Town(own, pushes) as town:
        town.gather(*short.CAST)
        yield town
    own.kill()


@pytest.fixture
def town(garden: Town) -> Iterator[Town]:
    garden.begin_anew()
    yield garden
    pull(garden.installation)


@pytest.mark.parametrize("journey", JOURNEYS)
def test_without_a_plant_nothing_leaks(town: Town, journey: str) -> None:
    JOURNEYS[journey](town)
    assert leaks(everything(town)) == set()


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_leak_is_found(town: Town, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    planted = PLANTS[name]
    plant(town.installation, name)
    if planted.journey is short.digest:  # a worker that is days ahead works in this process
        planted.program(monkeypatch)
    planted.journey(town)
    assert planted.leaks - leaks(everything(town)) == set()
