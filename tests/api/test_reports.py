"""`POST /api/reports`: one report per submission, whole, with who has it, why, and by when."""

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from backend.vault import new_code
from tests.support.rows import count, rows
from tests.support.server import Installation
from tests.support.visitors import CONTACT, PLACE, Visitor, told

SEALED = ("intimidatie", "verdacht-gedrag", "drugsoverlast", "wapen-geweld")
REFERENCE = re.compile("[2-9CFGHJMPQRVWX]{3}-[2-9CFGHJMPQRVWX]{4}")
ROZENHOF = {"lat": 52.3727, "lon": 4.6417}
OUTSIDE = {"lat": 51.0, "lon": 4.0}


def fields(answer: httpx.Response) -> set[str]:
    """The fields that a refusal names, each with a sentence."""
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json"), answer.text
    named: dict[str, str] = answer.json()["fields"]
    assert all(text.strip() for text in named.values())
    return set(named)


def stored(server: Installation, sent: dict[str, Any]) -> dict[str, Any]:
    """The case of a submission, as it lies in the database."""
    query = f"SELECT c.* FROM casefile c JOIN report r ON r.id = c.id WHERE r.submission = '{sent['submission']}'"  # noqa: S608
    (row,) = rows(server.environment["BUURTSEIN_DATABASE_URL"], query)
    return row


def test_a_report_is_taken_and_says_who_has_it_why_and_by_when(visitor: Visitor) -> None:
    sent = told(answers={"gevaarlijk": "ja"})
    answer = visitor.post("/api/reports", json=sent)
    receipt = answer.json()
    assert answer.status_code == 201
    assert receipt["status"] == "assigned"
    assert receipt["team"] == {"partner": "Gemeente", "name": "Wijkbeheer", "in_sentence": "de gemeente"}
    assert receipt["reason"] == "Stoep of straatstenen kapot in Rozenprieel: Wijkbeheer van de gemeente."
    now = datetime.now(UTC)
    assert now < datetime.fromisoformat(receipt["acknowledge_by"]) < datetime.fromisoformat(receipt["handle_by"])
    assert receipt["photos"] == f"/api/reports/{sent['submission']}/photos"
    assert REFERENCE.fullmatch(receipt["reference"])


def test_the_same_submission_again_is_the_same_report(visitor: Visitor, server: Installation) -> None:
    sent = told()
    first, second = (visitor.post("/api/reports", json=sent) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    other_order = dict(reversed(list(sent.items()))) | {"proof": "of work"}
    assert visitor.post("/api/reports", json=other_order).json() == first.json()


@pytest.mark.parametrize("change", [{"text": "Iets anders."}, {"key": "A" * 43}, {"photos": 1}, {"language": "en"}])
def test_other_content_under_the_same_submission_is_a_conflict(visitor: Visitor, change: dict[str, Any]) -> None:
    sent = visitor.tell()
    answer = visitor.post("/api/reports", json=sent | change)
    assert (answer.status_code, answer.headers["content-type"]) == (409, "application/problem+json")


def test_eight_times_at_once_is_one_report_and_eight_equal_answers(server: Installation) -> None:
    sent = told(text="Acht keer op de knop gedrukt.")
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: httpx.post(f"{server.url}/api/reports", json=sent, timeout=30), range(8)))
    assert sorted(answer.status_code for answer in answers) == [200] * 7 + [201]
    assert len({answer.content for answer in answers}) == 1
    database = server.environment["BUURTSEIN_DATABASE_URL"]
    query = f"SELECT count(*) FROM report WHERE submission = '{sent['submission']}'"  # noqa: S608
    assert count(database, query) == 1
    assert count(database, f"SELECT count(*) FROM event WHERE report = '{stored(server, sent)['id']}'") == 2  # noqa: S608


