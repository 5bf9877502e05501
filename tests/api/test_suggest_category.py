"""`POST /api/suggest-category` says what a text may be about, and keeps nothing of it."""

import pytest

from tests.support.rows import count
from tests.support.server import Installation
from tests.support.visitors import Visitor

PATH = "/api/suggest-category"


def test_three_categories_the_likeliest_first(visitor: Visitor) -> None:
    answer = visitor.post(PATH, json={"text": "de straatlantaarn voor mijn deur brandt niet meer", "language": "nl"})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    suggested = answer.json()
    assert suggested[0]["category"] == "straatverlichting"
    assert len(suggested) == 3
    confidences = [each["confidence"] for each in suggested]
    assert confidences == sorted(confidences, reverse=True)
    assert 0 <= confidences[-1] <= sum(confidences) <= 1


def test_nobody_need_say_in_which_language(visitor: Visitor) -> None:
    suggested = visitor.post(PATH, json={"text": "الإنارة في الشارع لا تعمل"}).json()
    assert suggested[0]["category"] == "straatverlichting"


@pytest.mark.parametrize("text", ["", "...", "12 !? 🙃"])
def test_without_words_there_is_nothing_to_suggest(visitor: Visitor, text: str) -> None:
    assert visitor.post(PATH, json={"text": text}).json() == []


@pytest.mark.parametrize(
    ("body", "field"),
    [({"text": "x" * 4001}, "text"), ({}, "text"), ({"text": "lamp", "category": "anders"}, "category")],
)
def test_it_says_what_is_wrong(visitor: Visitor, body: dict[str, str], field: str) -> None:
    answer = visitor.post(PATH, json=body)
    assert answer.status_code == 422
    assert field in answer.json()["fields"]


def test_it_keeps_nothing(visitor: Visitor, server: Installation) -> None:
    url = server.environment["BUURTSEIN_DATABASE_URL"]
    kept = "SELECT (SELECT count(*) FROM report) + (SELECT count(*) FROM access_log)"
    before = count(url, kept)
    visitor.post(PATH, json={"text": "Een man met een mes bij de speeltuin"})
    assert count(url, kept) == before
