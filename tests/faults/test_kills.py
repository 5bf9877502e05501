"""`kill -9` under load: whatever was acknowledged is there, whole, and what must go out goes out."""

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.crowd import Crowd, Taken
from tests.support.processes import Process, wait_until
from tests.support.push_service import PushService
from tests.support.rows import count
from tests.support.server import Installation
from tests.support.staff import WIJKBEHEER
from tests.support.subscriber import Subscriber
from tests.support.visitors import Colleague, Visitor, colleagues
from tests.support.wholeness import assert_there, assert_whole

pytestmark = pytest.mark.faults

#: Longer than the lease of a delivery that a killed worker held.
DELIVERED_WITHIN = 40
FOLLOWERS = 2


@pytest.fixture
def running(database_url: str, tmp_path: Path, push_service: PushService) -> Iterator[Installation]:
    own = Installation(tmp_path, database_url, PUSH_HOSTS=push_service.origin)
    own.start(migrate=False)
    yield own
    own.kill()


@pytest.fixture
def handler(running: Installation) -> Iterator[Colleague]:
    (handler,) = colleagues(running, f"{WIJKBEHEER}:case")
    with handler:
        handler.sign_in()
        yield handler


def follower(running: Installation, push_service: PushService) -> tuple[Subscriber, str]:
    """Somebody whose browser waits for news of a report; with its reference."""
    subscriber = push_service.subscriber()
    with Visitor(running) as phone:
        reference = phone.follow(phone.tell())["reference"]
        assert phone.step("level", level=2, subscription=subscriber.subscription).status_code == 200
    return subscriber, reference


def tell_news(handler: Colleague, reference: str) -> None:
    """The team says something to the reporter: a push must come of it."""
    case = handler.find(reference)
    answer = handler.post(f"/api/cases/{case['id']}/messages", json={"text": "Wij komen eraan."})
    assert answer.status_code == 200, answer.text


def victims(running: Installation) -> list[Process]:
    """The processes that are killed, in turns."""
    return [running.web, running.worker] if running.worker else [running.web]


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("kills", [20, pytest.param(200, marks=pytest.mark.extended)])
def test_nothing_that_was_acknowledged_is_lost(
    running: Installation, handler: Colleague, push_service: PushService, kills: int
) -> None:
    taken: list[Taken] = []
    waiting: list[Subscriber] = []
    chance = random.Random(kills)  # noqa: S311 no secret
    for kill in range(kills):
        victim = victims(running)[kill % len(victims(running))]
        for subscriber, reference in [follower(running, push_service) for _ in range(FOLLOWERS)]:
            tell_news(handler, reference)
            waiting.append(subscriber)
        with Crowd(running) as crowd:
            time.sleep(chance.uniform(0.1, 0.5))
            victim.kill()
            before = len(crowd.taken)
            if victim is running.worker:
                time.sleep(0.2)
        if victim is running.worker:
            assert_told(running, crowd.taken[before + 8 :])
            assert not crowd.unanswered, "the web side does not need the worker"
        assert not crowd.refused
        victim.start()
        victim.wait_ready(running.ready, "it is ready again")
        told = [*crowd.taken, *crowd.ask_again()]
        assert_whole(running)
        assert_there(running, told)
        taken += told
    assert len(taken) > 10 * kills, "it was under load"
    assert_there(running, [each._replace(photo=False) for each in taken])
    wait_until(lambda: all(push_service.sent_to(each) for each in waiting), "all news arrived", DELIVERED_WITHIN)
    assert max(len(push_service.sent_to(each)) for each in waiting) <= 2, "a delivery repeats at most once"


def assert_told(running: Installation, taken: list[Taken]) -> None:
    """While no worker lives, each report that comes has its deliveries in the outbox: they came in one entry."""
    submissions = ", ".join(f"'{each.sent['submission']}'" for each in taken) or "NULL"
    query = (
        "SELECT count(*) FROM report r JOIN casefile c ON c.id = r.id WHERE r.submission IN "  # noqa: S608
        f"({submissions}) AND (SELECT count(*) FROM delivery d WHERE d.report = c.id AND d.kind = 'work') <> "
        "CASE c.sensitivity WHEN 'open' THEN 2 ELSE 1 END"
    )
    assert count(running.environment["BUURTSEIN_DATABASE_URL"], query) == 0
