from datetime import timedelta
from uuid import UUID

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from msgspec.structs import replace

from backend.errors import Conflict, Invalid
from tests.unit.pwa_staff.fake import CSRF, NOW, FakeVerbs, id_of, photo, someone
from tests.unit.pwa_staff.reading import hidden, main_of, title_of, words_of

Browser = TestClient[Litestar]
TASK = f"/taken/{id_of('stoep-bestrating')}"
ACTION = "6f0f3c7e-8a53-4a5e-9f35-0d6a0f6f1a11"
FORM = {"csrf": CSRF, "action": ACTION}


def test_what_is_late_comes_first_then_quick_wins_then_what_is_due_first(browser: Browser) -> None:
    said = main_of(browser.get("/taken"))
    order = ["Lamp doet het niet", "Zakken naast de container", "Stoep of straatstenen kapot", "Container vol"]
    assert sorted(order, key=said.index) == order
    assert "4 taken" in said


def test_a_task_says_where_it_is_and_by_when(browser: Browser) -> None:
    said = main_of(browser.get("/taken"))
    assert "Lange Nieuwstraat 12, Rozenprieel" in said
    assert all(due in said for due in ("Vandaag nog", "Uiterlijk morgen", "3 dagen te laat", "Uiterlijk zaterdag"))


def test_a_filter_is_a_link_that_shows_one_kind_of_work(browser: Browser) -> None:
    page = browser.get("/taken")
    assert 'href="/taken?groep=schoon"' in page.text
    said = main_of(browser.get("/taken?groep=schoon"))
    assert "2 taken" in said
    assert "Lamp doet het niet" not in said


def test_when_all_is_done_the_page_says_so(browser: Browser, verbs: FakeVerbs) -> None:
    verbs.tasks = []
    page = browser.get("/taken")
    assert 'data-slot="empty">' in page.text
    assert "Alles is klaar. Mooi werk." in main_of(page)


def test_a_task_tells_nothing_in_the_title_and_asks_only_for_the_place(browser: Browser) -> None:
    page = browser.get(TASK)
    assert title_of(page) == "Taak – Buurt"
    assert 'href="geo:52.375,4.64?q=52.375,4.64"' in page.text
    assert "geolocation=(self)" in browser.get("/taken").headers["permissions-policy"]


def test_done_with_a_photo_without_javascript(browser: Browser, verbs: FakeVerbs) -> None:
    action = hidden(browser.get(TASK), "action")
    answer = browser.post(
        TASK, data={"csrf": CSRF, "action": action, "step": "done"}, files={"photo": ("a.webp", photo(), "image/webp")}
    )
    assert (answer.status_code, answer.headers["location"]) == (303, TASK)
    (name, task, more), (kept, kept_action, data, _) = verbs.said
    assert (name, task, more["action"]) == ("done", id_of("stoep-bestrating"), UUID(action))
    assert (kept, kept_action, data) == ("put_action_photo", UUID(action), photo())

    page = browser.get(TASK)
    assert "Gedaan." in main_of(page)
    assert "Ongedaan maken" in main_of(page)
    assert hidden(page, "action") == action


def test_what_was_done_can_be_undone_on_the_page_that_follows(browser: Browser, verbs: FakeVerbs) -> None:
    browser.post(TASK, data={**FORM, "step": "done"})
    browser.post(TASK, data={**FORM, "step": "undo"})
    assert verbs.said[-1][0] == "undo"
    assert "Klaar" in main_of(browser.get(TASK))


def test_after_ten_seconds_undoing_is_not_offered(browser: Browser, verbs: FakeVerbs) -> None:
    over = NOW - timedelta(seconds=1)
    verbs.tasks = [replace(each, state="done", action=UUID(ACTION), undo_until=over) for each in verbs.tasks]
    assert 'value="undo"' not in browser.get(TASK).text


def test_a_photo_that_is_none_does_not_take_the_work_back(
    browser: Browser, verbs: FakeVerbs, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_: object) -> bool:
        raise Conflict("Deze taak is teruggedraaid.")

    monkeypatch.setattr("backend.casework.put_action_photo", refuse)
    answer = browser.post(
        TASK,
        data={**FORM, "step": "done"},
        files={"photo": ("a.jpg", b"no photo", "image/jpeg")},
        follow_redirects=True,
    )
    assert [said[0] for said in verbs.said] == ["done"]
    assert "De taak is klaar. De foto is niet bewaard." in main_of(answer)


def test_why_it_cannot_be_done_goes_to_the_handlers(browser: Browser, verbs: FakeVerbs) -> None:
    browser.post(TASK, data={**FORM, "step": "failed", "reason": "no_access", "note": "Hek op slot."})
    (name, _, more) = verbs.said[0]
    assert (name, more["reason"], more["note"]) == ("failed", "no_access", "Hek op slot.")
    assert "Doorgegeven." in main_of(browser.get(TASK))


def test_without_a_reason_the_note_is_kept_and_the_page_says_what_is_missing(
    browser: Browser, verbs: FakeVerbs
) -> None:
    answer = browser.post(TASK, data={**FORM, "step": "failed", "note": "Hek op slot."})
    assert answer.status_code == 422
    assert title_of(answer).startswith("Fout:")
    assert main_of(answer).count("Kies waarom het niet lukt.") == 2
    assert ">Hek op slot.</textarea>" in answer.text
    assert verbs.said == []


def test_another_reason_asks_what_it_is(browser: Browser, verbs: FakeVerbs) -> None:
    verbs.refuse = Invalid({"note": "Schrijf kort wat er aan de hand is."})
    answer = browser.post(TASK, data={**FORM, "step": "failed", "reason": "other", "note": ""})
    assert answer.status_code == 422
    assert title_of(answer).startswith("Fout:")
    assert main_of(answer).count("Schrijf kort wat er aan de hand is.") == 2, "above the page, and at its field"
    assert 'value="other" required checked' in answer.text


def test_somebody_else_was_first(browser: Browser, verbs: FakeVerbs) -> None:
    verbs.refuse = Conflict("Deze taak is al klaar.")
    answer = browser.post(TASK, data={**FORM, "step": "done"})
    assert answer.status_code == 409
    assert "Deze taak is al klaar." in main_of(answer)


@pytest.mark.parametrize("token", ["", "of another session"])
def test_a_form_without_the_token_does_nothing(browser: Browser, verbs: FakeVerbs, token: str) -> None:
    answer = browser.post(TASK, data={**FORM, "csrf": token, "step": "done"})
    assert answer.status_code == 403
    assert verbs.said == []


def test_who_has_no_work_outside_finds_nothing_here(browser: Browser, verbs: FakeVerbs) -> None:
    verbs.member = someone("case")
    assert browser.get("/taken").status_code == 404
    assert browser.get(TASK).status_code == 404


def test_who_is_not_signed_in_is_led_to_signing_in(browser: Browser, verbs: FakeVerbs) -> None:
    verbs.member = None
    assert browser.get("/taken").headers["location"] == "/inloggen"
    assert browser.get(f"/en{TASK}").headers["location"] == "/en/inloggen"


def test_the_language_stays(browser: Browser) -> None:
    page = browser.get("/en/taken")
    assert "4 tasks" in words_of(page.text)
    assert 'action="/en/uitloggen"' in page.text
