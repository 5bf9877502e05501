"""SIGTERM: what was accepted is finished and answered, then it ends in order."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.crowd import Crowd, Taken
from tests.support.news import follower, tell_news
from tests.support.photos import jpeg
from tests.support.processes import wait_until
from tests.support.push_service import PushService
from tests.support.rows import rows
from tests.support.server import Installation
from tests.support.visitors import Colleague, Visitor
from tests.support.wholeness import assert_there, assert_whole

pytestmark = pytest.mark.faults

LARGE = jpeg((4000, 3000))
PHOTOS = 6


def test_photos_that_are_being_decoded_are_kept(running: Installation) -> None:
    phones = [Visitor(running) for _ in range(PHOTOS)]
    sent = [phone.tell(photos=1) for phone in phones]  # each has its connection now
    with ThreadPoolExecutor(PHOTOS) as threads:
        answers = threads.map(lambda phone, each: phone.add_photo(each, LARGE).status_code, phones, sent)
        time.sleep(0.3)  # all of them were sent: most wait for their turn
        running.stop()
        assert set(answers) == {201}
    running.start(migrate=False)
    assert_there(running, [Taken(each, photo=True) for each in sent])


def test_under_load_it_ends_in_order_and_loses_nothing(running: Installation) -> None:
    with Crowd(running) as crowd:
        time.sleep(0.5)
        running.stop()
    assert not crowd.refused
    running.start(migrate=False)
    assert_whole(running)
    assert_there(running, [*crowd.taken, *crowd.ask_again()])


def test_a_push_that_is_on_its_way_is_finished_and_not_sent_again(
    running: Installation, handler: Colleague, push_service: PushService
) -> None:
    waiting = follower(running, push_service)
    push_service.answer(delay=2)
    tell_news(handler, waiting)
    wait_until(lambda: states(running) == ["sending"], "it is on its way")
    running.stop()
    assert len(push_service.sent_to(waiting.subscriber)) == 1
    assert states(running) == ["sent"]


def states(running: Installation) -> list[str]:
    """How far the pushes are."""
    database = running.environment["BUURTSEIN_DATABASE_URL"]
    return [row["state"] for row in rows(database, "SELECT state FROM delivery WHERE kind = 'push'")]
