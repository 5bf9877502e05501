"""With the code: be reached, take another code, keep a copy; and what codes that open nothing tell: nothing."""

import base64
import json
import secrets
import zipfile
from io import BytesIO
from typing import Any

import pytest

from backend.vault.codes import derive, digits_of, new_code
from tests.support.photos import jpeg
from tests.support.rows import change
from tests.support.server import Installation
from tests.support.visitors import CONTACT, Visitor, new_key

#: A code's way to nothing.
ENDS = ("unknown", "withdrawn", "expired", "changed")


@pytest.fixture
def database(server: Installation) -> str:
    return server.environment["BUURTSEIN_DATABASE_URL"]


def key_of(visitor: Visitor, code: str) -> str:
    """What a browser makes of a code here."""
    kdf = visitor.get("/api/neighbourhood").json()["kdf"]
    key = derive(digits_of(code) or "", base64.urlsafe_b64decode(kdf["salt"] + "=="), kdf["iterations"])
    return base64.urlsafe_b64encode(key).rstrip(b"=").decode()


def dead_code(visitor: Visitor, database: str, end: str) -> str:
    """A code that opens nothing (any more)."""
    code = new_code()
    if end == "unknown":
        return code
    sent = visitor.tell("drugsoverlast", key=key_of(visitor, code))
    visitor.follow(sent)
    if end == "withdrawn":
        visitor.step("withdraw")
    elif end == "changed":
        visitor.step("code", key=new_key())
    else:  # what retention leaves: the mailbox died, and the code with it
        query = f"UPDATE report SET code_tag = NULL, reporter_key = NULL WHERE submission = '{sent['submission']}'"  # noqa: S608
        change(database, query)
    return code


class TestEqualAnswers:
    def test_nobody_can_tell_why_a_code_opens_nothing(
        self, visitor: Visitor, database: str, server: Installation
    ) -> None:
        codes = [dead_code(visitor, database, end) for end in ENDS]
        with Visitor(server) as other:
            by_json = [other.post("/api/follow", json={"key": key_of(other, code)}) for code in codes]
            by_form = [other.post("/volg", data={"code": code}) for code in codes]
        for answers in (by_json, by_form):
            assert {answer.status_code for answer in answers} == {404}
            assert len({answer.content for answer in answers}) == 1
            heads = [{name: text for name, text in answer.headers.items() if name != "date"} for answer in answers]
            assert all(head == heads[0] for head in heads)
            assert "set-cookie" not in heads[0]

    def test_the_page_says_that_a_lost_code_cannot_be_had_back(self, visitor: Visitor) -> None:
        page = visitor.post("/volg", data={"code": new_code()}).text
        lost = page.split('id="lost"')[1]
        assert lost.startswith(" open")
        assert "Wij kunnen uw code niet terugvinden." in lost
        assert 'id="lost" open' not in visitor.get("/volg").text


class TestContact:
    def test_a_report_follows_its_reporter_up_and_down(self, visitor: Visitor) -> None:
        visitor.follow(visitor.tell())
        for level, contact in ((3, CONTACT), (4, None), (1, None)):
            body = {"level": level} | ({"contact": contact} if contact else {})
            answer = visitor.step("level", **body)
            assert (answer.status_code, answer.json()["level"]) == (200, level)
            assert answer.json()["contact"] == (CONTACT if level > 1 else None)

    def test_the_page_gives_it_and_takes_it_back(self, visitor: Visitor) -> None:
        visitor.follow(visitor.tell("burenoverlast"))
        token = visitor.get("/volg/bereikbaar").text.split('name="form_token" value="')[1].split('"')[0]
        wrong = visitor.post("/volg/bereikbaar", data={"form_token": token, "level": "4", "email": "geen adres"})
        assert (wrong.status_code, "Dit e-mailadres klopt niet." in wrong.text) == (422, True)
        assert "geen adres" in wrong.text, "what was typed is kept"
        visitor.post("/volg/bereikbaar", data={"form_token": token, "level": "4", **CONTACT})
        assert "0612345678" in visitor.get("/volg").text
        visitor.post("/volg/bereikbaar", data={"form_token": token, "level": "1"})
        assert "0612345678" not in visitor.get("/volg").text

    def test_of_a_sealed_report_only_intake_is_offered_it(self, visitor: Visitor) -> None:
        visitor.follow(visitor.tell("drugsoverlast"))
        assert "Laat ons u bellen of mailen" in visitor.get("/volg").text
        page = visitor.get("/volg/bereikbaar").text
        assert "Alleen wie gevoelige meldingen als eerste leest" in page
        assert 'name="level" value="3"' in page
        assert 'name="level" value="4"' not in page
        token = page.split('name="form_token" value="')[1].split('"')[0]
        visitor.post("/volg/bereikbaar", data={"form_token": token, "level": "3", **CONTACT})
        assert "0612345678" in visitor.get("/volg").text

    def test_a_code_in_it_is_refused(self, visitor: Visitor) -> None:
        visitor.follow(visitor.tell())
        answer = visitor.step("level", level=4, contact={"phone": "0612345678", "name": new_code()})
        assert (answer.status_code, set(answer.json()["fields"])) == (422, {"contact.name"})


