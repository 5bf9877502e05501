"""Following with a code, without JavaScript."""

from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from backend.errors import Conflict, Unavailable
from backend.reports.model import Contact
from backend.vault import new_code
from pwa.pages.session import form_token
from tests.unit.pwa.fake import COOKIE, OTHER_COOKIE, FakeVerbs
from tests.unit.pwa.reading import Page
from tests.unit.pwa.test_report_form import fresh_form


@pytest.fixture
def reader(client: TestClient[Litestar]) -> TestClient[Litestar]:
    """Somebody whose session is open."""
    client.cookies.set("volg", COOKIE)
    return client


def test_a_code_opens_its_report(client: TestClient[Litestar]) -> None:
    form = fresh_form(client)
    client.post("/nieuw", data=form)
    client.cookies.clear()
    answer = client.post("/volg", data={"code": form["code"].replace(" ", "-")})
    assert (answer.status_code, answer.headers["location"]) == (303, "/volg")
    assert "KLM-4F7Q" in client.get("/volg", headers={"Cookie": answer.headers["set-cookie"].split(";")[0]}).text


@pytest.mark.parametrize(("code", "digits"), [("", 0), ("123 45", 5), ("abc", 0)])
def test_a_code_that_is_too_short_says_how_short(client: TestClient[Litestar], code: str, digits: int) -> None:
    answer = client.post("/volg", data={"code": code})
    assert answer.status_code == 422
    assert f"Een code heeft 21 cijfers. U typte er {digits}." in answer.text
    assert not code or code not in answer.text


@pytest.mark.parametrize("code", ["1" * 21, new_code()])
def test_every_code_that_opens_nothing_answers_the_same(client: TestClient[Litestar], code: str) -> None:
    answer = client.post("/volg", data={"code": code})
    assert (answer.status_code, answer.text) == (404, client.post("/volg", data={"code": new_code()}).text)
    assert not code or code not in answer.text


def test_an_ended_session_asks_for_the_code_again(client: TestClient[Litestar]) -> None:
    client.cookies.set("volg", "00" * 32)
    assert "Uw code" in client.get("/volg").text
    assert client.get("/volg/verwijderen").headers["location"] == "/volg"


def test_the_newest_step_stands_first_with_its_time(reader: TestClient[Litestar]) -> None:
    words = Page(reader.get("/volg").text).words
    assert words.index("De tegel ligt weer vast") < words.index("Wij hebben uw melding ontvangen")
    assert "dinsdag 24 november, 10:10" in words


def test_a_sealed_report_shows_weeks_and_a_quick_way_out(reader: TestClient[Litestar], verbs: FakeVerbs) -> None:
    verbs.class_ = "sealed"
    answer = reader.get("/volg")
    assert "Week van 23 november" in answer.text
    assert "10:10" not in answer.text
    assert "dinsdag 24 november" not in answer.text, "nor the day, of a step or of a message"
    assert "2026-11-24" not in answer.text
    assert 'datetime="2026-W48"' in answer.text
    assert "data-exit=" in answer.text
    verbs.class_ = "open"
    assert "data-exit=" not in reader.get("/volg").text


@pytest.mark.parametrize(
    ("path", "fields", "said"),
    [
        ("/volg/bericht", {"text": "Dank u"}, (COOKIE, "Dank u")),
        ("/volg/oordeel", {"good": "nee", "text": "Nog los"}, (COOKIE, False, "Nog los")),
        ("/volg/oordeel", {"good": "ja", "text": ""}, (COOKIE, True, "")),
    ],
)
def test_steps_are_taken_and_lead_back(
    reader: TestClient[Litestar], verbs: FakeVerbs, path: str, fields: dict[str, str], said: tuple[Any, ...]
) -> None:
    answer = reader.post(path, data={"form_token": form_token(COOKIE), **fields})
    assert (answer.status_code, answer.headers["location"]) == (303, "/volg")
    assert verbs.said == [said]


@pytest.mark.parametrize(
    "path", ["/volg/bericht", "/volg/oordeel", "/volg/verwijderen", "/volg/code", "/volg/bereikbaar"]
)
def test_forms_of_others_are_refused(reader: TestClient[Litestar], verbs: FakeVerbs, path: str) -> None:
    assert reader.post(path, data={"text": "x"}).status_code == 403
    assert reader.post(path, data={"text": "x", "form_token": form_token("another")}).status_code == 403
    assert verbs.said == []


def test_a_refused_step_keeps_the_text(reader: TestClient[Litestar], verbs: FakeVerbs) -> None:
    verbs.refuse = Conflict("Dit kan niet meer. Stuur een bericht, of maak een nieuwe melding.")
    answer = reader.post("/volg/oordeel", data={"form_token": form_token(COOKIE), "good": "nee", "text": "Nog los"})
    page = Page(answer.text)
    assert answer.status_code == 409
    assert page.title.startswith("Fout: ")
    assert "Dit kan niet meer" in page.words
    assert page.fields["text"] == "Nog los"


def test_withdrawing_is_asked_twice_and_ends_the_session(reader: TestClient[Litestar], verbs: FakeVerbs) -> None:
    question = reader.get("/volg/verwijderen")
    before_the_button = question.text.split("<form")[0]
    assert "De klus op straat, met de plek." in before_the_button
    assert "U kunt dit niet terugdraaien" in before_the_button
    answer = reader.post("/volg/verwijderen", data={"form_token": Page(question.text).fields["form_token"]})
    assert "Uw melding is verwijderd" in answer.text
    assert "max-age=0" in answer.headers["set-cookie"].lower()
    assert verbs.said == [(COOKIE,)]


