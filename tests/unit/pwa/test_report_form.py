"""The form without JavaScript: nothing typed is lost, whatever happens."""

from typing import Any
from uuid import uuid4

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from backend.errors import Conflict, Invalid, Unavailable
from backend.vault import new_code
from tests.unit.pwa.fake import COOKIE, FakeVerbs
from tests.unit.pwa.reading import Page

TYPED = {
    "category": "intimidatie",
    "text": 'Hij zei: "pas op" <b>&\nen liep weg',
    "description": "Rozenstraat 12 & verder",
    "exclude": "politie",
    "intimidatie.nu": "nee",
}


def fresh_form(client: TestClient[Litestar], **typed: str) -> dict[str, str]:
    """The form as the browser would send it after somebody typed."""
    fields = Page(client.get("/nieuw").text).fields
    return {"submission": fields["submission"], "code": fields["code"], "action": "send", **TYPED, **typed}


def kept(answer: Any) -> bool:
    """Whether everything that was typed stands in the form of this answer."""
    fields = Page(answer.text).fields
    return all(fields.get(name) == value for name, value in TYPED.items())


def test_sending_it_makes_a_report_and_shows_code_team_and_days(client: TestClient[Litestar], verbs: FakeVerbs) -> None:
    form = fresh_form(client)
    answer = client.post("/nieuw", data=form)
    assert answer.status_code == 200, "the answer is the page itself: a redirect would lose the code"
    (report,) = verbs.taken
    assert str(report.submission) == form["submission"]
    assert (report.category, report.text, report.exclude) == ("intimidatie", TYPED["text"], ("politie",))
    assert report.answers == {"nu": "nee"}
    assert (report.level, report.language) == (1, "nl")
    words = Page(answer.text).words
    assert all(group in words for group in form["code"].split())
    assert "Gemeente, Wijkbeheer" in words
    assert "Uiterlijk dinsdag 1 december" in words


def test_sending_it_opens_the_follow_session(client: TestClient[Litestar]) -> None:
    cookie = client.post("/nieuw", data=fresh_form(client)).headers["set-cookie"]
    assert cookie.startswith(f"volg={COOKIE}")
    assert all(part in cookie.lower() for part in ("httponly", "samesite=strict", "path=/", "max-age=900"))


def test_no_trace_makes_no_key_no_code_and_no_session(client: TestClient[Litestar], verbs: FakeVerbs) -> None:
    answer = client.post("/nieuw", data=fresh_form(client, no_trace="1"))
    assert (verbs.taken[0].level, verbs.taken[0].key) == (0, None)
    assert "set-cookie" not in answer.headers
    assert "Uw code" not in Page(answer.text).words


def test_answers_of_another_category_stay_in_the_form_and_out_of_the_report(
    client: TestClient[Litestar], verbs: FakeVerbs
) -> None:
    client.post("/nieuw", data=fresh_form(client, **{"stoep-bestrating.gevaarlijk": "ja"}))
    assert verbs.taken[0].answers == {"nu": "nee"}


def test_wrong_values_come_back_at_their_fields_with_a_summary_and_everything_kept(
    client: TestClient[Litestar], verbs: FakeVerbs
) -> None:
    verbs.refuse = Invalid({"place": "Vertel waar het is.", "answers.nu": "Kies een van de antwoorden."})
    form = fresh_form(client)
    answer = client.post("/nieuw", data=form)
    page = Page(answer.text)
    assert answer.status_code == 422
    assert page.title.startswith("Fout: ")
    assert {"#where", "#show"} <= set(page.links)
    assert answer.text.count("Vertel waar het is.") == 2, "in the summary and at the field"
    assert kept(answer)
    assert (page.fields["submission"], page.fields["code"]) == (form["submission"], form["code"])


def test_another_text_under_a_sent_submission_gets_fresh_ones(client: TestClient[Litestar], verbs: FakeVerbs) -> None:
    verbs.refuse = Conflict()
    form = fresh_form(client)
    answer = client.post("/nieuw", data=form)
    fields = Page(answer.text).fields
    assert answer.status_code == 409
    assert kept(answer)
    assert fields["submission"] != form["submission"]
    assert fields["code"] != form["code"]


def test_when_it_cannot_be_stored_everything_is_kept(client: TestClient[Litestar], verbs: FakeVerbs) -> None:
    verbs.refuse = Unavailable(retry_after=7)
    form = fresh_form(client)
    answer = client.post("/nieuw", data=form)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "7")
    assert "Uw tekst staat er nog" in answer.text
    assert kept(answer)
    assert Page(answer.text).fields["submission"] == form["submission"], "a repeat must be the same report"


