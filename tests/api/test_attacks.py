"""What somebody tried who meant no good, and what must come of it. Each of these once worked."""

import base64
import io
import os
import time
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from PIL import Image

from backend.vault import new_code
from tests.support.rows import rows
from tests.support.server import Installation
from tests.support.visitors import PLACE, Visitor, told


def key() -> str:
    """The key of some code."""
    return base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")


def test_a_key_that_opens_another_report_is_refused_at_once(visitor: Visitor) -> None:
    used = key()
    assert visitor.post("/api/reports", json=told(key=used)).status_code == 201
    began = time.monotonic()
    answer = visitor.post("/api/reports", json=told(key=used))
    assert answer.status_code == 422
    assert "key" in answer.json()["fields"]
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "wrote",
    ["1 {}", "06 {}", "{} 12", "mijn code: {}."],
)
@pytest.mark.parametrize("between", [" ", "", "-", "\n", "\u00a0", "  "])
def test_a_code_is_found_however_it_is_written(visitor: Visitor, wrote: str, between: str) -> None:
    text = wrote.format(between.join(new_code().split()))
    assert "text" in visitor.post("/api/reports", json=told(text=text)).json()["fields"]


def test_a_code_is_refused_in_a_place_too(visitor: Visitor) -> None:
    answer = visitor.post("/api/reports", json=told(place={**PLACE, "description": f"bij {new_code()}"}))
    assert "place.description" in answer.json()["fields"]


def test_a_long_row_of_digits_that_is_no_code_may_be_told(visitor: Visitor) -> None:
    assert visitor.post("/api/reports", json=told(text="0031 6 1234 5678, paal 1187")).status_code == 201


@pytest.mark.parametrize("language", ["../../../../tmp/po", "x" * 3_000, "nl\u0000"])
def test_a_language_that_is_none_is_dutch(visitor: Visitor, language: str) -> None:
    answer = visitor.get("/api/neighbourhood", params={"language": language})
    assert answer.status_code == 200
    assert any(tile["label"] == "Lamp doet het niet" for tile in answer.json()["tiles"])


@pytest.mark.parametrize("path", ["/en//evil.example", "/en/%2F%2Fevil.example", "/en/\\evil.example"])
def test_no_link_of_ours_leads_to_another_site(visitor: Visitor, path: str) -> None:
    page = httpx.get(visitor.base_url.join("/").copy_with(raw_path=path.encode()), follow_redirects=False).text
    assert 'href="//' not in page
    assert 'href="/\\' not in page


@pytest.mark.parametrize("headers", [{"Origin": "http://["}, {"Host": "["}, {"Host": "localhost:abc"}])
def test_odd_headers_are_no_fault_of_ours(visitor: Visitor, headers: dict[str, str]) -> None:
    for path in ("/", "/inloggen", "/volg"):
        assert visitor.get(path, headers=headers).status_code < 500
    assert visitor.post("/api/reports", json=told(), headers=headers).status_code < 500


def test_many_pixels_in_a_small_file_are_refused(visitor: Visitor) -> None:
    sent = told(photos=1)
    assert visitor.post("/api/reports", json=sent).status_code == 201
    buffer = io.BytesIO()
    Image.new("RGBA", (7_000, 7_000)).save(buffer, "PNG")
    answer = visitor.put(f"/api/reports/{sent['submission']}/photos/1", content=buffer.getvalue())
    assert answer.status_code == 422
    assert "beeldpunten" in answer.json()["fields"]["photo"]


def test_what_was_withdrawn_is_in_no_file_of_the_database(server: Installation, visitor: Visitor) -> None:
    url = server.environment["BUURTSEIN_DATABASE_URL"]
    if not url.startswith("sqlite"):
        pytest.skip("PostgreSQL keeps unreadable remains; their keys are gone from its tables")
    used = key()
    sent = told(key=used, submission=str(uuid4()))
    assert visitor.post("/api/reports", json=sent).status_code == 201
    (sealed,) = rows(
        url,
        "SELECT s.narrative, s.mailbox FROM sealed s JOIN report r ON r.id = s.report "  # noqa: S608
        f"WHERE r.submission = '{sent['submission']}'",
    )
    # Pieces: a long row is spread over pages.
    pieces = [bytes(part)[start : start + 24] for part in sealed.values() for start in range(0, 480, 24)]
    assert sum(piece in database_files(url) for piece in pieces) > 30, "it lies there, before"
    assert visitor.post("/api/follow", json={"key": used}).status_code == 200
    assert visitor.post("/api/follow/withdraw", json={}).status_code == 200
    assert not any(piece in database_files(url) for piece in pieces)


def database_files(url: str) -> bytes:
    """Every byte of the database and its log."""
    path = Path(url.removeprefix("sqlite:///"))
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))