def test_a_code_in_feedback_is_refused_with_its_reason(visitor: Visitor) -> None:
    visitor.follow(visitor.tell())
    answer = visitor.step("feedback", good=True, text=f"Mijn code is {new_code()}")
    assert answer.status_code == 422
    assert "geheime code" in answer.json()["fields"]["text"]


class TestNewCode:
    def test_by_key(self, visitor: Visitor, server: Installation) -> None:
        sent = visitor.tell(photos=1)
        visitor.add_photo(sent, jpeg())
        before, key = visitor.follow(sent), new_key()
        old = visitor.cookies["volg"]
        answer = visitor.step("code", key=key)
        assert (answer.status_code, answer.json()) == (200, before)
        assert visitor.step("messages", text="Met de nieuwe code.").status_code == 200
        assert visitor.get(before["photos"][0]["large"]).status_code == 200
        with Visitor(server) as other:
            assert other.post("/api/follow", json={"key": sent["key"]}).status_code == 404
            late = other.post("/api/follow/messages", json={"text": "Oud"}, headers={"Cookie": f"volg={old}"})
            assert late.status_code == 401
            assert other.follow({"key": key})["reference"] == before["reference"]

    @pytest.mark.parametrize("key", ["", "kort", base64.urlsafe_b64encode(secrets.token_bytes(31)).decode()])
    def test_what_is_no_key_is_named(self, visitor: Visitor, key: str) -> None:
        visitor.follow(visitor.tell())
        answer = visitor.step("code", key=key)
        assert (answer.status_code, set(answer.json()["fields"])) == (422, {"key"})

    def test_a_used_key_is_refused(self, visitor: Visitor) -> None:
        other, sent = visitor.tell(), visitor.tell()
        visitor.follow(sent)
        for key in (other["key"], sent["key"]):
            answer = visitor.step("code", key=key)
            assert (answer.status_code, set(answer.json()["fields"])) == (422, {"key"})
        assert visitor.follow(sent)["reference"]

    def test_without_a_session_there_is_none(self, visitor: Visitor) -> None:
        assert visitor.step("code", key=new_key()).status_code == 401
        assert visitor.get("/api/follow/export").status_code == 401
        for path in ("/volg/code", "/volg/kopie", "/volg/kopie/bestand", "/volg/bereikbaar"):
            answer = visitor.get(path)
            assert (answer.status_code, answer.headers.get("location")) == (303, "/volg")


class TestCopy:
    def test_it_is_a_file_that_nothing_keeps(self, visitor: Visitor) -> None:
        sent = visitor.tell("drugsoverlast", level=3)
        reference = visitor.follow(sent)["reference"]
        answer = visitor.get("/api/follow/export")
        assert answer.headers["content-type"].startswith("application/json")
        assert answer.headers["content-disposition"] == f'attachment; filename="buurt-{reference}.json"'
        assert answer.headers["cache-control"] == "no-store"
        copy: dict[str, Any] = answer.json()
        assert copy["report"]["contact"] == CONTACT
        assert copy["place"] == sent["place"]
        assert sent["key"] not in answer.text

    def test_the_page_gives_one_with_the_pictures(self, visitor: Visitor) -> None:
        sent = visitor.tell(photos=1)
        visitor.add_photo(sent, jpeg())
        visitor.follow(sent)
        assert "/volg/kopie/bestand" in visitor.get("/volg/kopie").text
        answer = visitor.get("/volg/kopie/bestand")
        assert answer.headers["cache-control"] == "no-store"
        with zipfile.ZipFile(BytesIO(answer.content)) as archive:
            assert archive.namelist() == ["gegevens.json", "foto-1.webp"]
            assert json.loads(archive.read("gegevens.json"))["report"]["text"] == sent["text"]


@pytest.mark.parametrize(
    ("category", "at"), [("burenoverlast", "T23:00:00Z"), ("drugsoverlast", "T23:00:00Z"), ("stoep-bestrating", "Z")]
)
def test_times_in_the_answer_are_coarse_and_due_times_a_day(visitor: Visitor, category: str, at: str) -> None:
    sent = visitor.tell(category)
    visitor.follow(sent)
    followed = visitor.step("messages", text="Nog iets.").json()
    shown = [moment["at"] for moment in (*followed["timeline"], *followed["messages"])]
    assert len(shown) == 3
    assert all(moment.endswith((at, "T22:00:00Z")) for moment in shown)
    again = visitor.post("/api/reports", json=sent).json()
    for answer in (followed, again):
        assert all(answer[due][10:] in ("T22:59:00Z", "T21:59:00Z") for due in ("acknowledge_by", "handle_by"))
