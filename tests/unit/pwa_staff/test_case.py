import re
from datetime import date

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from msgspec.structs import replace

from backend.casework.model import AnswerView, ContactView, TeamChoice, TimelineEntry
from backend.errors import Conflict, Invalid, NotFound
from tests.unit.pwa_staff.fake import CSRF, NOW, STATUSES, TEXT, TODAY, FakeVerbs, case, id_of, someone
from tests.unit.pwa_staff.reading import hidden, main_of, offered, title_of

Browser = TestClient[Litestar]
CASE = f"/zaken/{id_of('assigned open')}"
FORM = {"csrf": CSRF, "version": "3"}
CHANGED = Conflict("Iemand anders was eerder.", current={"version": 4, "status": "planned", "changed": ["gepland"]})


@pytest.mark.parametrize("class_", ["open", "restricted", "sealed"])
@pytest.mark.parametrize("status", STATUSES)
def test_every_case_tells_its_story_and_not_in_the_title(
    browser: Browser, verbs: FakeVerbs, status: str, class_: str
) -> None:
    verbs.shown = case(status, class_)
    page = browser.get(CASE)
    assert page.status_code == 200
    said = main_of(page)
    assert all(
        words in said
        for words in (TEXT, "Lange Nieuwstraat 12", "Is het gevaarlijk?", "Voor nummer 12, naast de boom.")
    )
    assert "U ziet dit met dit doel:" in said
    assert title_of(page) == "(3) Zaak KLM-4F7Q – Buurt"


@pytest.mark.parametrize(
    "may",
    [
        ["planned", "in_progress", "question", "resolved", "declined", "seen", "message", "transfer", "recategorise"],
        ["in_progress", "resolved", "declined"],
        ["reopened"],
        ["message"],
        [],
    ],
)
def test_only_what_may_be_done_now_is_offered(browser: Browser, verbs: FakeVerbs, may: list[str]) -> None:
    verbs.shown = case(may=may)
    assert offered(browser.get(CASE)) == set(may)


def test_a_sealed_case_names_what_may_belong_to_it(browser: Browser, verbs: FakeVerbs) -> None:
    verbs.shown = case("assigned", "sealed")
    page = browser.get(CASE)
    said = main_of(page)
    assert "Hoort misschien bij: HJM-22VX Vlakbij · Week van 16 november · Nog te doen" in said
    assert "PPQ-9R3C In dezelfde buurt · Week van 16 november · Opgelost" in said
    assert f"/zaken/{id_of('near')}" in page.text
    verbs.shown = case()
    assert "Hoort misschien bij" not in main_of(browser.get(CASE))


def test_a_sealed_case_asks_for_silence_and_stays_out_of_map_apps(browser: Browser, verbs: FakeVerbs) -> None:
    verbs.shown = case("assigned", "sealed")
    page = browser.get(CASE)
    assert "Verzegeld: alleen uw team leest dit." in main_of(page)
    assert "geo:" not in page.text
    verbs.shown = case()
    page = browser.get(CASE)
    assert "Verzegeld" not in main_of(page).replace("– Verzegeld", "")
    assert "geo:52.374,4.64" in page.text


def test_danger_stands_on_top_and_only_where_there_is_any(browser: Browser, verbs: FakeVerbs) -> None:
    verbs.shown = case("assigned", "sealed", answers=[AnswerView("Bent u nu in gevaar?", "Ja", urgent=True)])
    said = main_of(browser.get(CASE))
    assert said.index("Let op: de melder zegt dat er nu gevaar is. Bent u nu in gevaar? Ja") < said.index("Wat is er?")
    verbs.shown = case()
    assert "nu gevaar" not in main_of(browser.get(CASE))


def test_whom_the_reporter_keeps_it_from_is_said_and_not_offered(browser: Browser, verbs: FakeVerbs) -> None:
    verbs.shown = case("assigned", "sealed", excluded=["Politie"], teams=[])
    page = browser.get(CASE)
    assert "De melder wil niet dat Politie dit ziet." in main_of(page)
    assert "Overdragen kan niet: geen ander team mag dit hebben." in main_of(page)
    assert "transfer" not in offered(page)


