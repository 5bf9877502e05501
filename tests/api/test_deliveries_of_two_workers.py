"""Two real `worker` processes on one outbox: nothing twice, and nothing lost when one of them is killed."""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.deliveries.claiming import LEASE
from backend.deliveries.push import AT_ONCE
from backend.installation import now
from backend.settings import ROOT
from tests.support.outbox import follow, news, opened, outbox, report, settings
from tests.support.processes import Process, wait_until
from tests.support.push_service import PushService
from tests.support.subscriber import Subscriber

REPORTS = 120


@pytest.fixture
def workers(database_url: str, tmp_path: Path, push_service: PushService) -> Iterator[list[Process]]:
    """Two processes, not yet started, as `Procfile` runs them."""
    environment = {
        "BUURTSEIN_DATABASE_URL": database_url,
        "BUURTSEIN_DATA_DIR": str(tmp_path),
        "BUURTSEIN_KEYS": str(tmp_path / "keys"),
        "BUURTSEIN_PUSH_HOSTS": push_service.origin,
        "BUURTSEIN_VAPID_SUBJECT": "mailto:beheer@buurtsein.example",
    }
    command = [sys.executable, "-m", "backend.cli", "worker"]
    started = [Process(command, tmp_path / f"{n}.log", environment=environment, folder=ROOT) for n in (1, 2)]
    yield started
    for process in started:
        process.kill()


async def followed_reports(database_url: str, folder: Path, push_service: PushService) -> list[Subscriber]:
    """Reports with news that is due, and the phone that follows each."""
    async with opened(settings(database_url, folder, push_service.origin), now) as installation:
        phones = []
        for _ in range(REPORTS):
            phone, id = push_service.subscriber(), await report(installation)
            await follow(installation, id, phone)
            await news(installation, id)
            phones.append(phone)
    return phones


async def states(database_url: str, folder: Path) -> Counter[str]:
    async with opened(settings(database_url, folder), now):
        return Counter(row["state"] for row in await outbox())


async def test_each_is_sent_once(
    database_url: str, tmp_path: Path, push_service: PushService, workers: list[Process]
) -> None:
    phones = await followed_reports(database_url, tmp_path, push_service)
    push_service.answer(delay=0.05)
    for worker in workers:
        worker.start()
    push_service.wait_for(REPORTS, timeout=60)
    assert [worker.stop() for worker in workers] == [0, 0], "SIGTERM is a good end"
    assert [len(push_service.sent_to(phone)) for phone in phones] == [1] * REPORTS
    assert await states(database_url, tmp_path) == {"sent": REPORTS}
    for worker in workers:
        assert worker.said() == "", "nothing to say is said with silence"


@pytest.mark.faults
async def test_of_a_killed_worker_nothing_is_lost_and_little_is_repeated(
    database_url: str, tmp_path: Path, push_service: PushService, workers: list[Process]
) -> None:
    phones = await followed_reports(database_url, tmp_path, push_service)
    push_service.answer(delay=0.1)
    workers[0].start()
    push_service.wait_for(20, timeout=60)
    workers[0].kill()
    workers[1].start()
    patience = LEASE.total_seconds() + 30
    wait_until(lambda: all(push_service.sent_to(phone) for phone in phones), "all phones know", patience)
    assert workers[1].stop() == 0

    times = Counter(len(push_service.sent_to(phone)) for phone in phones)
    assert times.keys() <= {1, 2}, "none is repeated more than once"
    assert times[2] <= 2 * AT_ONCE, "only what was on its way, or answered while the ones before were being marked"
    for phone in phones:
        assert len({push.headers["topic"] for push in push_service.sent_to(phone)}) == 1, "the resident sees one"
    assert await states(database_url, tmp_path) == {"sent": REPORTS}
