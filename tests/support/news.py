"""News on its way: somebody whose browser waits for it, and a team that has some."""

from typing import NamedTuple

from tests.support.push_service import PushService
from tests.support.server import Installation
from tests.support.subscriber import Subscriber
from tests.support.visitors import Colleague, Visitor


class Follower(NamedTuple):
    """A reporter at level 2."""

    subscriber: Subscriber
    reference: str


def follower(installation: Installation, push_service: PushService) -> Follower:
    """Somebody who reported something, and wants news of it in this browser."""
    subscriber = push_service.subscriber()
    with Visitor(installation) as phone:
        reference = phone.follow(phone.tell())["reference"]
        answer = phone.step("level", level=2, subscription=subscriber.subscription)
        assert answer.status_code == 200, answer.text
    return Follower(subscriber, reference)


def tell_news(handler: Colleague, follower: Follower) -> None:
    """The team says something to the reporter: a push must come of it."""
    case = handler.find(follower.reference)
    answer = handler.post(f"/api/cases/{case['id']}/messages", json={"text": "Wij komen eraan."})
    assert answer.status_code == 200, answer.text
