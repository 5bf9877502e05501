"""With the code: what is happening, what can be said, and taking it all back."""

import base64
import time
from collections.abc import Iterator
from typing import Any

import pytest

from backend.vault.codes import derive, digits_of, new_code
from tests.support.photos import jpeg
from tests.support.push_service import PushService
from tests.support.rows import change, count, rows
from tests.support.server import Installation
from tests.support.staff import WIJKBEHEER
from tests.support.visitors import Colleague, Visitor, colleagues, new_key

SHAPE = {
    "reference", "status", "category", "team", "reason", "acknowledge_by", "handle_by", "level", "timeline", "messages",
    "photos", "result", "may",
}  # fmt: skip


@pytest.fixture(scope="session")
def handler(server: Installation) -> Iterator[Colleague]:
    """Who handles open reports, signed in."""
    (handler,) = colleagues(server, f"{WIJKBEHEER}:case")
    with handler:
        handler.sign_in()
        yield handler


@pytest.fixture(scope="session")
def walker(server: Installation) -> Iterator[Colleague]:
    """Who goes outside, signed in."""
    (walker,) = colleagues(server, f"{WIJKBEHEER}:field")
    with walker:
        walker.sign_in()
        yield walker


@pytest.fixture
def database(server: Installation) -> str:
    return server.environment["BUURTSEIN_DATABASE_URL"]


def id_of(database: str, sent: dict[str, Any]) -> str:
    """The id of a submission's report."""
    (row,) = rows(database, f"SELECT id FROM report WHERE submission = '{sent['submission']}'")  # noqa: S608
    return str(row["id"])


def test_it_has_what_the_contract_says(visitor: Visitor) -> None:
    followed = visitor.follow(visitor.tell())
    assert followed.keys() >= SHAPE
    assert followed["team"] == {"partner": "Gemeente", "name": "Wijkbeheer", "in_sentence": "de gemeente"}
    assert (followed["status"], followed["level"], followed["category"]) == (
        "assigned", 1, "Stoep of straatstenen kapot",
    )  # fmt: skip
    assert [moment["status"] for moment in followed["timeline"]] == ["received", "assigned"]
    assert set(followed["may"]) == {"message", "withdraw", "level", "contact", "photo"}


def test_the_key_of_a_typed_code_opens_it(visitor: Visitor) -> None:
    kdf = visitor.get("/api/neighbourhood").json()["kdf"]
    code = new_code()
    salt = base64.urlsafe_b64decode(kdf["salt"] + "==")
    key = derive(digits_of(code) or "", salt, kdf["iterations"])
    sent = visitor.tell(key=base64.urlsafe_b64encode(key).decode())
    page = visitor.post("/volg", data={"code": code.replace(" ", "-")}, follow_redirects=True)
    reference = visitor.follow(sent)["reference"]
    assert (page.status_code, reference in page.text) == (200, True)
    assert code not in page.text


def test_codes_that_open_nothing_get_the_same_answer(visitor: Visitor, server: Installation) -> None:
    withdrawn = visitor.tell()
    visitor.follow(withdrawn)
    visitor.step("withdraw")
    keys = [new_key(), withdrawn["key"], "kort", "", "!" * 43]
    with Visitor(server) as other:
        answers = [other.post("/api/follow", json={"key": key}) for key in keys]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert all("set-cookie" not in answer.headers for answer in answers)


@pytest.mark.parametrize("code", ["1" * 21, "000 000 000 000 000 000 001", new_code()])
def test_a_wrong_code_on_the_page_gets_one_answer(visitor: Visitor, code: str) -> None:
    answer = visitor.post("/volg", data={"code": code})
    assert answer.status_code == 404
    assert "Met deze code vinden wij geen melding." in answer.text
    if len(code) > 5:
        assert code not in answer.text


def test_a_session_that_expired_is_asked_for_the_code_again(visitor: Visitor, server: Installation) -> None:
    visitor.follow(visitor.tell())
    cookie = visitor.cookies["volg"]
    assert visitor.step("messages", text="Nog open.").status_code == 200
    change(
        server.environment["BUURTSEIN_DATABASE_URL"], "UPDATE follow_session SET expires_at = '2020-01-01 00:00:00Z'"
    )
    assert visitor.step("messages", text="Te laat.").status_code == 401
    page = visitor.get("/volg", headers={"Cookie": f"volg={cookie}"})
    assert 'name="code"' in page.text


