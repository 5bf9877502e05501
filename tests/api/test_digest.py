"""The digest over HTTP: lists for everybody, and phones that are nobody's."""

import hashlib
from typing import Any

import pytest
from litestar import Litestar, Request, Router, get
from litestar.testing import TestClient

from backend.deliveries.digest.http import digest_routes
from backend.vault import news_key
from backend.vault.codes import derive
from tests.support.processes import wait_until
from tests.support.push_service import PushService
from tests.support.rows import Row, rows
from tests.support.server import Installation
from tests.support.subscriber import encode
from tests.support.visitors import Visitor, new_key, told


@pytest.fixture
def database(server: Installation) -> str:
    return server.environment["BUURTSEIN_DATABASE_URL"]


def subscriptions(database: str) -> list[Row]:
    return rows(database, "SELECT * FROM digest_subscription")


def newest(visitor: Visitor) -> str:
    """The slot whose list was made last; the worker looks every minute."""
    wait_until(lambda: visitor.get("/api/news").json()["slots"] != [], "there is a list")
    slot: str = visitor.get("/api/news").json()["slots"][0]
    return slot


def test_a_phone_subscribes_and_stops(visitor: Visitor, pushes: PushService, database: str) -> None:
    phone, before = pushes.subscriber().subscription, len(subscriptions(database))
    for _ in range(2):
        answer = visitor.post("/api/digest/subscription", json=phone)
        assert (answer.status_code, answer.content) == (204, b"")
    assert len(subscriptions(database)) == before + 1
    for _ in range(2):
        assert visitor.request("DELETE", "/api/digest/subscription", json=phone).status_code == 204
    assert len(subscriptions(database)) == before


@pytest.mark.parametrize("body", [{}, {"endpoint": "https://evil.example/1", "keys": {"p256dh": "A", "auth": "A"}}])
def test_what_is_no_subscription_is_refused(visitor: Visitor, body: dict[str, Any]) -> None:
    answer = visitor.post("/api/digest/subscription", json=body)
    assert answer.status_code == 422
    assert answer.json()["fields"].keys() == {"endpoint", "keys"}


def test_a_session_changes_nothing_and_is_not_touched(visitor: Visitor, pushes: PushService, database: str) -> None:
    """Somebody sends the cookie of a follow session along: nothing that is stored is different."""
    sent = visitor.tell("drugsoverlast")
    visitor.follow(sent)
    before = rows(database, "SELECT * FROM follow_session")
    phone = pushes.subscriber().subscription
    answer = visitor.post("/api/digest/subscription", json=phone, headers={"Authorization": "Bearer x"})
    assert answer.status_code == 204
    assert "set-cookie" not in answer.headers
    assert rows(database, "SELECT * FROM follow_session") == before
    (report,) = rows(database, f"SELECT id FROM report WHERE submission = '{sent['submission']}'")  # noqa: S608
    stored = [str(value) for row in subscriptions(database) for value in row.values()]
    assert not any(report["id"] in value or sent["key"] in value for value in stored)


def test_no_handler_of_the_digest_can_see_who_asks() -> None:
    @get("/probe")
    async def probe(request: Request[Any, Any, Any]) -> dict[str, Any]:
        return {"cookies": request.cookies, "headers": sorted(request.headers)}

    blind = Router(path="/", route_handlers=[probe], middleware=digest_routes.middleware)
    with TestClient(Litestar([blind], openapi_config=None)) as client:
        client.cookies.update({"volg": "a", "__Host-volg": "b", "staff": "c"})
        seen = client.get("/probe", headers={"Authorization": "Bearer x", "X-CSRF-Token": "y"}).json()
    assert seen["cookies"] == {}
    assert not {"cookie", "authorization", "x-csrf-token"} & set(seen["headers"])


def test_lists_are_the_same_for_everybody(visitor: Visitor, server: Installation) -> None:
    slot = newest(visitor)
    answer = visitor.get("/api/news", params={"slot": slot})
    assert answer.json().keys() == {"slot", "entries"}
    assert answer.json()["slot"] == slot
    assert len(answer.json()["entries"]) == 64
    assert {len(entry) for entry in answer.json()["entries"]} == {11}
    assert answer.headers["cache-control"] == "public, max-age=60"
    with Visitor(server) as other:
        other.follow(other.tell("drugsoverlast"))
        again = other.get("/api/news", params={"slot": slot})
        assert again.content == answer.content
        assert "set-cookie" not in again.headers
        kept = other.get("/api/news", params={"slot": slot}, headers={"If-None-Match": answer.headers["etag"]})
        assert (kept.status_code, kept.content) == (304, b"")


@pytest.mark.parametrize("slot", ["2020-01-01-1", "2026-11-21-3", "", "x" * 3000, "\0"])
def test_an_unknown_slot_is_not_there(visitor: Visitor, slot: str) -> None:
    answer = visitor.get("/api/news", params={"slot": slot})
    assert answer.status_code == 404
    assert answer.headers["cache-control"] == "no-store"


def test_the_session_gives_the_news_key_and_nobody_else_gets_it(visitor: Visitor, server: Installation) -> None:
    key = derive("123456789012345678904", hashlib.sha256(new_key().encode()).digest(), 1000)
    sent = told("drugsoverlast", key=encode(key))
    assert visitor.post("/api/reports", json=sent).status_code == 201
    visitor.follow(sent)
    answer = visitor.step("news-key")
    assert answer.json() == {"news_key": encode(news_key(key))}
    assert answer.headers["cache-control"] == "no-store"
    with Visitor(server) as stranger:
        assert stranger.step("news-key").status_code == 401
