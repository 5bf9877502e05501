"""The partner's JSON: a report on its way through a team, over HTTP, by people who signed in."""

import base64
import secrets
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from litestar import Litestar

from backend.installation import Installation
from tests.support.application import Browser, running
from tests.support.cases import jpeg
from tests.support.outbox import Stopwatch, settings
from tests.support.staff import colleague

JSON = {"Content-Type": "application/json"}
HERE = {"lat": 52.3740, "lon": 4.6400, "description": "bij de bakker"}


class Office:
    """An application with a resident, a handler and a field worker at their browsers."""

    def __init__(self, app: Litestar, installation: Installation, stack: AsyncExitStack) -> None:
        self.app = app
        self.installation = installation
        self.stack = stack

    async def browser(self) -> Browser:
        return await self.stack.enter_async_context(Browser(self.app))

    async def signed_in(self, name: str, role: str) -> Browser:
        who = await colleague(self.installation, name, role)
        browser = await self.browser()
        await browser.post("/api/session", json={"name": name, "password": who.password})
        shown = (await browser.post("/api/session/totp", json={"code": who.code()})).json()
        browser.headers["X-CSRF-Token"] = shown["csrf"]
        return browser

    async def report(self, **values: Any) -> dict[str, Any]:
        browser = await self.browser()
        key = base64.urlsafe_b64encode(secrets.token_bytes(32)).rstrip(b"=").decode()
        body = {"submission": str(uuid4()), "category": "stoep-bestrating", "text": "Losse tegel", "place": HERE}
        sent = await browser.post("/api/reports", json={**body, "key": key, **values})
        assert sent.status_code == 201, sent.text
        return {**sent.json(), "key": key}


@pytest.fixture
def clock() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
async def office(database_url: str, tmp_path: Path, clock: Stopwatch) -> AsyncIterator[Office]:
    async with running(settings(database_url, tmp_path), clock) as (app, installation), AsyncExitStack() as stack:
        yield Office(app, installation, stack)


@pytest.fixture
async def handler(office: Office) -> Browser:
    return await office.signed_in("Sanne Visser", "case")


@pytest.fixture
async def walker(office: Office) -> Browser:
    return await office.signed_in("Achmed Bakker", "field")


async def first_case(handler: Browser) -> dict[str, Any]:
    items: list[dict[str, Any]] = (await handler.get("/api/cases")).json()["items"]
    return items[0]


async def test_from_the_inbox_to_solved(office: Office, handler: Browser) -> None:
    sent = await office.report(answers={"gevaarlijk": "ja"})
    item = await first_case(handler)
    assert item["reference"] == sent["reference"]
    assert item.keys() >= {
        "id", "reference", "version", "status", "class", "category", "team", "acknowledge_by", "handle_by", "late",
        "summary", "unread",
    }  # fmt: skip
    path = f"/api/cases/{item['id']}"
    case = (await handler.get(path)).json()
    assert case["text"] == "Losse tegel"
    assert case["place"] == HERE
    assert "contact" not in case
    assert set(case["may"]) > {"planned", "resolved", "seen", "transfer", "recategorise", "message"}
    assert (await handler.post(f"{path}/seen")).json()["unread"] is False
    said = await handler.post(f"{path}/messages", json={"text": "Wij komen."})
    assert said.json()["messages"][0]["from"] == "team"
    day = {"to": "planned", "version": said.json()["version"], "planned_for": "2026-11-25"}
    planned = await handler.post(f"{path}/transition", json=day)
    assert (planned.status_code, planned.json()["status"]) == (200, "planned")
    end = {"to": "resolved", "version": planned.json()["version"], "text": "Ligt recht."}
    assert (await handler.post(f"{path}/transition", json=end)).json()["status"] == "resolved"
    followed = (await (await office.browser()).post("/api/follow", json={"key": sent["key"]})).json()
    assert [moment["status"] for moment in followed["timeline"]] == [
        "received", "assigned", "seen", "planned", "resolved",
    ]  # fmt: skip


async def test_who_comes_second_reads_what_changed(office: Office, handler: Browser) -> None:
    await office.report()
    item = await first_case(handler)
    path = f"/api/cases/{item['id']}/transition"
    await handler.post(path, json={"to": "in_progress", "version": 2})
    late = await handler.post(path, json={"to": "resolved", "version": 2})
    assert late.status_code == 409
    assert late.headers["content-type"] == "application/problem+json"
    assert late.json()["current"] == {"version": 3, "status": "in_progress", "changed": ["in behandeling"]}


