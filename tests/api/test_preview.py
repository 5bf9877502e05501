"""`POST /api/preview` shows what others will see; what is sent is kept without a citizen service number."""

import pytest

from tests.support.rows import count
from tests.support.server import Installation
from tests.support.visitors import Visitor, told

BSN = "882001826"
TEXT = f"Fatma Öztürk zet haar vuil buiten, bel 0612345678. Mijn bsn is {BSN}."


def test_it_shows_what_is_found_why_and_what_stays(visitor: Visitor) -> None:
    answer = visitor.post("/api/preview", json={"category": "zwerfafval", "text": TEXT})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    shown = answer.json()
    assert [(each["kind"], TEXT[each["start"] : each["end"]]) for each in shown["findings"]] == [
        ("NAME", "Fatma Öztürk"),
        ("PHONE", "0612345678"),
        ("BSN", BSN),
    ]
    assert all(each["reason"] and each["confidence"] in {"certain", "likely"} for each in shown["findings"])
    assert (
        shown["public_text"] == "[naam] zet haar vuil buiten, bel [telefoonnummer]. Mijn bsn is [burgerservicenummer]."
    )
    assert shown["advice"] == ["In uw tekst stond een burgerservicenummer. Dat hebben wij weggehaald."]


def test_of_a_safety_category_nothing_is_ever_public(visitor: Visitor) -> None:
    shown = visitor.post("/api/preview", json={"category": "intimidatie", "text": "Piet staat hier met een mes"}).json()
    assert shown["public_text"] == ""
    assert shown["advice"] == ["Is er nu gevaar? Bel 112."]
    assert visitor.post(
        "/api/preview?language=en", json={"category": "intimidatie", "text": "a man with a knife"}
    ).json()["advice"] == ["Is there danger now? Call 112."]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"category": "bestaat-niet", "text": ""}, "category"),
        ({"category": "zwerfafval", "text": "x" * 4001}, "text"),
        ({"category": "zwerfafval"}, "text"),
        ({"category": "zwerfafval", "text": "", "more": 1}, "more"),
    ],
)
def test_it_says_what_is_wrong(visitor: Visitor, body: dict[str, str], field: str) -> None:
    answer = visitor.post("/api/preview", json=body)
    assert answer.status_code == 422
    assert field in answer.json()["fields"]


def test_it_keeps_nothing(visitor: Visitor, server: Installation) -> None:
    url = server.environment["BUURTSEIN_DATABASE_URL"]
    kept = "SELECT (SELECT count(*) FROM report) + (SELECT count(*) FROM access_log)"
    before = count(url, kept)
    visitor.post("/api/preview", json={"category": "zwerfafval", "text": TEXT})
    assert count(url, kept) == before


def test_a_citizen_number_is_not_kept_and_the_reporter_is_told(visitor: Visitor) -> None:
    sent = told("woningonderhoud", text=f"Lekkage. Mijn bsn is {BSN}")
    first, again = (visitor.post("/api/reports", json=sent) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert first.json()["advice"] == ["In uw tekst stond een burgerservicenummer. Dat hebben wij weggehaald."]
    assert visitor.follow(sent)["text"] == "Lekkage. Mijn bsn is [burgerservicenummer]"
    said = visitor.step("messages", text=f"Nog eens: {BSN}").json()
    assert [each["text"] for each in said["messages"]] == ["Nog eens: [burgerservicenummer]"]


def test_who_sends_something_acute_reads_whom_to_call(visitor: Visitor) -> None:
    answer = visitor.post("/api/reports", json=told("burenoverlast", text="de buurman slaat zijn vrouw nu"))
    assert answer.json()["advice"][0] == "Is er nu gevaar? Bel 112."
