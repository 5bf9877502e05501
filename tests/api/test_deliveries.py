"""Over HTTP: a colleague hears of new work, a resident of news, and nobody else can tell who listens where."""

import json
from typing import Any

import pytest

from tests.support.processes import wait_until
from tests.support.push_service import PushService
from tests.support.rows import rows, tables
from tests.support.server import Installation
from tests.support.subscriber import Subscriber
from tests.support.visitors import Colleague, Visitor, colleagues

TEAM = "gemeente/wijkbeheer"


@pytest.fixture(scope="module")
def staff(server: Installation) -> tuple[Colleague, Colleague]:
    """A field worker and a handler of one team, signed in."""
    field, handler = colleagues(server, f"{TEAM}:field", f"{TEAM}:case")
    field.sign_in()
    handler.sign_in()
    return field, handler


def heard(pushes: PushService, phone: Subscriber, times: int = 1) -> dict[str, Any]:
    """The last notification of a phone, once it has had so many."""
    wait_until(lambda: len(pushes.sent_to(phone)) >= times, f"{times} pushes to the phone")
    assert len(pushes.sent_to(phone)) == times
    notification: dict[str, Any] = json.loads(phone.read(pushes.sent_to(phone)[-1].body))["notification"]
    return notification


def everything(server: Installation) -> str:
    """All rows of all tables, as the database has them."""
    url = server.environment["BUURTSEIN_DATABASE_URL"]
    return "".join(str(rows(url, f"SELECT * FROM {table}")) for table in tables(url))  # noqa: S608


def test_new_work_and_news_reach_the_phones(
    staff: tuple[Colleague, Colleague], visitor: Visitor, pushes: PushService, server: Installation
) -> None:
    field, handler = staff
    worker, resident = pushes.subscriber(), pushes.subscriber()
    chosen = {**worker.subscription, "expirationTime": None}  # as browsers write it
    assert field.post("/api/session/push", json=chosen).status_code == 204

    sent = visitor.tell()
    assert heard(pushes, worker)["navigate"] == f"{server.url}/taken"

    followed = visitor.follow(sent)
    answer = visitor.step("level", level=2, subscription=resident.subscription)
    assert (answer.status_code, answer.json()["level"]) == (200, 2)
    assert handler.move(handler.find(followed["reference"]), "in_progress").status_code == 200
    told = heard(pushes, resident)
    assert (told["title"], told["navigate"]) == ("Er is nieuws", f"{server.url}/volg")
    assert sent["text"] not in str(told)

    said, stored = b"".join(log.read_bytes() for log in server.folder.glob("*.log")), everything(server)
    assert followed["reference"] in stored
    for place in (worker.endpoint, resident.endpoint, pushes.origin):
        assert place.encode() not in said
        assert place not in stored


def test_a_phone_that_does_not_want_to_know_any_more(
    staff: tuple[Colleague, Colleague], visitor: Visitor, pushes: PushService
) -> None:
    _, handler = staff
    phone = pushes.subscriber()
    handler.post("/api/session/push", json=phone.subscription)
    for _ in range(2):
        gone = handler.request("DELETE", "/api/session/push", json={"endpoint": phone.endpoint})
        assert gone.status_code == 204
    sent, resident = visitor.tell(), pushes.subscriber()
    followed = visitor.follow(sent)
    visitor.step("level", level=2, subscription=resident.subscription)
    assert visitor.step("level", level=1).json()["level"] == 1
    handler.move(handler.find(followed["reference"]), "in_progress")

    other = visitor.tell()
    reference, later = visitor.follow(other)["reference"], pushes.subscriber()
    visitor.step("level", level=2, subscription=later.subscription)
    handler.move(handler.find(reference), "in_progress")
    heard(pushes, later)
    assert pushes.sent_to(phone) == pushes.sent_to(resident) == []


def test_only_members_with_their_token_and_only_known_services(
    staff: tuple[Colleague, Colleague], visitor: Visitor, pushes: PushService
) -> None:
    field, _ = staff
    phone = pushes.subscriber().subscription
    assert visitor.post("/api/session/push", json=phone).status_code == 401
    assert field.post("/api/session/push", json=phone, headers={"X-CSRF-Token": "wrong"}).status_code == 403

    elsewhere = {**phone, "endpoint": "https://evil.example/push"}
    refused = field.post("/api/session/push", json=elsewhere)
    assert (refused.status_code, set(refused.json()["fields"])) == (422, {"endpoint"})
    visitor.follow(visitor.tell())
    refused = visitor.step("level", level=2, subscription=elsewhere)
    assert (refused.status_code, set(refused.json()["fields"])) == (422, {"endpoint"})


@pytest.mark.parametrize("category", ["geluidsoverlast", "drugsoverlast"])
def test_no_push_for_sensitive_reports(visitor: Visitor, pushes: PushService, category: str) -> None:
    visitor.follow(visitor.tell(category))
    refused = visitor.step("level", level=2, subscription=pushes.subscriber().subscription)
    assert refused.status_code == 422
