"""The page Access and a device outside, over HTTP: a cookie that is renewed, a fresh factor, another recovery key."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from litestar import Litestar

from backend.installation import Installation
from tests.support.application import Browser, running
from tests.support.outbox import Stopwatch, settings
from tests.support.staff import WIJKBEHEER, Colleague, colleague

SHOWN = re.compile(r'class="code"[^>]*><bdi>(.*?)</bdi>', re.DOTALL)


@pytest.fixture
def clock() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
async def served(database_url: str, tmp_path: Path, clock: Stopwatch) -> AsyncIterator[tuple[Litestar, Installation]]:
    async with running(settings(database_url, tmp_path), clock) as both:
        yield both


@pytest.fixture
async def wim(served: tuple[Litestar, Installation]) -> Colleague:
    return await colleague(served[1], "Wim", "field")


@pytest.fixture
async def browser(served: tuple[Litestar, Installation], wim: Colleague) -> AsyncIterator[Browser]:
    async with Browser(served[0]) as browser:
        await sign_in(browser, wim)
        yield browser


async def sign_in(browser: Browser, who: Colleague) -> None:
    await browser.post("/api/session", json={"name": who.name, "password": who.password})
    shown = await browser.post("/api/session/totp", json={"code": who.code()})
    assert "max-age=43200" in shown.headers["set-cookie"].lower()  # twelve hours
    browser.headers["X-CSRF-Token"] = shown.json()["csrf"]


async def test_the_list_of_tasks_renews_the_device_key(browser: Browser, clock: Stopwatch) -> None:
    copy = browser.cookies["staff"]
    assert "set-cookie" not in (await browser.get("/taken")).headers
    clock.pass_by(minutes=16)
    renewed = (await browser.get("/taken")).headers["set-cookie"]
    assert renewed.startswith("staff=")
    assert "HttpOnly" in renewed
    assert browser.cookies["staff"] != copy
    assert (await browser.get("/api/tasks")).status_code == 200
    clock.pass_by(minutes=2)
    own = browser.cookies["staff"]
    browser.cookies = httpx.Cookies({"staff": copy})
    assert (await browser.get("/api/tasks")).status_code == 401
    browser.cookies = httpx.Cookies({"staff": own})
    assert (await browser.get("/api/tasks")).status_code == 401


async def test_hours_later_the_phone_still_opens_its_tasks_and_asks_before_it_changes_anything(
    browser: Browser, wim: Colleague, clock: Stopwatch
) -> None:
    await colleague(wim.installation, "Mo", "field")
    clock.pass_by(hours=5)
    assert (await browser.get("/taken")).status_code == 200
    page = (await browser.get("/toegang")).text
    assert "Laat eerst zien dat u het bent" in page
    assert "Laat Mo toe" not in page
    person = re.search(r'action="/toegang/([0-9a-f-]{36})"', page)
    assert person
    refused = await browser.post(f"/toegang/{person[1]}", data={"keyring": f"{WIJKBEHEER}/field"})
    assert refused.status_code == 403
    assert (await browser.post("/toegang/code", data={"code": wim.wrong_code()})).status_code == 422
    page = (await browser.post("/toegang/code", data={"code": wim.code()}, follow_redirects=True)).text
    assert "U kunt dit nu vijf minuten lang veranderen." in page
    assert "Laat Mo toe" in page
    await browser.post(f"/toegang/{person[1]}", data={"keyring": f"{WIJKBEHEER}/field"}, follow_redirects=True)
    assert "Laat Mo toe" not in (await browser.get("/toegang")).text


async def test_another_recovery_key_is_shown_once_and_told_above_the_work(
    browser: Browser, wim: Colleague, clock: Stopwatch
) -> None:
    assert "herstelsleutel voor" not in (await browser.get("/taken")).text
    clock.pass_by(minutes=6)
    form = {"team": WIJKBEHEER}
    assert (await browser.post("/toegang/herstelsleutel", data=form)).status_code == 403
    await browser.post("/toegang/code", data={"code": wim.code()})
    page = await browser.post("/toegang/herstelsleutel", data=form)
    assert page.headers["cache-control"] == "no-store"
    shown = SHOWN.search(page.text)
    assert shown
    assert len(re.sub(r"<[^>]*>|\s", "", shown[1])) == 52
    assert "Het oude papier werkt niet meer." in page.text
    told = "Nieuwe herstelsleutel voor Wijkbeheer (Gemeente), op 23 november gemaakt door Wim."
    assert told in (await browser.get("/taken")).text
    assert told in (await browser.get("/toegang")).text
    assert SHOWN.search((await browser.get("/toegang")).text) is None
    clock.pass_by(days=15)
    await sign_in(browser, wim)
    assert told not in (await browser.get("/taken")).text
    assert (await browser.post("/toegang/herstelsleutel", data={"team": "gemeente/loket"})).status_code == 422
