"""What cannot be done is said as problem+json, or on a page: never a trace, never what was sent, nothing half done."""

import re
from typing import Any

import httpx
import pytest

from backend.pictures import MOST_BYTES
from tests.support.server import Installation
from tests.support.visitors import Visitor, told

PAGE = {"Accept": "text/html"}
MARKER = "zeldzaamwoord"
JSON = {"Content-Type": "application/json"}
BODIES = [
    "/api/reports",
    "/api/follow",
    "/api/follow/messages",
    "/api/follow/feedback",
    "/api/follow/level",
    "/api/follow/withdraw",
]


def problem(answer: httpx.Response, status: int) -> dict[str, Any]:
    """The problem of this status in an answer: plain words, as RFC 9457 writes them."""
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
    said: dict[str, Any] = answer.json()
    assert said["status"] == status
    assert said["title"].strip()
    assert said["detail"].strip()
    assert "Traceback" not in answer.text
    assert MARKER not in answer.text
    return said


@pytest.mark.parametrize("path", BODIES)
@pytest.mark.parametrize("raw", [b"", b"{", b'{"text": "zeldzaamwoord', b"[1]", b"\xff\xfe", b'"x"', b"[" * 60_000])
def test_what_is_no_json_object_is_malformed(visitor: Visitor, path: str, raw: bytes) -> None:
    problem(visitor.post(path, content=raw, headers=JSON), 400)


@pytest.mark.parametrize("path", BODIES)
@pytest.mark.parametrize(
    "type_", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
def test_a_body_must_say_that_it_is_json(visitor: Visitor, path: str, type_: str) -> None:
    problem(visitor.post(path, content=b'{"text": "zeldzaamwoord"}', headers={"Content-Type": type_}), 415)


@pytest.mark.parametrize("path", BODIES)
def test_ten_megabytes_of_text_are_too_large(visitor: Visitor, path: str) -> None:
    problem(visitor.post(path, json={"text": MARKER + "x" * 10_000_000}), 413)


def test_ten_megabytes_in_pieces_are_too_large(visitor: Visitor) -> None:
    pieces = (b"x" * 100_000 for _ in range(100))
    problem(visitor.post("/api/reports", content=pieces, headers=JSON), 413)


def test_a_photo_of_more_than_fifteen_megabytes_is_too_large(visitor: Visitor) -> None:
    sent = visitor.tell(photos=1)
    problem(visitor.add_photo(sent, b"\xff\xd8" + b"\0" * MOST_BYTES), 413)
    assert visitor.follow(sent)["status"] == "assigned"


@pytest.mark.parametrize("path", ["/api/zeldzaamwoord", "/api/reports/zeldzaamwoord", "/api/cases/x/y/z"])
def test_unknown_paths_are_not_found(visitor: Visitor, path: str) -> None:
    problem(visitor.get(path), 404)


@pytest.mark.parametrize(
    "path", ["zeldzaamwoord/photos/1", "f3b1c2d4-0000-4000-8000-000000000001/photos/zeldzaamwoord"]
)
def test_a_photo_of_no_submission_is_not_found(visitor: Visitor, path: str) -> None:
    problem(visitor.put(f"/api/reports/{path}", content=b"x"), 404)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/api/reports", "POST"),
        ("DELETE", "/api/reports", "POST"),
        ("PUT", "/api/follow", "POST"),
        ("POST", "/api/neighbourhood", "GET"),
        ("POST", "/api/board", "GET"),
        ("GET", "/api/follow/withdraw", "POST"),
    ],
)
def test_another_method_is_refused_and_says_which_would_do(
    visitor: Visitor, method: str, path: str, allowed: str
) -> None:
    answer = visitor.request(method, path)
    problem(answer, 405)
    assert allowed in answer.headers["allow"]


@pytest.mark.parametrize("step", ["messages", "feedback", "level", "withdraw"])
def test_without_a_session_nothing_can_be_done(visitor: Visitor, step: str) -> None:
    bodies: dict[str, dict[str, Any]] = {
        "messages": {"text": "Hallo"},
        "feedback": {"good": True},
        "level": {"level": 1},
        "withdraw": {},
    }
    for cookie in ("", "zeldzaamwoord", "00" * 32):
        headers = {"Cookie": f"volg={cookie}"} if cookie else {}
        problem(visitor.post(f"/api/follow/{step}", json=bodies[step], headers=headers), 401)


@pytest.mark.parametrize("number", ["1e400", "-1e400", "NaN", "Infinity", "1" * 400])
def test_numbers_out_of_this_world_are_no_coordinates(visitor: Visitor, number: str) -> None:
    sent = told(place={"lat": 0, "lon": 4.6})
    raw = httpx.Request("POST", "http://x", json=sent).content.replace(b'"lat":0', b'"lat":' + number.encode())
    answer = visitor.post("/api/reports", content=raw, headers=JSON)
    assert answer.status_code in (400, 422), answer.text


@pytest.mark.parametrize("language", ["nl", "en", "en-GB,en;q=0.9,nl;q=0.8", "tlh", "", "x;q=zeldzaamwoord"])
def test_problems_are_in_the_language_of_the_phone(visitor: Visitor, language: str) -> None:
    said = problem(visitor.get("/api/niets", headers={"Accept-Language": language}), 404)
    assert said["title"] == ("Not found" if language.startswith("en") else "Niet gevonden")


class TestPages:
    """The same on pages: calm, in words, with a way on."""

    @pytest.mark.parametrize(
        ("method", "path", "status"),
        [
            ("GET", "/bestaat-niet", 404),
            ("GET", "/en/bestaat-niet", 404),
            ("GET", "/buurt/bestaat-niet", 404),
            ("DELETE", "/nieuw", 405),
            ("PUT", "/volg", 405),
        ],
    )
    def test_a_problem_is_a_page(self, visitor: Visitor, method: str, path: str, status: int) -> None:
        answer = visitor.request(method, path, headers=PAGE)
        assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
        assert re.search(r"<h1[^>]*>[^<]+</h1>", answer.text)
        assert 'href="/' in answer.text

    def test_a_form_of_ten_megabytes_is_too_large(self, visitor: Visitor) -> None:
        answer = visitor.post("/nieuw", data={"text": "x" * 10_000_000}, headers=PAGE)
        assert (answer.status_code, answer.headers["content-type"]) == (413, "text/html; charset=utf-8")

    def test_what_was_typed_is_kept_beside_the_error(self, visitor: Visitor) -> None:
        text = "Losse tegel & <gat> bij nummer 12"
        form = self.form(visitor) | {"action": "send", "text": text, "category": "bestaat-niet"}
        answer = visitor.post("/nieuw", data=form, headers=PAGE)
        assert answer.status_code == 422
        assert "Losse tegel &amp; &lt;gat&gt; bij nummer 12" in answer.text
        assert form["submission"] in answer.text
        assert form["code"] in answer.text

    def test_a_session_that_cannot_be_is_closed_all_the_same(self, visitor: Visitor) -> None:
        answer = visitor.post("/volg/sluiten", headers={"Cookie": "volg=zeldzaamwoord"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/")

    def form(self, visitor: Visitor) -> dict[str, str]:
        """The hidden fields of an empty report form."""
        page = visitor.get("/nieuw").text
        found = dict(re.findall(r'<input type="hidden" name="(submission|code)" value="([^"]+)"', page))
        assert set(found) == {"submission", "code"}, page
        return found


def test_the_installation_is_as_ready_as_before(server: Installation) -> None:
    assert server.ready()
    assert "zeldzaamwoord" not in server.web.said(10**9)
