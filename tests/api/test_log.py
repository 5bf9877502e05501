"""The log as its auditor reads it, in JSON and as a page, and as nobody else does."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from litestar import Litestar

from backend.auditing import check_log, keep_log
from backend.installation import Installation
from backend.people.tables import Person, Role
from tests.support.application import Browser, running
from tests.support.looks import at_time, edit, look, looks, open_up
from tests.support.outbox import Stopwatch, run, settings
from tests.support.staff import colleague

OTHERS = ("field", "case", "intake", "moderate", "counter", "coordinator", "admin")
PATHS = ("/api/log", "/logboek", "/en/logboek")


class Office:
    """An application, and people who sign in to it."""

    def __init__(self, app: Litestar, installation: Installation, stack: AsyncExitStack) -> None:
        self.app, self.installation, self.stack = app, installation, stack

    async def signed_in(self, role: str) -> Browser:
        browser = await self.stack.enter_async_context(Browser(self.app))
        who = await colleague(self.installation, f"Collega {role}", "counter")
        person = await self.person(role)
        await run(self.installation, Role.update({Role.role: role}).where(Role.person == person))
        await browser.post("/api/session", json={"name": who.name, "password": who.password})
        await browser.post("/api/session/totp", json={"code": who.code()})
        return browser

    async def person(self, role: str) -> UUID:
        id: UUID = (await Person.select(Person.id).where(Person.name == f"Collega {role}"))[0]["id"]
        return id


@pytest.fixture
def clock() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
async def office(database_url: str, tmp_path: Path, clock: Stopwatch) -> AsyncIterator[Office]:
    async with AsyncExitStack() as stack, running(settings(database_url, tmp_path), clock) as (app, installation):
        yield Office(app, installation, stack)


@pytest.fixture
async def auditor(office: Office) -> Browser:
    return await office.signed_in("auditor")


async def read(auditor: Browser, **query: Any) -> dict[str, Any]:
    answer = await auditor.get("/api/log", params=query)
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


async def test_nobody_else_may_know_that_it_is_there(office: Office) -> None:
    async with Browser(office.app) as stranger:
        assert (await stranger.get("/api/log")).status_code == 401
        assert (await stranger.get("/logboek")).status_code in {303, 401}
    for role in OTHERS:
        browser = await office.signed_in(role)
        assert {path: (await browser.get(path)).status_code for path in PATHS} == dict.fromkeys(PATHS, 404), role
        assert "logboek" not in (await browser.get("/taken")).text


async def test_who_when_why_and_how_many_but_never_which(office: Office, auditor: Browser, clock: Stopwatch) -> None:
    person = await office.person("auditor")
    await look(office.installation, person=person, purpose="inbox", reports=20)
    shown = await read(auditor)
    (item,) = shown["items"]
    assert item == {
        "at": clock().isoformat().replace("+00:00", "Z"),
        "person": {"id": str(person), "name": "Collega auditor"},
        "keyring": "gemeente/wijkbeheer/case",
        "purpose": "inbox",
        "compartments": ["narrative", "task"],
        "reports": 20,
    }
    assert shown["next"] is None


async def test_pages_by_fifty_without_a_gap(office: Office, auditor: Browser, clock: Stopwatch) -> None:
    for n in range(130):
        await look(office.installation, reports=n + 1)
        clock.pass_by(seconds=n % 3)
    first = await read(auditor)
    second = await read(auditor, after=first["next"])
    third = await read(auditor, after=second["next"])
    numbers = [item["reports"] for page in (first, second, third) for item in page["items"]]
    assert sorted(numbers, reverse=True) == list(range(130, 0, -1))
    assert [len(page["items"]) for page in (first, second, third)] == [50, 50, 30]
    assert third["next"] is None


async def test_filters(office: Office, auditor: Browser, clock: Stopwatch) -> None:
    anna, own = uuid4(), office.installation
    yesterday = at_time(own, clock() - timedelta(days=1))
    await look(yesterday, person=anna, keyring="gemeente/loket/case", purpose="inbox", reports=1)
    await look(own, person=anna, reports=2)
    await look(own, keyring="gemeente/loket/case", reports=3)

    async def numbers(**query: Any) -> list[int]:
        return sorted(item["reports"] for item in (await read(auditor, **query))["items"])

    assert await numbers(person=str(anna)) == [1, 2]
    assert await numbers(keyring="gemeente/loket/case") == [1, 3]
    assert await numbers(purpose="inbox") == [1]
    assert await numbers(day="2026-11-23") == [2, 3]
    assert await numbers(day="2026-11-23", person=str(anna)) == [2]
    assert await numbers(person=str(uuid4())) == []


async def test_what_cannot_be_asked_is_said(auditor: Browser) -> None:
    wrong = await auditor.get("/api/log", params={"day": "maandag", "person": "anna", "kleur": "rood"})
    assert (wrong.status_code, wrong.json()["fields"].keys()) == (422, {"day", "person", "kleur"})
    assert (await auditor.get("/api/log", params={"after": "x"})).status_code == 422
    page = await auditor.get("/logboek", params={"day": "maandag"})
    assert page.status_code == 422
    assert "Hier hoort een datum" in page.text


async def test_whether_it_holds(office: Office, auditor: Browser, clock: Stopwatch, database_url: str) -> None:
    await looks(office.installation, 5)
    await keep_log(office.installation)
    await check_log(at_time(office.installation, clock() + timedelta(hours=2)))
    shown = await read(auditor)
    assert (shown["checked"]["rows"], shown["checked"]["holds"], shown["checked"]["first"]) == (5, True, None)
    assert shown["head"]["day"] == "2026-11-22"
    assert len(bytes.fromhex(shown["head"]["hash"])) == 32
    page = (await auditor.get("/logboek")).text
    assert "Het logboek klopt." in page
    await open_up(database_url)
    await edit(database_url, "UPDATE access_log SET keyring = 'x' WHERE position = 3")
    await check_log(at_time(office.installation, clock() + timedelta(hours=4)))
    shown = await read(auditor)
    assert (shown["checked"]["holds"], shown["checked"]["breaks"]) == (False, 1)
    assert shown["checked"]["first"].startswith("Regel 3 van keten")
    page = (await auditor.get("/logboek")).text
    assert "Het logboek klopt niet." in page
    assert shown["checked"]["first"] in page


async def test_the_page_shows_the_same(office: Office, auditor: Browser) -> None:
    person = await office.person("auditor")
    await look(office.installation, person=person, purpose="inbox", reports=20)
    await look(office.installation, person=None, keyring="redactor", purpose="something new")
    page = (await auditor.get("/logboek")).text
    for words in ("Collega auditor", "Wijkbeheer (Gemeente", "De lijst van zaken", "20 meldingen", "onderwerp, tekst"):
        assert words in page
    for words in ("Het systeem zelf", "redactor", "something new"):
        assert words in page
    assert "20 reports" in (await auditor.get("/en/logboek")).text


async def test_an_auditor_begins_there(office: Office) -> None:
    who = await colleague(office.installation, "Karin", "auditor")
    async with Browser(office.app) as browser:
        await browser.post("/inloggen", data={"name": who.name, "password": who.password})
        answer = await browser.post("/inloggen/code", data={"code": who.code()})
        assert (answer.status_code, answer.headers["location"]) == (303, "/logboek")
