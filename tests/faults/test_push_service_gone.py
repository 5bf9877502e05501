"""The push service is down, slow or angry: reports and pages do not notice, and the news arrives afterwards."""

import time

import httpx
import pytest

from tests.support.news import follower, tell_news
from tests.support.processes import wait_until
from tests.support.push_service import PushService
from tests.support.rows import count
from tests.support.server import Installation
from tests.support.visitors import Colleague, Visitor

pytestmark = pytest.mark.faults

#: As fast as without trouble: what is sent waits for nobody.
UNNOTICED = 2.0


def test_news_waits_and_nothing_else_does(running: Installation, handler: Colleague, push_service: PushService) -> None:
    waiting = [follower(running, push_service) for _ in range(5)]
    troubles = {
        "angry": lambda: push_service.answer(500),
        "busy": lambda: push_service.answer(429, Retry_After="2"),
        "away": lambda: push_service.answer(503),
        "slow": lambda: push_service.answer(delay=6),
        "down": push_service.down,
    }
    for each, (name, begin) in zip(waiting, troubles.items(), strict=True):
        begin()
        tell_news(handler, each)
        wait_until(lambda each=each: tried(running, each.reference), f"it was tried while {name}")  # type: ignore[misc]
        assert_unnoticed(running)
    push_service.up()
    push_service.answer()
    sent = [each.subscriber for each in waiting]
    wait_until(lambda: all(push_service.sent_to(each) for each in sent), "all news arrived", timeout=45)
    assert max(len(push_service.sent_to(each)) for each in sent) <= 2


def tried(running: Installation, reference: str) -> bool:
    """Whether its news was spread, so that the worker has taken it up."""
    query = (
        "SELECT count(*) FROM delivery d JOIN casefile c ON c.id = d.report WHERE d.kind = 'news' AND "  # noqa: S608
        f"c.reference = '{reference}'"
    )
    return count(running.environment["BUURTSEIN_DATABASE_URL"], query) == 0


def assert_unnoticed(running: Installation) -> None:
    """A report is taken and a page is shown, at once."""
    with Visitor(running) as phone:
        began = time.monotonic()
        phone.follow(phone.tell())
        assert phone.get("/").status_code == httpx.codes.OK
        assert running.ready()
        assert time.monotonic() - began < UNNOTICED