@pytest.mark.parametrize("level", [0, 1, 3, 4])
@pytest.mark.parametrize("category", ["stoep-bestrating", "burenoverlast", "drugsoverlast"])
def test_every_level_works_for_every_class(visitor: Visitor, category: str, level: int) -> None:
    sent = visitor.tell(category, level=level)
    if level:
        assert visitor.follow(sent)["level"] == level


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"level": 2}, {"level"}),
        ({"level": -1, "key": None}, {"level"}),
        ({"level": 1, "key": None}, {"key"}),
        ({"level": 0, "key": "A" * 43}, {"key"}),
        ({"level": 1, "contact": CONTACT}, {"contact"}),
        ({"level": 3, "contact": None}, {"contact"}),
        ({"level": 3, "contact": {"name": "Mina"}}, {"contact"}),
        ({"level": 4, "contact": {"email": "geen adres"}}, {"contact.email"}),
        ({"level": 4, "contact": {"phone": "1" * 201}}, {"contact.phone"}),
        ({"text": ""}, {"text"}),
        ({"text": "x" * 4_001}, {"text"}),
        ({"text": "bel \u0007"}, {"text"}),
        ({"place": {}}, {"place"}),
        ({"place": {"lat": 52.0}}, {"place"}),
        ({"place": {"lat": 90.01, "lon": 4.6}}, {"place"}),
        ({"place": {"lat": 52.3, "lon": -180.5}}, {"place"}),
        ({"place": {"description": "x" * 301}}, {"place.description"}),
        ({"place": {"description": " \n"}}, {"place"}),
        ({"place": None}, {"place"}),
        ({"photos": 4}, {"photos"}),
        ({"photos": -1}, {"photos"}),
        ({"language": "tlh"}, {"language"}),
        ({"category": "bestaat-niet"}, {"category"}),
        ({"answers": {"kleur": "rood"}}, {"answers"}),
        ({"answers": {"gevaarlijk": "soms"}}, {"answers.gevaarlijk"}),
        ({"submission": "f3b1"}, {"submission"}),
        ({"haast": True}, {"haast"}),
    ],
)
def test_each_wrong_field_is_named(visitor: Visitor, values: dict[str, Any], named: set[str]) -> None:
    assert fields(visitor.post("/api/reports", json=told(**values))) == named


def test_all_wrong_fields_are_named_at_once(visitor: Visitor) -> None:
    wrong = told(
        "bestaat-niet", text="\u0007", place={"lat": 91, "lon": 4.6}, photos=7, language="tlh", level=9, haast=True
    )
    named = {"category", "text", "place", "photos", "language", "level", "haast"}
    assert fields(visitor.post("/api/reports", json=wrong)) == named


def test_wrong_types_unknown_fields_and_wrong_values_are_named_together(visitor: Visitor) -> None:
    wrong = told("bestaat-niet", place={"lat": 91, "lon": 4.6, "straat": "?"}, submission=5, answers=[], x=1, y=2)
    answer = visitor.post("/api/reports", json=wrong)
    assert fields(answer) >= {"category", "place.straat", "submission", "answers", "x", "y"}


def test_nothing_is_kept_of_a_refused_report(visitor: Visitor, server: Installation) -> None:
    sent = told(text="Half goed.", photos=9)
    visitor.post("/api/reports", json=sent)
    query = f"SELECT count(*) FROM report WHERE submission = '{sent['submission']}'"  # noqa: S608
    assert count(server.environment["BUURTSEIN_DATABASE_URL"], query) == 0
    assert visitor.post("/api/reports", json=sent | {"photos": 0}).status_code == 201


def test_a_code_in_the_text_is_refused_with_an_explanation(visitor: Visitor) -> None:
    answer = visitor.post("/api/reports", json=told(text=f"Mijn code: {new_code()}, bel mij."))
    assert fields(answer) == {"text"}
    assert "code" in answer.json()["fields"]["text"]


def test_a_long_number_that_is_no_code_is_just_a_number(visitor: Visitor) -> None:
    assert visitor.post("/api/reports", json=told(text="Kenteken 123 456 789 012 345 678 901")).status_code == 201


@pytest.mark.parametrize(
    "text", ["Één tegel ✅ 🧱 עברית العربية 漢字", "regel een\r\nregel twee", "x" * 4_000, "<b>&amp;</b>"]
)
def test_every_script_comes_through_as_it_was_typed(visitor: Visitor, text: str) -> None:
    assert visitor.post("/api/reports", json=told(text=text)).status_code == 201


def test_photos_that_will_follow_are_enough(visitor: Visitor) -> None:
    assert visitor.post("/api/reports", json=told(text="", photos=1)).status_code == 201
    assert visitor.post("/api/reports", json=told(text=" ", answers={"gevaarlijk": "ja"})).status_code == 201