class TestWords:
    def test_what_is_said_goes_both_ways(self, visitor: Visitor, handler: Colleague) -> None:
        sent = visitor.tell()
        followed = visitor.follow(sent)
        said = visitor.step("messages", text="Het is nu erger.").json()
        assert [(message["from"], message["text"]) for message in said["messages"]] == [
            ("reporter", "Het is nu erger.")
        ]
        case = handler.find(followed["reference"])
        assert [message["text"] for message in case["messages"]] == ["Het is nu erger."]
        handler.post(f"/api/cases/{case['id']}/messages", json={"text": "Wij komen morgen."})
        read = visitor.follow(sent)
        assert [message["from"] for message in read["messages"]] == ["reporter", "team"]

    def test_an_answer_takes_a_question_back_to_work(self, visitor: Visitor, handler: Colleague) -> None:
        case = handler.find(visitor.follow(visitor.tell())["reference"])
        assert handler.move(case, "question", text="Welke kant van de straat?").status_code == 200
        assert visitor.step("messages", text="De kant van de bakker.").json()["status"] == "in_progress"

    @pytest.mark.parametrize("text", ["", "   ", "x" * 4_001, "bel \u0007", f"Mijn code is {new_code()}"])
    def test_some_words_cannot_be_passed_on(self, visitor: Visitor, text: str) -> None:
        visitor.follow(visitor.tell())
        answer = visitor.step("messages", text=text)
        assert (answer.status_code, set(answer.json()["fields"])) == (422, {"text"})

    def test_all_wrong_fields_are_named(self, visitor: Visitor) -> None:
        visitor.follow(visitor.tell())
        answer = visitor.step("feedback", good="ja", text=5, stars=5)
        assert (answer.status_code, set(answer.json()["fields"])) == (422, {"good", "text", "stars"})


class TestFeedback:
    def test_not_good_yet_is_looked_at_again(self, visitor: Visitor, handler: Colleague) -> None:
        case = handler.find(visitor.follow(visitor.tell())["reference"])
        handler.move(case, "resolved", text="Tegel vastgezet.")
        followed = visitor.step("feedback", good=False, text="Hij ligt weer los.").json()
        assert followed["status"] == "reopened"
        assert handler.find(followed["reference"])["status"] == "reopened"

    def test_good_is_thanks(self, visitor: Visitor, handler: Colleague) -> None:
        case = handler.find(visitor.follow(visitor.tell())["reference"])
        handler.move(case, "resolved", text="Tegel vastgezet.")
        assert visitor.step("feedback", good=True).json()["status"] == "resolved"

    def test_before_there_is_an_answer_it_is_a_conflict(self, visitor: Visitor) -> None:
        visitor.follow(visitor.tell())
        assert visitor.step("feedback", good=False).status_code == 409


class TestNews:
    def test_of_an_open_report_a_push_reaches_this_browser(
        self, visitor: Visitor, handler: Colleague, pushes: PushService
    ) -> None:
        subscriber = pushes.subscriber()
        followed = visitor.follow(visitor.tell())
        answer = visitor.step("level", level=2, subscription=subscriber.subscription)
        assert (answer.status_code, answer.json()["level"]) == (200, 2)
        handler.move(handler.find(followed["reference"]), "in_progress", text="Wij zijn onderweg.")
        end = time.monotonic() + 15
        while not pushes.sent_to(subscriber) and time.monotonic() < end:
            time.sleep(0.05)
        (push,) = pushes.sent_to(subscriber)
        text = subscriber.read(push.body)
        assert "onderweg" not in text
        assert followed["reference"] not in text
        assert visitor.step("level", level=1).json()["level"] == 1

    @pytest.mark.parametrize("category", ["burenoverlast", "drugsoverlast"])
    def test_of_other_reports_no_browser_is_ever_stored(
        self, visitor: Visitor, pushes: PushService, database: str, category: str
    ) -> None:
        before = count(database, "SELECT count(*) FROM subscription")
        assert "level" not in visitor.follow(visitor.tell(category))["may"]
        answer = visitor.step("level", level=2, subscription=pushes.subscriber().subscription)
        assert (answer.status_code, set(answer.json()["fields"])) == (422, {"level"})
        assert count(database, "SELECT count(*) FROM subscription") == before

    @pytest.mark.parametrize(
        ("body", "fields"),
        [
            ({"level": 2}, {"level"}),
            ({"level": 0}, {"level"}),
            ({"level": 3}, {"contact"}),
            (
                {"level": 4, "contact": {"email": "geen adres", "phone": f"{new_code()}"}},
                {"contact.email", "contact.phone"},
            ),
            ({"level": 1, "contact": {"email": "mina@buurt.example"}}, {"contact"}),
            (
                {"level": 2, "subscription": {"endpoint": "https://elsewhere.example/x", "keys": {}}},
                {"endpoint", "keys"},
            ),
            ({"level": 2, "subscription": {"endpoint": "http://169.254.169.254/", "keys": {}}}, {"endpoint", "keys"}),
        ],
    )
    def test_what_cannot_be_is_named(self, visitor: Visitor, body: dict[str, Any], fields: set[str]) -> None:
        visitor.follow(visitor.tell())
        answer = visitor.step("level", **body)
        assert (answer.status_code, set(answer.json()["fields"])) == (422, fields)