def test_what_the_reporter_does_not_read_is_marked(browser: Browser, verbs: FakeVerbs) -> None:
    verbs.shown = case()
    assert "alleen voor het team" not in main_of(browser.get(CASE))
    failed = TimelineEntry(NOW, "failed", "Lukte niet.", "Lukte niet.", "", 4, team_only=True)
    verbs.shown = case(timeline=[*case().timeline, failed], due=TODAY)
    said = main_of(browser.get(CASE))
    assert "Lukte niet. alleen voor het team" in said
    assert "Nu kijken" in said
    verbs.shown = case(reporter_reads=False)
    assert "De melder leest dit niet: er is geen code." in main_of(browser.get(CASE))


def test_a_contact_shows_only_where_it_was_given(browser: Browser, verbs: FakeVerbs) -> None:
    verbs.shown = case()
    assert "Telefoon" not in main_of(browser.get(CASE))
    verbs.shown = case(contact=ContactView("Fatima el Amrani", "", "023-1234567"))
    assert "023-1234567" in main_of(browser.get(CASE))


@pytest.mark.parametrize(
    ("form", "verb", "expected"),
    [
        ({"step": "seen"}, "seen", {}),
        ({"step": "message", "text": "Dank u."}, "send_message", {"text": "Dank u."}),
        (
            {"step": "planned", "planned_for": "2026-12-01", "text": "Wij komen."},
            "transition",
            {"to": "planned", "version": 3, "planned_for": date(2026, 12, 1), "text": "Wij komen."},
        ),
        (
            {"step": "declined", "reason": "Het is van de buren.", "text": "Buurtbemiddeling helpt."},
            "transition",
            {"to": "declined", "reason": "Het is van de buren.", "text": "Buurtbemiddeling helpt."},
        ),
        (
            {"step": "transfer", "team": "gemeente/loket", "reason": "Zij weten dit."},
            "transfer",
            {"team": "gemeente/loket", "reason": "Zij weten dit.", "version": 3},
        ),
        (
            {"step": "recategorise", "category": "wegdek", "reason": "Het is de weg."},
            "recategorise",
            {"category": "wegdek", "reason": "Het is de weg.", "version": 3},
        ),
    ],
)
def test_a_form_becomes_its_verb(
    browser: Browser, verbs: FakeVerbs, form: dict[str, str], verb: str, expected: dict[str, object]
) -> None:
    answer = browser.post(CASE, data={**FORM, **form})
    assert answer.status_code == 303
    name, id, more = verbs.said[0]
    assert (name, id) == (verb, id_of("assigned open"))
    assert expected.items() <= more.items()


def test_a_case_that_was_given_away_leads_back_to_the_inbox(browser: Browser) -> None:
    form = {**FORM, "step": "transfer", "team": "gemeente/loket", "reason": "Zij weten dit."}
    answer = browser.post(CASE, data=form, follow_redirects=True)
    assert answer.url.path == "/zaken"
    assert "De zaak ligt nu bij een ander team." in main_of(answer)


def test_a_wrong_field_says_what_is_wrong_and_keeps_what_was_typed(browser: Browser, verbs: FakeVerbs) -> None:
    verbs.refuse = Invalid({"reason": "Vertel waarom, en wie wel kan helpen."})
    answer = browser.post(CASE, data={**FORM, "step": "declined", "reason": "Nee.", "text": "Vraag het het <loket>."})
    assert answer.status_code == 422
    assert title_of(answer).startswith("Fout:")
    assert main_of(answer).count("Vertel waarom, en wie wel kan helpen.") == 2
    assert "Vraag het het &lt;loket&gt;.</textarea>" in answer.text
    assert 'id="step-declined" open' in answer.text


def test_a_day_that_is_none_is_asked_again(browser: Browser, verbs: FakeVerbs) -> None:
    answer = browser.post(CASE, data={**FORM, "step": "planned", "planned_for": "morgen", "text": "Wij komen."})
    assert answer.status_code == 422
    assert "Kies op welke dag." in main_of(answer)
    assert "Wij komen.</textarea>" in answer.text
    assert verbs.said == []


