"""PostgreSQL is taken away and comes back: an honest 503 meanwhile, nothing lost, and nobody has to do anything."""

import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.support.crowd import Crowd
from tests.support.databases import Databases
from tests.support.news import follower, tell_news
from tests.support.ports import free_port
from tests.support.postgres import Cluster
from tests.support.processes import wait_until
from tests.support.push_service import PushService
from tests.support.server import Installation, answers
from tests.support.staff import WIJKBEHEER
from tests.support.visitors import Visitor, colleagues, make_keyrings, told
from tests.support.wholeness import assert_there, assert_whole

pytestmark = pytest.mark.faults

#: Nobody waits longer than this to hear that it does not work now.
SOON = 6.0
PAGE = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A cluster of its own: others must not notice."""
    cluster = Cluster()
    cluster.start()
    yield cluster
    cluster.remove()


@pytest.fixture
def installation(cluster: Cluster, tmp_path: Path, push_service: PushService) -> Iterator[Installation]:
    own = Installation(tmp_path, Databases(cluster).migrated(), PUSH_HOSTS=push_service.origin)
    own.start(migrate=False)
    yield own
    own.kill()


def test_it_says_so_and_recovers_by_itself(
    installation: Installation, cluster: Cluster, push_service: PushService
) -> None:
    (handler,) = colleagues(installation, f"{WIJKBEHEER}:case")
    handler.sign_in()
    waiting = follower(installation, push_service)
    with Visitor(installation) as visitor:
        before = visitor.tell()
        cluster.stop()
        for _ in range(3):
            assert_says_so(visitor)
        cluster.start()
        wait_until(installation.ready, "it is ready again")
        assert visitor.tell()
        assert visitor.follow(before)["status"] == "assigned"
    tell_news(handler, waiting)
    push_service.wait_for(1)
    assert installation.worker
    assert installation.worker.alive, "the worker outlives its database"


def assert_says_so(visitor: Visitor) -> None:
    """Every way in answers honestly, and soon."""
    began = time.monotonic()
    problem = visitor.post("/api/reports", json=told())
    assert (problem.status_code, problem.headers["content-type"]) == (503, "application/problem+json")
    assert int(problem.headers["retry-after"]) > 0
    assert visitor.get("/api/session", headers={"Cookie": f"staff={'0' * 64}"}).status_code == 503
    page = visitor.get("/", headers=PAGE)
    assert (page.status_code, page.headers["content-type"]) == (503, "text/html; charset=utf-8")
    assert int(page.headers["retry-after"]) > 0
    assert "Het lukt nu even niet" in page.text
    assert "Postgres" not in page.text + problem.text
    assert visitor.get("/nieuw", headers=PAGE).status_code == 200, "the form itself needs no database"
    ready = visitor.get("/readyz")
    assert (ready.status_code, ready.text) == (503, "not ready\n")
    assert visitor.get("/healthz").status_code == 200
    assert time.monotonic() - began < SOON


def test_a_power_cut_of_the_database_loses_nothing(installation: Installation, cluster: Cluster) -> None:
    for _ in range(3):
        with Crowd(installation) as crowd:
            time.sleep(0.7)
            cluster.kill()
            time.sleep(0.3)
            cluster.start()
            wait_until(installation.ready, "it is ready again")
            before = len(crowd.taken)
            wait_until(lambda before=before: len(crowd.taken) > before + 5, "reports are taken again")  # type: ignore[misc]
        assert {answer.status_code for answer in crowd.refused} <= {503}
        assert_whole(installation)
        assert_there(installation, crowd.taken)


def test_the_listener_for_monitors_says_which_part_it_is(cluster: Cluster, tmp_path: Path) -> None:
    monitors = f"127.0.0.1:{free_port()}"
    own = Installation(tmp_path, Databases(cluster).migrated(), METRICS_BIND=monitors)
    own.start(migrate=False)
    make_keyrings(own)
    wait_until(lambda: answers(f"http://{monitors}/readyz"), "all parts are well")
    cluster.stop()
    found = httpx.get(f"http://{monitors}/readyz")
    cluster.start()
    assert (found.status_code, found.json()["database"]) == (503, "gives no answer")
    assert found.json()["keyrings"] == "ok"
    own.stop()
