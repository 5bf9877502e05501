"""A screen that was left open gives away no contact and no exact place: over HTTP, in JSON and on the page."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from backend.people import MemberRole, accept, invite
from tests.support.application import Browser, running
from tests.support.cases import tell
from tests.support.outbox import Stopwatch, settings
from tests.support.staff import PASSWORD, Colleague
from tests.unit.casework.test_contacting import CONTACT

ROLE = MemberRole("gemeente/veiligheid", "intake")
EMAIL = str(CONTACT.email)


class Desk:
    """Intake at a browser, with one sealed report whose reporter left a contact."""

    def __init__(self, browser: Browser, who: Colleague, case: str) -> None:
        self.browser = browser
        self.who = who
        self.case = case

    async def json(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        answer = await self.browser.request(method, f"/api{path}", json=body)
        return answer.status_code, answer.json() if answer.content else None

    async def form(self, path: str, **fields: str) -> tuple[int, str]:
        token = {"csrf": self.browser.headers["X-CSRF-Token"]}
        answer = await self.browser.post(f"/zaken/{self.case}{path}", data=fields | token, follow_redirects=True)
        return answer.status_code, answer.text


@pytest.fixture
def clock() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
async def desk(database_url: str, tmp_path: Path, clock: Stopwatch) -> AsyncIterator[Desk]:
    async with running(settings(database_url, tmp_path), clock) as (app, installation), Browser(app) as browser:
        factor = (await accept(installation, await invite(installation, "intake", [ROLE]), PASSWORD)).factor
        told = await tell(installation, "drugsoverlast", level=3, contact=CONTACT)
        who = Colleague(installation, "intake", factor.secret)
        await browser.post("/api/session", json={"name": "intake", "password": PASSWORD})
        shown = await browser.post("/api/session/totp", json={"code": who.code()})
        browser.headers["X-CSRF-Token"] = shown.json()["csrf"]
        clock.pass_by(minutes=5)
        yield Desk(browser, who, str(told.id))


async def test_a_program_is_told_to_step_up(desk: Desk) -> None:
    path = f"/cases/{desk.case}"
    status, problem = await desk.json("POST", f"{path}/contact", {"reason": "danger"})
    assert (status, problem["next"]) == (403, "step_up")
    assert "lat" not in (await desk.json("GET", path))[1]["place"]
    assert (await desk.json("POST", "/session/step-up", {"code": desk.who.wrong_code()}))[0] == 422
    assert (await desk.json("POST", "/session/step-up", {"code": desk.who.code()}))[0] == 204
    assert (await desk.json("POST", f"{path}/contact", {"reason": "danger"}))[1]["email"] == EMAIL
    assert (await desk.json("GET", path))[1]["place"]["lat"] == 52.374


async def test_the_page_asks_in_place(desk: Desk) -> None:
    page = (await desk.browser.get(f"/zaken/{desk.case}")).text
    assert "52.37400" not in page
    assert re.search(r'<form[^>]* id="code-eerst"', page)
    assert (await desk.form("/contact", reason="danger"))[0] == 403
    assert (await desk.form("/code", code=desk.who.wrong_code()))[0] == 422
    status, page = await desk.form("/code", code=desk.who.code())
    assert status == 200
    assert "52.37400" in page
    assert EMAIL not in page
    assert EMAIL in (await desk.form("/contact", reason="danger"))[1]
    assert EMAIL not in (await desk.browser.get(f"/zaken/{desk.case}")).text