@pytest.mark.parametrize(("step", "fields"), [("resolved", 1), ("question", 1), ("declined", 2)])
def test_words_that_are_missing_are_asked_at_their_field(
    browser: Browser, verbs: FakeVerbs, step: str, fields: int
) -> None:
    answer = browser.post(CASE, data={**FORM, "step": step, "text": " "})
    assert answer.status_code == 422
    assert title_of(answer).startswith("Fout:")
    assert answer.text.count('aria-invalid="true"') == fields
    assert verbs.said == []


def test_no_browser_s_own_bubble_comes_before_our_sentence(browser: Browser) -> None:
    forms = re.findall(r"<form[^>]*action=\"/zaken/[^>]*>", browser.get(CASE).text)
    assert forms
    assert all("novalidate" in form for form in forms)


def test_a_colleague_was_first(browser: Browser, verbs: FakeVerbs) -> None:
    told = case("planned").timeline
    verbs.refuse = CHANGED
    verbs.shown = case("planned", version=4, timeline=[*told[:2], replace(told[2], version=4, at=NOW)])
    answer = browser.post(CASE, data={**FORM, "step": "question", "text": "Welke kant van de straat?"})
    assert answer.status_code == 409
    said = main_of(answer)
    assert "Dit is intussen veranderd door een collega." in said
    when = "dinsdag 24 november, 10:10"
    assert f"Er gebeurde dit: {when}: Gepland voor donderdag 26 november. Uw tekst staat er nog." in said
    assert "Welke kant van de straat?</textarea>" in answer.text
    assert hidden(answer, "version") == "4", "who looked and sends it again means it"


def test_words_for_a_step_that_is_gone_are_kept_to_copy(browser: Browser, verbs: FakeVerbs) -> None:
    verbs.refuse, verbs.shown = CHANGED, case("resolved", version=4, may=["message"])
    answer = browser.post(CASE, data={**FORM, "step": "question", "text": "Welke kant van de straat?"})
    assert "readonly>Welke kant van de straat?</textarea>" in answer.text


def test_a_message_that_nobody_can_read_is_kept(browser: Browser, verbs: FakeVerbs) -> None:
    verbs.refuse, verbs.shown = Conflict("De melder kan geen berichten lezen."), case(may=[])
    answer = browser.post(CASE, data={**FORM, "step": "message", "text": "Dank voor uw bericht."})
    assert "De melder kan geen berichten lezen." in main_of(answer)
    assert "Dank voor uw bericht.</textarea>" in answer.text


@pytest.mark.parametrize("token", ["", "of another session"])
def test_a_form_without_the_token_does_nothing(browser: Browser, verbs: FakeVerbs, token: str) -> None:
    answer = browser.post(CASE, data={**FORM, "csrf": token, "step": "seen"})
    assert answer.status_code == 403
    assert verbs.said == []


def test_a_step_that_there_is_not_is_refused(browser: Browser, verbs: FakeVerbs) -> None:
    assert browser.post(CASE, data={**FORM, "step": "withdrawn"}).status_code == 400
    assert verbs.said == []


def test_who_works_outside_sees_no_case(browser: Browser, verbs: FakeVerbs) -> None:
    verbs.member = someone("field")
    assert browser.get(CASE).status_code == 404
    assert browser.post(CASE, data={**FORM, "step": "seen"}).status_code == 404


def test_a_case_that_is_out_of_sight_keeps_the_menu(browser: Browser, verbs: FakeVerbs) -> None:
    verbs.lost = True
    verbs.refuse = NotFound()
    for answer in (browser.get(CASE), browser.post(CASE, data={**FORM, "step": "seen"})):
        assert answer.status_code == 404
        assert "Deze zaak ligt misschien bij een ander team." in main_of(answer)
        assert 'href="/taken"' in answer.text


def test_each_form_shows_what_the_reporter_will_read(browser: Browser, verbs: FakeVerbs) -> None:
    verbs.shown = case()
    said = main_of(browser.get(CASE))
    assert all(words in said for words in ("Gepland voor ….", "Wij zijn ermee bezig.", "Wij hebben een vraag voor u."))


def test_a_choice_carries_the_sentence_that_the_reporter_will_read(browser: Browser, verbs: FakeVerbs) -> None:
    verbs.shown = case()
    page = browser.get(CASE)
    assert 'value="gemeente/loket" data-sentence="Uw melding ligt bij Loket van de gemeente."' in page.text
    assert 'value="wegdek" data-sentence="Dit hoort bij: ' in page.text
    assert main_of(page).count("De melder leest uw reden.") == 2


