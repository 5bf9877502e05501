"""What goes wrong is said plainly: in JSON or as a page, with the right status, and without what was sent."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.application import Browser
from tests.support.outbox import settings
from tests.unit.web.probe import SECRET, application


@pytest.fixture
async def browser(tmp_path: Path) -> AsyncIterator[Browser]:
    async with Browser(application(settings("sqlite:///:memory:", tmp_path))) as browser:
        yield browser


STATUSES = {
    "invalid": 422,
    "conflict": 409,
    "gone": 410,
    "unavailable": 503,
    "oserror": 503,
    "refused": 503,
    "postgres": 503,
    "shutdown": 503,
    "sqlite": 503,
    "bug": 500,
    "framework": 500,
}


@pytest.mark.parametrize(("name", "status"), STATUSES.items())
async def test_programs_get_problem_json(
    browser: Browser, name: str, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await browser.get(f"/api/fault/{name}")
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, problem["status"]) == (status, status)
    assert problem["title"]
    assert problem["detail"]
    assert SECRET not in answer.text + caplog.text
    assert ("retry-after" in answer.headers) == (status == 503)


@pytest.mark.parametrize(("name", "status"), STATUSES.items())
async def test_people_get_a_page(browser: Browser, name: str, status: int) -> None:
    answer = await browser.get(f"/fault/{name}", headers={"Accept": "text/html,*/*"})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<h1>" in answer.text
    assert SECRET not in answer.text
    assert ("retry-after" in answer.headers) == (status == 503)


async def test_all_fields_are_named_with_their_values_filled_in(browser: Browser) -> None:
    problem = (await browser.get("/api/fault/invalid")).json()
    assert problem["fields"] == {"text": "Kies uit: a, b.", "place.lat": "Fout."}


async def test_a_conflict_tells_what_is_there_now(browser: Browser) -> None:
    assert (await browser.get("/api/fault/conflict")).json()["current"] == {"version": 3}


async def test_who_asks_for_json_gets_it_outside_the_api_too(browser: Browser) -> None:
    answer = await browser.get("/fault/gone", headers={"Accept": "application/json"})
    assert answer.headers["content-type"] == "application/problem+json"


async def test_another_method_is_told_which_there_are(browser: Browser) -> None:
    answer = await browser.delete("/api/body")
    assert answer.status_code == 405
    assert "POST" in answer.headers["allow"]
    assert (await browser.post("/kept")).headers["allow"]


@pytest.mark.parametrize("path", ["/api/nothing", "/api/fault/a/b"])
async def test_what_is_not_there_is_404(browser: Browser, path: str) -> None:
    assert (await browser.get(path)).status_code == 404


async def test_a_wrong_parameter_is_400_and_not_repeated(browser: Browser) -> None:
    answer = await browser.get(f"/api/number?n={SECRET}x")
    assert answer.status_code == 400
    assert SECRET not in answer.text


async def test_too_many_bytes_are_413(browser: Browser) -> None:
    assert (await browser.post("/api/body", content=b"x" * (64 * 1024))).status_code == 201
    answer = await browser.post("/api/body", content=b"x" * (64 * 1024 + 1))
    assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")


async def test_what_nobody_foresaw_is_logged_by_type_and_place(
    browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    await browser.get(f"/api/fault/bug?phone={SECRET}", headers={"X-Forwarded-For": "192.0.2.7"})
    (record,) = (record for record in caplog.records if record.name == "backend.web.problems")
    written = record.msg
    assert isinstance(written, dict)
    assert (written["error"], written["route"]) == ("ValueError", "/api/fault/{name}")
    assert written["at"][-1].startswith("tests.unit.web.probe:")
    assert SECRET not in json.dumps(written)
    assert "192.0.2.7" not in json.dumps(written)


@pytest.mark.parametrize("name", ["invalid", "gone", "unavailable"])
async def test_what_was_foreseen_is_not_logged(browser: Browser, caplog: pytest.LogCaptureFixture, name: str) -> None:
    await browser.get(f"/api/fault/{name}")
    assert not [record for record in caplog.records if record.name.startswith("backend")]
