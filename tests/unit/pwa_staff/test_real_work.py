"""The same pages on a running installation, without JavaScript: a task is done outside, a case is worked on inside."""

import re

from httpx import Response

from tests.support.cases import jpeg
from tests.support.server import Installation
from tests.support.visitors import WORDS, Colleague, Visitor, colleagues
from tests.unit.pwa_staff.reading import hidden, main_of, offered, title_of

TEAM = "gemeente/wijkbeheer"


def test_work_outside_and_inside(installation: Installation) -> None:
    walker, handler = colleagues(installation, f"{TEAM}:field", f"{TEAM}:case")
    installation.start()
    resident = Visitor(installation)
    told = resident.tell()
    other = resident.tell("wegdek")
    for colleague in (walker, handler):
        colleague.sign_in()
        del colleague.headers["X-CSRF-Token"]  # a form carries its own

    finish_outside(walker)
    assert [step["status"] for step in resident.follow(told)["timeline"]][-1] == "resolved"
    assert len(resident.follow(told)["result"]) == 1

    case = handler.get("/zaken", params={"q": resident.follow(other)["reference"]})
    path = link(case, "/zaken/")
    page = handler.get(path)
    assert WORDS in main_of(page)
    assert WORDS not in title_of(page)
    ask_at_once(handler, path, page)
    assert [each["text"] for each in resident.follow(other)["timeline"]][-1].endswith("Welke kant van de straat?")

    handler.post("/uitloggen", data={"csrf": hidden(page, "csrf")})
    assert handler.get(path).headers["location"].endswith("/inloggen")


def finish_outside(walker: Colleague) -> None:
    """Done with a photo, undone, and done again."""
    listed = walker.get("/taken")
    assert "2 taken" in main_of(listed)
    path = link(walker.get("/taken?groep=heel"), "/taken/")
    walker.post(path, data={**finish(walker, path), "step": "undo"})
    finish(walker, path)
    assert "1 taak" in main_of(walker.get("/taken"))


def finish(walker: Colleague, path: str) -> dict[str, str]:
    """Send the form of a task with a photo; what the answer's form to undo it carries."""
    page = walker.get(path)
    form = {"csrf": hidden(page, "csrf"), "action": hidden(page, "action")}
    walker.post(path, data={**form, "step": "done"}, files={"photo": ("a.jpg", jpeg(), "image/jpeg")})
    done = walker.get(path)
    assert "Gedaan." in main_of(done)
    return {"csrf": hidden(done, "csrf"), "action": hidden(done, "action")}


def ask_at_once(handler: Colleague, path: str, page: Response) -> None:
    """Two tabs of the same case: the second is told what the first did, and can then go on."""
    assert {"planned", "question", "resolved", "transfer"} <= offered(page)
    form = {"csrf": hidden(page, "csrf"), "version": hidden(page, "version")}
    assert handler.post(path, data={**form, "step": "in_progress"}).status_code == 303
    asked = {**form, "step": "question", "text": "Welke kant van de straat?"}
    late = handler.post(path, data=asked)
    assert late.status_code == 409
    changed = main_of(late).partition("Er gebeurde dit:")[2].partition("Uw tekst")[0]
    assert re.fullmatch(r" \w+ \d+ \w+, \d\d:\d\d: Wij zijn ermee bezig\. ", changed), changed
    assert handler.post(path, data={**asked, "version": hidden(late, "version")}).status_code == 303


def link(page: Response, start: str) -> str:
    """The first link that goes there."""
    return start + page.text.partition(f'href="{start}')[2].partition('"')[0]