def test_what_we_do_not_do_starts_with_who_can_help(browser: Browser, verbs: FakeVerbs) -> None:
    verbs.shown = case("assigned", "restricted")
    page = browser.get(CASE).text
    assert "Buurtbemiddeling helpt u daarbij, gratis.</textarea>" in page


WEIGHED = {
    **FORM, "step": "reseal", "only": "nee", "team": "politie/wijkagent", "form": "full", "necessary": "1",
    "proportionate": "1", "note": "Zij kunnen helpen.",
}  # fmt: skip


class TestIntake:
    """Intake weighs a sealed report on its page, and gives it to a team."""

    @pytest.fixture(autouse=True)
    def sealed(self, verbs: FakeVerbs) -> None:
        teams = [TeamChoice("politie/wijkagent", "Wijkagent (Politie)")]
        verbs.shown = case("assigned", "sealed", may=["message", "reseal"], reseal_teams=teams)

    def test_the_questions_are_asked_before_it_is_given(self, browser: Browser) -> None:
        said = main_of(browser.get(CASE))
        for words in ("Kan alleen deze melder dit weten?", "Weeg het af", "Alleen de intake leest deze reden."):
            assert words in said

    def test_what_was_weighed_becomes_the_verb(self, browser: Browser, verbs: FakeVerbs) -> None:
        assert browser.post(CASE, data=WEIGHED).status_code == 303
        ((name, _, more),) = verbs.said
        assert (name, more["version"]) == ("reseal", 3)
        decided = more["decided"]
        assert (decided.team, decided.form, decided.note) == ("politie/wijkagent", "full", "Zij kunnen helpen.")
        assert (decided.photos, decided.urgent, decided.only_reporter) == (False, False, False)

    @pytest.mark.parametrize("question", ["only", "form", "necessary", "proportionate"])
    def test_a_question_without_an_answer_keeps_what_was_typed(
        self, browser: Browser, verbs: FakeVerbs, question: str
    ) -> None:
        answer = browser.post(CASE, data={name: value for name, value in WEIGHED.items() if name != question})
        assert answer.status_code == 422
        assert f'id="reseal-{question}-error"' in answer.text
        assert "Zij kunnen helpen.</textarea>" in answer.text
        assert verbs.said == []

    def test_once_given_intake_passes_texts_on(self, browser: Browser, verbs: FakeVerbs) -> None:
        verbs.shown = case(
            "assigned", "sealed", may=["message", "pass_on"], team_name="Wijkagent (Politie)", intake_name="Intake",
            release=TODAY,
        )  # fmt: skip
        said = main_of(browser.get(CASE))
        for words in ("Dit ligt bij Wijkagent (Politie).", "Team en melder praten via u.", "Wat moet het team weten?"):
            assert words in said
        browser.post(CASE, data={**FORM, "step": "pass_on", "text": "Het is elke avond."})
        assert verbs.said[-1][0] == "pass_on"

    def test_the_team_reads_what_intake_chose_and_speaks_to_intake(self, browser: Browser, verbs: FakeVerbs) -> None:
        verbs.shown = case(
            "assigned", "sealed", may=["planned", "message"], seat="politie/wijkagent/case",
            intake_name="Team Veiligheid", summary="Er wordt gedeald.", text="", photos=[],
        )  # fmt: skip
        said = main_of(browser.get(CASE))
        for words in (
            "Samenvatting van de intake Er wordt gedeald.",
            "Vragen aan de melder gaan via Team Veiligheid.",
            "Bericht aan de intake",
            "Uw woorden gaan naar de intake.",
        ):
            assert words in said
        assert "Er staat geen tekst bij." not in said

    def test_it_says_what_the_reporter_was_promised(self, browser: Browser) -> None:
        said = main_of(browser.get(CASE))
        promised = said.index("Dit is de melder beloofd")
        for words in (
            "Een klein team voor gevoelige meldingen",
            "Het team dat de intake kiest",
            "alleen als u ja zegt",
        ):
            assert said.index(words) > promised