def test_closing_ends_the_session_and_goes_home(reader: TestClient[Litestar], verbs: FakeVerbs) -> None:
    answer = reader.post("/volg/sluiten")
    assert answer.headers["location"] == "/"
    assert "max-age=0" in answer.headers["set-cookie"].lower()
    assert verbs.said == [(COOKIE,)]


def test_photos_are_shown_and_never_kept(reader: TestClient[Litestar]) -> None:
    page = reader.get("/volg").text
    source = page.split('<img src="')[1].split('"')[0]
    answer = reader.get(source)
    assert (answer.headers["content-type"], answer.headers["cache-control"]) == ("image/webp", "no-store")


def test_a_question_of_the_team_stands_on_top_with_its_answer(reader: TestClient[Litestar], verbs: FakeVerbs) -> None:
    verbs.status = "question"
    words = Page(reader.get("/volg").text).words
    assert words.index("Ligt de tegel voor nummer 12 of 14?") < words.index("Wat is er gebeurd?")
    assert words.count("Verstuur uw antwoord") == 1
    assert "Verstuur bericht" not in words, "one place to answer"


def test_a_refusal_is_not_asked_to_be_liked(reader: TestClient[Litestar], verbs: FakeVerbs) -> None:
    verbs.status = "declined"
    words = Page(reader.get("/volg").text).words
    assert "Bent u het er niet mee eens?" in words
    assert "Is het goed zo?" not in words
    assert words.count("Uw melding ligt bij") == 1, "only in what happened: it lies there no more"


def test_the_reporter_reads_what_was_sent_and_can_add_a_photo(reader: TestClient[Litestar], verbs: FakeVerbs) -> None:
    words = Page(reader.get("/volg").text).words
    assert all(said in words for said in ("Rozenstraat 12", "Een tegel ligt los.", "Is het gevaarlijk?"))
    fields, picture = {"form_token": form_token(COOKIE)}, {"photo": ("tegel.jpg", b"pixels", "image/jpeg")}
    answer = reader.post("/volg/foto", data=fields, files=picture)
    assert (answer.status_code, answer.headers["location"]) == (303, "/volg")
    assert verbs.said == [(COOKIE, b"pixels")]
    assert "Kies eerst een foto." in reader.post("/volg/foto", data=fields, files={"photo": ("", b"")}).text


def test_a_sealed_report_has_no_job_in_the_street_to_stay(reader: TestClient[Litestar], verbs: FakeVerbs) -> None:
    verbs.class_ = "sealed"
    words = Page(reader.get("/volg/verwijderen").text).words
    assert "De klus op straat" not in words
    assert "Een werknotitie van het team" in words


def test_a_new_code_is_shown_before_it_works_and_again_when_it_does(
    reader: TestClient[Litestar], verbs: FakeVerbs
) -> None:
    question = Page(reader.get("/volg/code").text)
    code = question.fields["code"]
    assert code in question.words
    assert "Wij kunnen hem niet terugvinden." in question.words
    assert code not in reader.get("/volg/code").text, "another one each time"
    answer = reader.post("/volg/code", data={"form_token": form_token(COOKIE), "code": code})
    assert answer.status_code == 200
    assert all(said in Page(answer.text).words for said in ("Uw nieuwe code werkt", code))
    assert answer.headers["set-cookie"].startswith(f"volg={OTHER_COOKIE};")
    assert answer.headers["cache-control"] == "no-store"
    (key,) = verbs.said
    assert len(key) == 32


@pytest.mark.parametrize("code", ["", "1" * 21, "123"])
def test_a_code_that_is_none_is_replaced(reader: TestClient[Litestar], verbs: FakeVerbs, code: str) -> None:
    answer = reader.post("/volg/code", data={"form_token": form_token(COOKIE), "code": code})
    assert (answer.status_code, verbs.said) == (422, [])
    assert len(Page(answer.text).fields["code"]) == len(new_code())


def test_where_it_is_too_busy_the_new_code_stays_the_same(reader: TestClient[Litestar], verbs: FakeVerbs) -> None:
    code = Page(reader.get("/volg/code").text).fields["code"]
    verbs.refuse = Unavailable()
    answer = reader.post("/volg/code", data={"form_token": form_token(COOKIE), "code": code})
    assert (answer.status_code, Page(answer.text).fields["code"]) == (503, code)


def test_only_what_works_is_offered(reader: TestClient[Litestar], verbs: FakeVerbs) -> None:
    assert "Laat het team u bellen of mailen" in Page(reader.get("/volg").text).words
    assert "Nieuws komt niet per e-mail." in Page(reader.get("/volg/bereikbaar").text).words
    verbs.class_ = "sealed"
    assert "Laat het team u bellen of mailen" not in Page(reader.get("/volg").text).words


def test_who_gave_a_contact_sees_it_and_can_take_it_back(reader: TestClient[Litestar], verbs: FakeVerbs) -> None:
    verbs.contact = Contact(email="mina@buurt.example", name="Mina")
    assert "Mina, mina@buurt.example" in Page(reader.get("/volg").text).words
    form = Page(reader.get("/volg/bereikbaar").text)
    assert form.fields["email"] == "mina@buurt.example"
    assert "Haal mijn gegevens weg" in form.words
    reader.post("/volg/bereikbaar", data={"form_token": form_token(COOKIE), "level": "1"})
    assert verbs.said == [(COOKIE, 1, None)]
