"""Intake: it weighs, reaches the reporter, gives a report to a team, and passes texts on."""

from typing import Any

from tests.trust.journeys.working import by_form, give
from tests.trust.town import Town


def open_contact(town: Town, who: str, name: str) -> None:
    """How the reporter can be reached, after a reason: for programs and on the page."""
    case, colleague = town.case(who, name), town.cast[who]
    assert colleague.post(f"/api/cases/{case['id']}/contact", json={"reason": "danger"}).status_code == 200
    form = {"reason": "danger", "csrf": colleague.headers["X-CSRF-Token"]}
    assert colleague.post(f"/zaken/{case['id']}/contact", data=form).status_code == 200


def reseal(town: Town, name: str, team: str, form: str, **values: Any) -> None:
    """Intake gives it to a team, and notes why."""
    body = {"team": team, "form": form, "note": town.words.mark(f"{name}.weighed"), **values}
    if form == "summary":
        body["summary"] = town.words.mark(f"{name}.summary")
    give(town, "intake", name, "reseal", **body)


def reseal_by_form(town: Town, name: str, team: str, **fields: str) -> None:
    """The same on the page."""
    note, summary = (town.words.mark(f"{name}.{mark}") for mark in ("weighed", "summary"))
    answers = {"only": "nee", "form": "summary", "necessary": "ja", "proportionate": "ja", "urgent": "ja"}
    by_form(town, "intake", name, "reseal", team=team, note=note, summary=summary, **answers, **fields)


def pass_on(town: Town, name: str) -> None:
    """Intake tells the team something."""
    case = town.case("intake", name)
    text = {"text": town.words.mark(f"{name}.passed on")}
    answer = town.cast["intake"].post(f"/api/cases/{case['id']}/pass-on", json=text)
    assert answer.status_code == 200, answer.text


def ask_contact(town: Town, name: str) -> None:
    """Whether the team may have the contact."""
    case = town.case("intake", name)
    answer = town.cast["intake"].post(f"/api/cases/{case['id']}/ask-contact")
    assert answer.status_code == 200, answer.text
