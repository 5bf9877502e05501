"""Every route, with every method: its headers, who may ask, and that other sites cannot write. Nothing is left out."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import msgspec
import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute

from backend.installation import Installation
from backend.people import MemberRole, accept, invite
from tests.support.application import Browser, running
from tests.support.outbox import settings
from tests.support.staff import PASSWORD, Colleague

#: Written a second time, by hand, from trust.md.
ALWAYS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; font-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
NOWHERE, HERE = "geolocation=(), camera=()", "geolocation=(self), camera=(self)"
#: Only the form and the task list ask where somebody is.
WITH_PLACE = {"/nieuw", "/taken"}
#: What may be kept by caches, and how; everything else is no-store.
KEPT = {
    "/buurt": "public, max-age=60",
    "/buurt/{area}": "public, max-age=60",
    "/api/board": "public, max-age=60",
    "/api/news": "public, max-age=60",
    "/manifest.webmanifest": "no-cache",
    "/sw.js": "no-cache",
}
#: What anybody may ask. All other routes want a session first.
PUBLIC = {
    "/", "/nieuw", "/nieuw/foto", "/volg", "/volg/sluiten", "/buurt", "/buurt/{area}", "/privacy",
    "/toegankelijkheid", "/offline", "/manifest.webmanifest", "/sw.js", "/static", "/inloggen", "/inloggen/code",
    "/uitnodiging", "/uitnodiging/code", "/healthz", "/readyz", "/api/neighbourhood", "/api/board", "/api/reports",
    "/api/reports/{submission}/photos/{n}", "/api/follow", "/api/session/totp", "/api/digest/subscription",
    "/api/news", "/inloggen/passkey", "/uitnodiging/passkey", "/api/session/passkey", "/api/session/passkey/options",
    "/api/invitation/passkey", "/api/invitation/passkey/options", "/api/preview",
    "/api/suggest-category",
}  # fmt: skip
SAFE = {"GET", "HEAD", "OPTIONS"}
#: What a follow session takes; staff is asked for a session before anything is read.
BODIES = {
    "/api/follow/code": {"key": "A" * 43},
    "/api/follow/messages": {"text": "Hallo"},
    "/api/follow/feedback": {"good": True},
    "/api/follow/level": {"level": 1},
    "/api/follow/consent": {"yes": True},
}
KNOWN = {"n": "1", "size": "large", "area": "rozenprieel"}


def in_dutch(path: str) -> str:
    """A route without the prefix of its language."""
    return re.sub(r"^/en(?=/|$)", "", path) or "/"


def routes(app: Litestar) -> list[tuple[str, str, str]]:
    """Method, route, and an address that it answers, of everything that is served."""
    found = []
    for route in app.routes:
        path = route.path_format
        address = re.sub(r"\{(\w+)[^}]*\}", lambda match: KNOWN.get(match[1], str(uuid4())), path)
        methods = sorted(route.methods) if isinstance(route, HTTPRoute) else ["GET"]
        found += [(method, path, address) for method in methods]
    assert len(found) > 100
    return found


@pytest.fixture
async def served(database_url: str, tmp_path: Path) -> AsyncIterator[tuple[Litestar, Installation]]:
    own = settings(database_url, tmp_path)
    async with running(own, lambda: datetime.now(UTC)) as both:
        yield both


@pytest.fixture
async def browser(served: tuple[Litestar, Installation]) -> AsyncIterator[Browser]:
    async with Browser(served[0]) as browser:
        yield browser


@pytest.fixture
async def member(served: tuple[Litestar, Installation]) -> AsyncIterator[Browser]:
    """Somebody who has every role that there is, signed in."""
    app, installation = served
    duties = ("field", "case", "intake", "moderate", "counter", "coordinator", "admin", "auditor")
    roles = [MemberRole("gemeente/veiligheid", duty) for duty in ("case", "intake", *duties[4:])]
    roles += [MemberRole("gemeente/wijkbeheer", duty) for duty in ("field", "case")]
    factor = (await accept(installation, await invite(installation, "Iedereen", roles), PASSWORD)).factor
    who = Colleague(installation, "Iedereen", factor.secret)
    async with Browser(app) as browser:
        await browser.post("/api/session", json={"name": who.name, "password": PASSWORD})
        shown = (await browser.post("/api/session/totp", json={"code": who.code()})).json()
        browser.csrf = shown["csrf"]  # type: ignore[attr-defined]
        yield browser


def assert_headers(answer: httpx.Response, path: str, what: str) -> None:
    """All headers that trust.md asks for."""
    for name, value in ALWAYS.items():
        assert answer.headers.get(name) == value, f"{what}: {name}"
    asks = path in WITH_PLACE and answer.headers.get("permissions-policy") == HERE
    assert asks or answer.headers["permissions-policy"] == NOWHERE, what
    kept = {"no-store", KEPT.get(path, "no-store")}
    assert answer.headers["cache-control"] in kept, what
    assert not {"server", "x-powered-by", "access-control-allow-origin"} & answer.headers.keys(), what


async def test_every_answer_carries_them(served: tuple[Litestar, Installation], member: Browser) -> None:
    """Without a session, with one, and with one that may not: 200, 204, 303, 4xx."""
    seen = set()
    async with Browser(served[0]) as stranger:
        for method, path, address in routes(served[0]):
            for who in (stranger, member):
                answer = await who.request(method, address)
                assert_headers(answer, in_dutch(path), f"{method} {path} {answer.status_code}")
                assert answer.status_code < 500, f"{method} {path}: {answer.text}"
                seen.add(answer.status_code)
        for method in ("PATCH", "PUT", "TRACE", "QUATSCH"):
            for _, path, address in routes(served[0]):
                answer = await stranger.request(method, address)
                assert_headers(answer, in_dutch(path), f"{method} {path} {answer.status_code}")
        for address in ("/bestaat-niet", "/en/x", "/api/x", "/.env", "/%00", "/static/../keys", "/" + "x" * 5000):
            assert_headers(await stranger.get(address), address, address)
    assert seen >= {200, 204, 303, 401, 403, 404, 415}


async def test_whatever_is_not_public_wants_a_session(served: tuple[Litestar, Installation], browser: Browser) -> None:
    for method, path, address in routes(served[0]):
        public = in_dutch(path) in PUBLIC or (method, path) == ("POST", "/api/session")
        if public or method == "OPTIONS":
            continue
        answer = await browser.request(method, address, json=BODIES.get(path, {}))
        assert answer.status_code in {303, 401}, f"{method} {path}: {answer.status_code}"
        if answer.status_code == 303:
            assert in_dutch(answer.headers["location"]) in {"/inloggen", "/volg"}, path


async def test_no_route_is_written_to_from_another_site(served: tuple[Litestar, Installation], member: Browser) -> None:
    csrf = {"X-CSRF-Token": member.csrf}  # type: ignore[attr-defined]
    elsewhere: list[dict[str, str]] = [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
    ]
    for method, path, address in routes(served[0]):
        if method in SAFE:
            continue
        for headers in elsewhere:
            answer = await member.request(method, address, json={}, headers=headers | csrf)
            assert answer.status_code == 403, f"{method} {path}: {answer.status_code}"


async def test_every_write_of_a_member_wants_the_token_of_the_session(
    served: tuple[Litestar, Installation], member: Browser
) -> None:
    tried = 0
    for method, path, address in routes(served[0]):
        follows = in_dutch(path).startswith(("/api/follow", "/volg"))
        if method in SAFE or in_dutch(path) in PUBLIC or follows or (method, path) == ("POST", "/api/session"):
            continue
        for token in (None, "", "a" * 43):
            headers = {} if token is None else {"X-CSRF-Token": token}
            answer = await member.request(method, address, json={}, headers=headers)
            assert answer.status_code == 403, f"{method} {path}: {answer.status_code}"
            tried += 1
    assert tried > 40
    assert (await member.get("/api/session")).status_code == 200, "none of these signed anybody out"


async def test_cookies_stay_here_and_out_of_reach_of_scripts(database_url: str, tmp_path: Path) -> None:
    secure = msgspec.structs.replace(settings(database_url, tmp_path), public_url="https://buurt.example")
    async with running(secure, lambda: datetime.now(UTC)) as (app, _), Browser(app, "https://buurt.example") as phone:
        body: dict[str, Any] = {
            "submission": str(uuid4()), "category": "stoep-bestrating", "text": "Los.", "key": "A" * 43,
            "place": {"description": "bij de bakker"},
        }  # fmt: skip
        assert (await phone.post("/api/reports", json=body)).status_code == 201
        answer = await phone.post("/api/follow", json={"key": "A" * 43})
        parts = {part.strip().lower() for part in answer.headers["set-cookie"].split(";")}
        (named,) = [part for part in parts if part.startswith("__host-volg=")]
        assert parts - {named} == {"httponly", "path=/", "samesite=strict", "secure", "max-age=900"}
        assert answer.headers["strict-transport-security"] == "max-age=31536000"
        assert "A" * 43 not in named
        for path in ("/", "/static/x", "/bestaat-niet"):
            assert "strict-transport-security" in (await phone.get(path)).headers
            assert "set-cookie" not in (await phone.get(path)).headers
