"""The push service that other tests rely on: does it take what pywebpush sends, and say what it was told to say?"""

import pytest
import requests
from pywebpush import WebPushException, webpush

from tests.support.push_service import PushService
from tests.support.subscriber import Subscriber, encode

PRIVATE_KEY = encode(bytes(range(1, 33)))  # any 32 bytes will do: this service does not ask who sends


def send(subscriber: Subscriber, text: str) -> int:
    response = webpush(
        subscriber.subscription,
        text,
        vapid_private_key=PRIVATE_KEY,
        vapid_claims={"sub": "mailto:test@buurtsein.example"},
        ttl=60,
        timeout=0.5,
        headers={"Topic": "klm-4f7q", "Urgency": "normal"},
    )
    return int(response.status_code)


def test_only_the_subscriber_can_read_what_was_sent(push_service: PushService) -> None:
    subscriber, somebody_else = push_service.subscriber(), push_service.subscriber()
    assert send(subscriber, "De tegel ligt weer vast.") == 201
    [push] = push_service.wait_for(1)
    assert b"tegel" not in push.body
    assert subscriber.read(push.body) == "De tegel ligt weer vast."
    assert (push.headers["topic"], push.headers["ttl"]) == ("klm-4f7q", "60")
    assert push.headers["authorization"].startswith("vapid ")
    with pytest.raises(Exception, match="Decryption"):
        somebody_else.read(push.body)


@pytest.mark.parametrize("status", [410, 429, 500])
def test_it_answers_as_it_was_told(push_service: PushService, status: int) -> None:
    subscriber = push_service.subscriber()
    push_service.answer(status, Retry_After="2")
    with pytest.raises(WebPushException) as refused:
        send(subscriber, "nee")
    assert refused.value.response is not None
    assert refused.value.response.status_code == status
    assert refused.value.response.headers["Retry-After"] == "2"
    push_service.answer()
    assert send(subscriber, "ja") == 201
    assert [push.status for push in push_service.received] == [status, 201]
    assert len(push_service.sent_to(subscriber)) == 1


def test_a_subscription_that_ended_is_gone(push_service: PushService) -> None:
    subscriber = push_service.subscriber()
    push_service.forget(subscriber)
    with pytest.raises(WebPushException, match="410"):
        send(subscriber, "nee")


def test_slow_down_and_back(push_service: PushService) -> None:
    subscriber = push_service.subscriber()
    push_service.answer(delay=1)
    with pytest.raises(requests.Timeout):
        send(subscriber, "te laat")
    push_service.down()
    with pytest.raises(requests.ConnectionError):
        send(subscriber, "niemand thuis")
    push_service.answer()
    push_service.up()
    assert send(subscriber, "weer terug") == 201
