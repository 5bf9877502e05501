"""`kill -9` under load: whatever was acknowledged is there, whole, and what must go out goes out."""

import random
import time

import pytest

from tests.support.crowd import Crowd, Taken
from tests.support.news import Follower, follower, tell_news
from tests.support.processes import Process, wait_until
from tests.support.push_service import PushService
from tests.support.rows import count
from tests.support.server import Installation
from tests.support.visitors import Colleague
from tests.support.wholeness import assert_there, assert_whole

pytestmark = pytest.mark.faults

#: Longer than the lease of a delivery that a killed worker held.
DELIVERED_WITHIN = 40
FOLLOWERS = 2


def victims(running: Installation) -> list[Process]:
    """The processes that are killed, in turns."""
    return [running.web, running.worker] if running.worker else [running.web]


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("kills", [20, pytest.param(200, marks=pytest.mark.extended)])
def test_nothing_that_was_acknowledged_is_lost(
    running: Installation, handler: Colleague, push_service: PushService, kills: int
) -> None:
    taken: list[Taken] = []
    waiting: list[Follower] = []
    chance = random.Random(kills)  # noqa: S311 no secret
    for kill in range(kills):
        victim = victims(running)[kill % len(victims(running))]
        for each in [follower(running, push_service) for _ in range(FOLLOWERS)]:
            tell_news(handler, each)
            waiting.append(each)
        with Crowd(running) as crowd:
            wait_until(crowd.is_busy, "residents are at work")
            time.sleep(chance.uniform(0.0, 0.4))
            victim.kill()
            killed_at = time.monotonic()
            if victim is running.worker:
                wait_until(lambda: bool(crowd.taken_since(killed_at)), "the web side goes on alone")  # noqa: B023
        if victim is running.worker:
            assert_told(running, crowd.taken_since(killed_at))
            assert not crowd.unanswered, "the web side does not need the worker"
        assert not crowd.refused
        bring_back(running, victim)
        told = [*crowd.taken, *crowd.ask_again()]
        assert_whole(running)
        assert_there(running, told)
        taken += told
    assert_there(running, [each._replace(photo=False) for each in taken])
    sent = [each.subscriber for each in waiting]
    wait_until(lambda: all(push_service.sent_to(each) for each in sent), "all news arrived", DELIVERED_WITHIN)
    assert max(len(push_service.sent_to(each)) for each in sent) <= 2, "a delivery repeats at most once"


def bring_back(running: Installation, victim: Process) -> None:
    """Start it again, as systemd would."""
    if victim is running.worker:
        running.start_worker()
    else:
        victim.start()
        victim.wait_ready(running.ready, "it is ready again")


def assert_told(running: Installation, taken: list[Taken]) -> None:
    """While no worker lives, each report that comes has its deliveries in the outbox: they came in one entry."""
    submissions = ", ".join(f"'{each.sent['submission']}'" for each in taken) or "NULL"
    query = (
        "SELECT count(*) FROM report r JOIN casefile c ON c.id = r.id WHERE r.submission IN "  # noqa: S608
        f"({submissions}) AND (SELECT count(*) FROM delivery d WHERE d.report = c.id AND d.kind = 'work') <> 1"
    )
    assert count(running.environment["BUURTSEIN_DATABASE_URL"], query) == 0