@pytest.mark.parametrize(
    "identity",
    [
        {"submission": "", "code": ""},
        {"submission": "no-uuid", "code": new_code()},
        {"submission": str(uuid4()), "code": "123 456"},
    ],
)
def test_without_a_usable_submission_and_code_it_comes_back_with_fresh_ones(
    client: TestClient[Litestar], verbs: FakeVerbs, identity: dict[str, str]
) -> None:
    answer = client.post("/nieuw", data=fresh_form(client, **identity))
    fields = Page(answer.text).fields
    assert answer.status_code == 200
    assert verbs.taken == []
    assert kept(answer)
    assert len(fields["submission"]) == 36
    assert len(fields["code"].replace(" ", "")) == 21


def test_check_first_shows_it_all_and_sends_nothing(client: TestClient[Litestar], verbs: FakeVerbs) -> None:
    form = fresh_form(client, action="check")
    answer = client.post("/nieuw", data=form)
    page = Page(answer.text)
    overview = page.words.split("Klopt dit?")[1]
    assert "Bedreigd of geïntimideerd" in overview
    assert "Rozenstraat 12 & verder" in overview
    assert "Politie" in overview
    assert kept(answer)
    assert page.fields["code"] == form["code"]
    assert verbs.taken == []


def test_check_first_shows_what_others_will_read_and_whom_to_call(client: TestClient[Litestar]) -> None:
    text = "Fatma Öztürk van nr 14 stookt vuur, er is brand"
    answer = client.post("/nieuw", data=fresh_form(client, action="check", category="zwerfafval", text=text))
    overview = Page(answer.text).words.split("Klopt dit?")[1]
    assert "Wat anderen kunnen lezen[naam] van [adres] stookt vuur" in overview
    assert "Is er nu gevaar? Bel 112." in overview
    sealed = Page(client.post("/nieuw", data=fresh_form(client, action="check", text=text)).text).words
    assert "Wat anderen kunnen lezen" not in sealed
    assert "Is er nu gevaar? Bel 112." in sealed


def test_the_copy_for_the_phone_has_no_submission_and_no_code(client: TestClient[Litestar]) -> None:
    fields = Page(client.get("/nieuw?leeg").text).fields
    assert (fields["submission"], fields["code"]) == ("", "")


def test_two_forms_never_share_a_code(client: TestClient[Litestar]) -> None:
    assert len({Page(client.get("/nieuw").text).fields["code"] for _ in range(3)}) == 3


def test_what_was_typed_is_never_compressed_beside_the_code(client: TestClient[Litestar]) -> None:
    gzip = {"Accept-Encoding": "gzip"}
    assert client.get("/nieuw", headers=gzip).headers["content-encoding"] == "gzip"
    assert client.post("/nieuw", data={"tile": "afval"}, headers=gzip).headers["content-encoding"] == "gzip"
    with_text = client.post("/nieuw", data=fresh_form(client, action="check"), headers=gzip)
    assert "content-encoding" not in with_text.headers


def test_only_forms_of_at_most_64_kb_are_read(client: TestClient[Litestar], verbs: FakeVerbs) -> None:
    assert client.post("/nieuw", json={"text": "x"}).status_code == 415
    large = client.post("/nieuw", data=fresh_form(client, text="x" * 70_000))
    assert large.status_code == 413
    assert "Maak de tekst" in large.text
    assert verbs.taken == []


def test_a_photo_is_sent_after_the_report_and_the_code_stays_on_screen(
    client: TestClient[Litestar], verbs: FakeVerbs
) -> None:
    form = fresh_form(client)
    client.post("/nieuw", data=form)
    fields = {"submission": form["submission"], "code": form["code"], "n": "1"}
    answer = client.post("/nieuw/foto", data=fields, files={"photo": ("tegel.jpg", b"pixels", "image/jpeg")})
    page = Page(answer.text)
    assert [(str(said[0]), said[1:]) for said in verbs.said] == [(form["submission"], (1, b"pixels"))]
    assert page.fields["n"] == "2"
    assert all(group in page.words for group in form["code"].split())


def test_a_photo_that_is_refused_says_why(client: TestClient[Litestar], verbs: FakeVerbs) -> None:
    form = fresh_form(client)
    verbs.refuse = Invalid({"photo": "Deze foto is beschadigd. Kies een andere foto."})
    fields = {"submission": form["submission"], "code": form["code"], "n": "1"}
    answer = client.post("/nieuw/foto", data=fields, files={"photo": ("tegel.jpg", b"torn", "image/jpeg")})
    assert "Deze foto is beschadigd" in answer.text
    assert Page(answer.text).fields["n"] == "1"
