"""The headers of trust.md stand on every kind of answer."""

from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from pwa.pages.assets import static
from tests.support.application import Browser, running
from tests.support.outbox import Stopwatch, settings
from tests.unit.web.probe import application

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "worker-src 'self'; manifest-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
EVERYWHERE = {
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.fixture
async def browser(database_url: str, tmp_path: Path) -> AsyncIterator[Browser]:
    async with (
        running(settings(database_url, tmp_path), Stopwatch()) as (app, _),
        Browser(app) as browser,
    ):
        yield browser


ASKED = [
    ("GET", "/", 200),
    ("GET", "/inloggen", 200),
    ("GET", "/taken", 303),
    ("GET", "/nothing", 404),
    ("GET", "/api/nothing", 404),
    ("GET", "/api/neighbourhood", 200),
    ("GET", "/api/session", 401),
    ("POST", "/api/session", 415),
    ("POST", "/healthz", 405),
    ("GET", "/healthz", 200),
    ("GET", "/readyz", 200),
    ("GET", "/sw.js", 200),
    ("GET", "/manifest.webmanifest", 200),
    ("GET", static("app.css"), 200),
    ("GET", "/static/nothing", 404),
    ("OPTIONS", "/api/session", 204),
]


async def test_every_kind_of_answer_has_them(browser: Browser) -> None:
    for method, path, status in ASKED:
        answer = await browser.request(method, path)
        assert answer.status_code == status, path
        assert {name: answer.headers.get(name) for name in EVERYWHERE} == EVERYWHERE, path
        assert answer.headers["permissions-policy"].startswith("geolocation="), path
        assert {"server", "x-powered-by", "strict-transport-security"}.isdisjoint(answer.headers), path


async def test_only_what_is_public_may_be_kept(browser: Browser) -> None:
    kept = set()
    for method, path, status in ASKED:
        answer = await browser.request(method, path)
        if "no-store" not in answer.headers["cache-control"] and status == 200:
            kept.add(path)
    assert kept == {"/sw.js", "/manifest.webmanifest", static("app.css")}


@pytest.mark.parametrize("public", [True, False])
async def test_browsers_are_kept_to_https_where_there_is_https(tmp_path: Path, public: bool) -> None:
    chosen = settings("sqlite:///:memory:", tmp_path)
    if public:
        chosen = msgspec.structs.replace(chosen, public_url="https://buurt.example")
    async with Browser(application(chosen)) as browser:
        for path in ("/kept", "/nothing", "/fault/bug"):
            answer = await browser.get(path)
            assert answer.headers.get("strict-transport-security") == ("max-age=31536000" if public else None), path


async def test_a_handler_that_knows_better_is_left_alone_and_no_banner_leaves(tmp_path: Path) -> None:
    async with Browser(application(settings("sqlite:///:memory:", tmp_path))) as browser:
        answer = await browser.get("/kept")
    assert answer.headers["cache-control"] == "public, max-age=60"
    assert "server" not in answer.headers