class TestWhereItGoes:
    def test_a_place_in_words_goes_to_the_municipality_and_says_so(self, visitor: Visitor) -> None:
        receipt = visitor.post("/api/reports", json=told(place={"description": "bij de bakker"})).json()
        assert receipt["team"]["partner"] == "Gemeente"
        assert (
            receipt["reason"]
            == "De plek staat alleen in woorden: daarom kijkt Wijkbeheer van de gemeente, voor heel Haarlem."
        )

    def test_the_smallest_area_wins(self, visitor: Visitor) -> None:
        receipt = visitor.post("/api/reports", json=told("portiek-trap-lift", place=ROZENHOF)).json()
        assert receipt["team"]["partner"] == "Woningcorporatie"

    def test_outside_every_area_it_is_kept_at_the_desk_and_says_so(
        self, visitor: Visitor, server: Installation
    ) -> None:
        sent = told(place=OUTSIDE)
        answer = visitor.post("/api/reports", json=sent)
        assert (answer.status_code, answer.json()["team"]["name"]) == (201, "Loket")
        assert answer.json()["reason"].startswith("Deze plek ligt buiten Haarlem")
        assert stored(server, sent)["area"] is None

    @pytest.mark.parametrize("category", SEALED)
    def test_sealed_goes_to_intake_from_everywhere(self, visitor: Visitor, category: str) -> None:
        for place in (PLACE, OUTSIDE, {"description": "achter de school"}):
            receipt = visitor.post("/api/reports", json=told(category, place=place)).json()
            assert (receipt["status"], receipt["team"]["name"]) == ("assigned", "Team Veiligheid")

    def test_the_answer_to_a_sealed_report_names_no_area(self, visitor: Visitor) -> None:
        text = visitor.post("/api/reports", json=told("drugsoverlast", place=ROZENHOF)).text
        assert not [name for name in ("Rozenhof", "Rozenprieel", "Haarlemmerhout", "Koninginne") if name in text]

    def test_the_answer_is_in_the_language_of_the_report(self, visitor: Visitor) -> None:
        receipt = visitor.post("/api/reports", json=told(language="en")).json()
        assert receipt["team"]["partner"] == "Municipality"


class TestWhoMustNotSeeIt:
    @pytest.mark.parametrize("exclude", [["gemeente"], ["gemeente/veiligheid"], ["gemeente", "politie"]])
    def test_an_excluded_intake_never_gets_it(
        self, visitor: Visitor, server: Installation, exclude: Sequence[str]
    ) -> None:
        sent = told("intimidatie", exclude=list(exclude))
        receipt = visitor.post("/api/reports", json=sent).json()
        assert (receipt["team"]["partner"], receipt["team"]["name"]) == ("Welzijn", "Vertrouwensteam")
        query = f"SELECT keyring FROM wrap WHERE report = '{stored(server, sent)['id']}'"  # noqa: S608
        keyrings = {row["keyring"] for row in rows(server.environment["BUURTSEIN_DATABASE_URL"], query)}
        assert keyrings == {"welzijn/vertrouwensteam/intake", "reporter"}

    def test_the_answer_does_not_say_who_was_excluded(self, visitor: Visitor) -> None:
        text = visitor.post("/api/reports", json=told("burenoverlast", exclude=["corporatie"])).text
        assert "corporatie" not in text.lower()

    def test_nobody_left_names_meld_misdaad_anoniem(self, visitor: Visitor) -> None:
        everybody = ["gemeente", "corporatie", "politie", "welzijn"]
        answer = visitor.post("/api/reports", json=told("intimidatie", exclude=everybody))
        assert fields(answer) == {"exclude"}
        assert "0800-7000" in answer.json()["fields"]["exclude"]

    @pytest.mark.parametrize(
        ("category", "exclude"), [("stoep-bestrating", ["politie"]), ("intimidatie", ["bestaat/niet"])]
    )
    def test_some_exclusions_cannot_be(self, visitor: Visitor, category: str, exclude: list[str]) -> None:
        assert fields(visitor.post("/api/reports", json=told(category, exclude=exclude))) == {"exclude"}


def test_levels_zero_and_one_differ_in_what_is_kept(visitor: Visitor, server: Installation) -> None:
    database = server.environment["BUURTSEIN_DATABASE_URL"]
    for level, has_key in ((0, False), (1, True)):
        sent = visitor.tell(level=level)
        query = f"SELECT code_tag, reporter_key FROM report WHERE submission = '{sent['submission']}'"  # noqa: S608
        (row,) = rows(database, query)
        assert [row["code_tag"] is not None, row["reporter_key"] is not None] == [has_key, has_key]