async def test_every_wrong_field_at_once(office: Office, handler: Browser) -> None:
    await office.report()
    path = f"/api/cases/{(await first_case(handler))['id']}"
    wrong = await handler.post(f"{path}/transition", json={"to": "maan", "version": "twee", "kleur": "rood"})
    assert wrong.status_code == 422
    assert wrong.json()["fields"].keys() == {"to", "version", "kleur"}
    assert (await handler.post(f"{path}/transition", content=b"{", headers=JSON)).status_code == 400
    assert (await handler.post(f"{path}/transition", data={"to": "planned"})).status_code == 415
    assert (await handler.get("/api/cases", params={"status": "maan", "kleur": "rood"})).json()["fields"].keys() == {
        "status",
        "kleur",
    }


async def test_who_may_not_know_gets_nothing(office: Office, handler: Browser, walker: Browser) -> None:
    await office.report()
    path = f"/api/cases/{(await first_case(handler))['id']}"
    assert (await walker.get(path)).status_code == 404
    assert (await walker.get("/api/cases")).status_code == 404
    assert (await handler.get(f"/api/cases/{uuid4()}")).status_code == 404
    assert (await handler.get("/api/tasks")).status_code == 404
    assert (await (await office.browser()).get(path)).status_code == 401
    del handler.headers["X-CSRF-Token"]
    assert (await handler.post(f"{path}/seen")).status_code == 403


async def test_to_another_team_and_another_category(office: Office, handler: Browser) -> None:
    await office.report()
    item = await first_case(handler)
    path = f"/api/cases/{item['id']}"
    body = {"category": "zwerfafval", "reason": "Het is afval.", "version": 2}
    other = await handler.post(f"{path}/recategorise", json=body)
    assert (other.json()["category"], other.json()["version"]) == ("zwerfafval", 3)
    gone = await handler.post(f"{path}/transfer", json={"team": "gemeente/loket", "reason": "Voor u.", "version": 3})
    assert (gone.status_code, gone.json()["team"], gone.json()["text"]) == (200, "gemeente/loket", "")
    assert (await handler.get(path)).status_code == 404


async def test_from_the_street_with_a_picture(
    office: Office, handler: Browser, walker: Browser, clock: Stopwatch
) -> None:
    sent = await office.report()
    task = (await walker.get("/api/tasks")).json()["items"][0]
    assert task.keys() >= {"id", "case", "category", "group", "text", "place", "photos", "due", "quick"}
    action, path = str(uuid4()), f"/api/tasks/{task['id']}"
    body = {"action": action, "at": clock().isoformat(), "note": "Gedaan."}
    first = await walker.post(f"{path}/done", json=body)
    assert first.json()["state"] == "done"
    assert (await walker.post(f"{path}/done", json=body)).json() == first.json()
    photo = jpeg()
    assert (await walker.put(f"/api/actions/{action}/photo", content=photo)).status_code == 201
    assert (await walker.put(f"/api/actions/{action}/photo", content=photo)).status_code == 200
    assert (await walker.put(f"/api/actions/{action}/photo", content=jpeg("red"))).status_code == 409
    shown = (await handler.get(f"/api/cases/{task['case']}")).json()
    assert shown["status"] == "resolved"
    for size in ("large", "small"):
        seen = await handler.get(f"/api/cases/{task['case']}/photos/{shown['photos'][0]['id']}/{size}")
        assert (seen.status_code, seen.headers["content-type"]) == (200, "image/webp")
        assert seen.headers["cache-control"] == "no-store"
        assert seen.content[8:12] == b"WEBP"
        same = await walker.get(f"{path}/photos/{shown['photos'][0]['id']}/{size}")
        assert same.content == seen.content
    assert (await handler.get(f"/api/cases/{task['case']}/photos/{uuid4()}/large")).status_code == 404
    followed = (await (await office.browser()).post("/api/follow", json={"key": sent["key"]})).json()
    assert len(followed["result"]) == 1


async def test_undo_and_too_late(office: Office, walker: Browser, clock: Stopwatch) -> None:
    await office.report()
    path = f"/api/tasks/{(await walker.get('/api/tasks')).json()['items'][0]['id']}"
    body = {"action": str(uuid4()), "at": clock().isoformat(), "reason": "not_found"}
    assert (await walker.post(f"{path}/failed", json=body)).json()["state"] == "failed"
    assert (await walker.post(f"{path}/undo", json={"action": body["action"]})).json()["state"] == "open"
    again = {"action": str(uuid4()), "at": clock().isoformat()}
    await walker.post(f"{path}/done", json=again)
    clock.pass_by(seconds=11)
    late = await walker.post(f"{path}/undo", json={"action": again["action"]})
    assert late.status_code == 409
    assert "Te laat" in late.json()["detail"]
    naive = {"action": str(uuid4()), "at": "2026-11-23T10:00:00", "reason": "bored"}
    assert (await walker.post(f"{path}/failed", json=naive)).json()["fields"].keys() == {"at", "reason"}
