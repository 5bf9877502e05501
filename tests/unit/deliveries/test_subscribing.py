"""Who can be subscribed, to what, and what of it can be read afterwards."""

from copy import deepcopy
from typing import Any

import pytest

from backend.deliveries import has_subscription, subscribe, sweep_deliveries, vapid_public_key
from backend.deliveries.addresses import decoded, may_send_to
from backend.deliveries.tables import Subscription
from backend.errors import Conflict, Invalid
from backend.installation import Installation
from tests.support.outbox import Stopwatch, follow, person, report
from tests.support.push_service import PushService

HOSTS = ("fcm.googleapis.com", "*.push.apple.com", "http://127.0.0.1:8191", "https://push.example:8443")


async def follow_with(installation: Installation, owner: Any, subscription: dict[str, Any]) -> None:
    await subscribe(installation, owner=owner, kind="report", subscription=subscription, language="nl")


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc:def-_",
        "https://fcm.googleapis.com:443/fcm/send/abc",
        "https://web.push.apple.com/Qabc",
        "http://127.0.0.1:8191/push/1",
        "https://push.example:8443/1",
    ],
)
def test_services_of_the_allow_list(endpoint: str) -> None:
    assert may_send_to(endpoint, HOSTS)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/fcm/send/abc",
        "https://fcm.googleapis.com:8080/abc",
        "https://fcm.googleapis.com.evil.example/abc",
        "https://evilfcm.googleapis.com/abc",
        "https://push.apple.com.evil.example/abc",
        "https://push.apple.com/abc",
        "https://evilpush.apple.com/abc",
        "https://user@fcm.googleapis.com/abc",
        "https://fcm.googleapis.com@evil.example/abc",
        "https://evil.example\\@fcm.googleapis.com/abc",
        "https://evil.example#@fcm.googleapis.com/",
        "https://fcm.googleapis.com",
        "https://fcm.googleapis.com\n.evil.example/abc",
        "https://fcm.googleapis.com/abc def",
        "https://fcm.googleapis.com/" + "a" * 2000,
        "http://127.0.0.1:8192/push/1",
        "http://localhost:8191/push/1",
        "https://127.0.0.1/push/1",
        "https://push.example/1",
        "file:///etc/passwd",
        "",
    ],
)
def test_nothing_else(endpoint: str) -> None:
    assert not may_send_to(endpoint, HOSTS)


def test_http_needs_loopback_even_where_the_list_names_it() -> None:
    assert not may_send_to("http://push.example:80/1", ("http://push.example:80",))


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"endpoint": "https://evil.example/1"}, {"endpoint"}),
        ({"endpoint": None}, {"endpoint"}),
        ({"keys": None}, {"keys"}),
        ({"keys": {"p256dh": "A" * 87, "auth": "A" * 22}}, {"keys"}),
        ({"keys": {"p256dh": "no key!", "auth": "A" * 22}}, {"keys"}),
        ({"endpoint": 3, "keys": {"auth": 4}}, {"endpoint", "keys"}),
    ],
)
async def test_what_is_no_subscription_is_refused_in_all_its_fields(
    installation: Installation, push_service: PushService, change: dict[str, Any], fields: set[str]
) -> None:
    id, subscription = await report(installation), push_service.subscriber().subscription | change
    with pytest.raises(Invalid) as refused:
        await follow_with(installation, id, subscription)
    assert refused.value.fields.keys() == fields
    assert not await has_subscription(id)


@pytest.mark.parametrize("auth", ["A" * 21, "A" * 24, 16, None])
async def test_a_short_or_long_secret_is_refused(
    installation: Installation, push_service: PushService, auth: object
) -> None:
    subscription: dict[str, Any] = deepcopy(push_service.subscriber().subscription)
    subscription["keys"]["auth"] = auth
    with pytest.raises(Invalid, match="velden"):
        await follow_with(installation, await report(installation), subscription)


@pytest.mark.parametrize("sensitivity", ["restricted", "sealed"])
async def test_no_row_leads_from_a_phone_to_a_sensitive_report(
    installation: Installation, push_service: PushService, sensitivity: str
) -> None:
    id = await report(installation, sensitivity)
    with pytest.raises(Conflict):
        await follow(installation, id, push_service.subscriber())
    with pytest.raises(Conflict):
        await follow(installation, await person(installation), push_service.subscriber())  # no report at all
    assert await Subscription.count() == 0


async def test_what_is_stored_shows_no_phone_and_links_no_two_reports(
    installation: Installation, push_service: PushService
) -> None:
    phone = push_service.subscriber()
    one, other = await report(installation), await report(installation)
    for id in (one, one, other):
        await follow(installation, id, phone)
    rows = await Subscription.select()
    assert len(rows) == 2
    keys: Any = phone.subscription["keys"]
    for marker in (phone.endpoint.encode(), push_service.origin.encode(), keys["auth"].encode(), decoded(keys["auth"])):
        assert marker not in b"".join(bytes(row["address"]) + bytes(row["digest"]) for row in rows)
    assert rows[0]["digest"] != rows[1]["digest"]


async def test_a_phone_that_was_idle_for_90_days_is_forgotten(
    installation: Installation, push_service: PushService, clock: Stopwatch
) -> None:
    idle, used = await report(installation), await report(installation)
    await follow(installation, idle, push_service.subscriber())
    phone = push_service.subscriber()
    await follow(installation, used, phone)
    clock.pass_by(days=60)
    await follow(installation, used, phone)
    clock.pass_by(days=31)
    await sweep_deliveries(installation)
    assert (await has_subscription(idle), await has_subscription(used)) == (False, True)


def test_browsers_get_the_key_as_they_want_it(installation: Installation) -> None:
    point = decoded(vapid_public_key(installation))
    assert (len(point), point[0]) == (65, 4)