class TestWithdrawing:
    @pytest.mark.parametrize("category", ["stoep-bestrating", "burenoverlast", "drugsoverlast"])
    def test_what_was_given_is_gone_from_every_table_and_from_disk(
        self, visitor: Visitor, server: Installation, database: str, pushes: PushService, category: str
    ) -> None:
        files = list(paths(server))
        sent = visitor.tell(category, level=4, photos=1)
        visitor.add_photo(sent, jpeg())
        visitor.follow(sent)
        visitor.step("messages", text="Nog iets.")
        if category == "stoep-bestrating":
            visitor.step("level", level=2, subscription=pushes.subscriber().subscription)
        id = id_of(database, sent)
        assert visitor.step("withdraw").json() == {"status": "withdrawn"}

        assert list(paths(server)) == files
        (report,) = rows(database, f"SELECT * FROM report WHERE id = '{id}'")  # noqa: S608
        assert (report["code_tag"], report["reporter_key"]) == (None, None)
        (sealed,) = rows(database, f"SELECT * FROM sealed WHERE report = '{id}'")  # noqa: S608
        kept = {name for name, body in sealed.items() if body is not None} - {"report", "week"}
        assert kept == ({"task", "place"} if category == "stoep-bestrating" else set())
        for table, column in (("file", "report"), ("follow_session", "report"), ("subscription", "owner")):
            assert count(database, f"SELECT count(*) FROM {table} WHERE {column} = '{id}'") == 0, table  # noqa: S608
        assert not [row for row in rows(database, f"SELECT body FROM event WHERE report = '{id}'") if row["body"]]  # noqa: S608
        keyrings = {row["keyring"] for row in rows(database, f"SELECT keyring FROM wrap WHERE report = '{id}'")}  # noqa: S608
        assert "reporter" not in keyrings

    def test_the_code_is_dead_and_so_is_every_session(self, visitor: Visitor, server: Installation) -> None:
        sent = visitor.tell()
        with Visitor(server) as other:
            other.follow(sent)
            visitor.follow(sent)
            answer = visitor.step("withdraw")
            assert "volg" not in visitor.cookies
            assert "max-age=0" in answer.headers["set-cookie"].lower()
            assert other.step("messages", text="Nog iets.").status_code == 401
            assert other.post("/api/follow", json={"key": sent["key"]}).status_code == 404

    def test_it_cannot_come_back(self, visitor: Visitor, database: str) -> None:
        sent = visitor.tell()
        reference = visitor.follow(sent)["reference"]
        visitor.step("withdraw")
        replay = visitor.post("/api/reports", json=sent)
        assert (replay.status_code, replay.json()) == (200, {"reference": reference, "status": "withdrawn"})
        assert visitor.post("/api/reports", json=sent | {"text": "Anders."}).status_code == 409
        (sealed,) = rows(database, f"SELECT narrative FROM sealed WHERE report = '{id_of(database, sent)}'")  # noqa: S608
        assert sealed["narrative"] is None

    def test_the_task_of_an_open_report_stays_and_can_be_done(
        self, visitor: Visitor, walker: Colleague, database: str
    ) -> None:
        sent = visitor.tell(place={"lat": 52.3741, "lon": 4.6402, "description": "naast de blauwe deur"})
        visitor.follow(sent)
        visitor.step("withdraw")
        (task,) = [task for task in walker.get("/api/tasks").json()["items"] if task["case"] == id_of(database, sent)]
        assert (task["place"]["lat"], task["photos"]) == (52.3741, [])
        before = walker.get("/api/board").json()["solved_this_month"]
        action = {"action": sent["submission"], "at": "2026-11-22T10:00:00Z"}
        done = walker.post(f"/api/tasks/{task['id']}/done", json=action)
        assert (done.status_code, done.json()["state"]) == (200, "done")
        assert walker.get("/api/board").json()["solved_this_month"] == before + 1

    def test_the_team_reads_nothing_of_it_any_more(self, visitor: Visitor, handler: Colleague) -> None:
        sent = visitor.tell(text="Sleutelwoord in de tekst.", level=4)
        reference = visitor.follow(sent)["reference"]
        visitor.step("messages", text="Sleutelwoord in een bericht.")
        case = handler.find(reference)
        assert "Sleutelwoord" in str(case)
        visitor.step("withdraw")
        after = handler.get(f"/api/cases/{case['id']}")
        assert "Sleutelwoord" not in after.text
        assert "mina@buurt.example" not in after.text

    def test_twice_is_no_more_than_once(self, visitor: Visitor) -> None:
        visitor.follow(visitor.tell())
        cookie = {"Cookie": f"volg={visitor.cookies['volg']}"}
        assert visitor.post("/api/follow/withdraw", json={}, headers=cookie).status_code == 200
        assert visitor.post("/api/follow/withdraw", json={}, headers=cookie).status_code == 401


def paths(server: Installation) -> list[str]:
    """The files of pictures, by name."""
    return sorted(path.name for path in (server.data / "files").rglob("*") if path.is_file())
