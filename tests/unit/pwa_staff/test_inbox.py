from datetime import timedelta

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from tests.unit.pwa_staff.fake import STATUSES, TODAY, FakeVerbs, case, line, someone
from tests.unit.pwa_staff.reading import main_of, title_of

Browser = TestClient[Litestar]
WORDS = {
    "assigned": "Nog te doen",
    "planned": "Gepland",
    "in_progress": "Bezig",
    "question": "Wacht op antwoord",
    "resolved": "Opgelost",
    "declined": "Doen wij niet",
    "reopened": "Opnieuw bekijken",
    "closed": "Afgerond",
    "withdrawn": "Verwijderd door de melder",
}


def test_the_title_counts_what_is_new_and_tells_nothing_else(browser: Browser) -> None:
    assert title_of(browser.get("/zaken")) == "(3) Zaken – Buurt"


@pytest.mark.parametrize("status", STATUSES)
def test_a_line_says_what_where_and_its_status_in_words(browser: Browser, verbs: FakeVerbs, status: str) -> None:
    verbs.items = [line(case(status))]
    rows = main_of(browser.get("/zaken")).partition("Zoek")[2]
    assert all(words in rows for words in ("Stoep of straatstenen kapot", "Rozenprieel", "KLM-4F7Q", WORDS[status]))


@pytest.mark.parametrize(("class_", "word"), [("restricted", "Vertrouwelijk"), ("sealed", "Verzegeld")])
def test_a_class_that_asks_care_has_a_lock_and_a_word(
    browser: Browser, verbs: FakeVerbs, class_: str, word: str
) -> None:
    verbs.items = [line(case("planned", class_))]
    assert word in main_of(browser.get("/zaken"))


@pytest.mark.parametrize(
    ("days", "late", "tone", "words"),
    [(-2, True, "late", "2 dagen te laat"), (0, True, "late", "Te laat"), (0, False, "soon", "Vandaag nog")],
)
def test_due_is_words_and_a_colour(
    browser: Browser, verbs: FakeVerbs, days: int, late: bool, tone: str, words: str
) -> None:
    verbs.items = [line(case(), due=TODAY + timedelta(days=days), late=late)]
    page = browser.get("/zaken")
    assert f'class="due {tone}"' in page.text
    assert words in main_of(page)


def test_what_is_finished_stands_below_what_is_to_do(browser: Browser, verbs: FakeVerbs) -> None:
    verbs.items = [line(case()), line(case("resolved"))]
    said = main_of(browser.get("/zaken")).partition("Zoek")[2]
    assert said.index("Nog te doen") < said.index("Klaar") < said.index("Opgelost")
    verbs.items = [line(case())]
    assert "Klaar" not in main_of(browser.get("/zaken"))
    verbs.items = [line(case("resolved"))]
    assert "Klaar" not in main_of(browser.get("/zaken?status=resolved"))


def test_what_was_not_read_yet_is_marked(browser: Browser, verbs: FakeVerbs) -> None:
    verbs.items = [line(case(), unread=False)]
    assert "row unread" not in browser.get("/zaken").text
    verbs.items = [line(case(), unread=True)]
    assert "row unread" in browser.get("/zaken").text


def test_filters_and_search_reach_the_verb(browser: Browser, verbs: FakeVerbs) -> None:
    browser.get("/zaken?status=question&due=late&q=%20KLM-4F7Q%20&after=x-9")
    wanted = verbs.said[0][1]
    assert (wanted.status, wanted.due, wanted.q, wanted.after) == ("question", "late", "KLM-4F7Q", "x-9")


def test_a_filter_that_is_none_is_refused(browser: Browser) -> None:
    assert browser.get("/zaken?status=anything").status_code == 400


def test_more_cases_are_a_link_away(browser: Browser) -> None:
    page = browser.get("/zaken?q=tegel")
    assert 'href="/zaken?q=tegel&amp;after=x-1"' in page.text


def test_nothing_found_offers_everything(browser: Browser, verbs: FakeVerbs) -> None:
    verbs.items = []
    assert "Toon alle zaken" in main_of(browser.get("/zaken?q=tegel"))
    assert "Er ligt niets. Alles is opgepakt." in main_of(browser.get("/zaken"))


def test_intake_is_offered_messages_before_anything_else(browser: Browser, verbs: FakeVerbs) -> None:
    verbs.member = someone("intake")
    page = browser.get("/zaken").text
    assert page.index("Zet meldingen op dit toestel aan") < page.index("<h1>")
    verbs.member = someone("case")
    page = browser.get("/zaken").text
    assert page.index("Zet meldingen op dit toestel aan") > page.index("<h1>")


def test_the_way_round_depends_on_the_duties(browser: Browser, verbs: FakeVerbs) -> None:
    assert 'href="/taken"' in browser.get("/zaken").text
    verbs.member = someone("case")
    assert 'href="/taken"' not in browser.get("/zaken").text
    verbs.member = someone("field")
    assert browser.get("/zaken").status_code == 404


def test_signing_out_ends_the_session_and_needs_the_token(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = []

    async def sign_out(_: object, token: str) -> None:
        ended.append(token)

    monkeypatch.setattr("backend.people.sign_out", sign_out)
    assert browser.post("/uitloggen").status_code == 403
    assert ended == []
    answer = browser.post("/uitloggen", data={"csrf": "the-token-of-this-session"})
    assert (answer.status_code, answer.headers["location"], len(ended)) == (303, "/inloggen", 1)
    assert 'staff=""' in answer.headers["set-cookie"]
