"""Teams at work: they read, look at pictures, answer, go outside, resolve, give a case to others."""

from typing import Any
from uuid import uuid4

from tests.support.photos import marked_jpeg
from tests.trust.journeys.reporting import keep_phone
from tests.trust.town import Town


def look(town: Town, who: str, name: str) -> dict[str, Any]:
    """Find a case, read it on the page, in both languages, with its pictures."""
    case, colleague = town.case(who, name), town.cast[who]
    for path in (f"/zaken/{case['id']}", f"/zaken?q={case['reference']}", f"/en/zaken/{case['id']}"):
        assert colleague.get(path).status_code == 200
    for photo in case["photos"]:
        assert colleague.get(f"/zaken/{case['id']}/foto/{photo['id']}/large").status_code == 200
    return case


def reply(town: Town, who: str, name: str, mark: str = "reply") -> None:
    """Words for the reporter, or for intake where that passes them on."""
    case = town.case(who, name)
    answer = town.cast[who].post(f"/api/cases/{case['id']}/messages", json={"text": town.words.mark(f"{name}.{mark}")})
    assert answer.status_code == 200, answer.text


def move(town: Town, who: str, name: str, to: str, **values: Any) -> None:
    """The next status, with words."""
    case = town.case(who, name)
    answer = town.cast[who].move(case, to, text=town.words.mark(f"{name}.{to}"), **values)
    assert answer.status_code == 200, answer.text


def by_form(town: Town, who: str, name: str, step: str, **fields: str) -> None:
    """One of the forms of the case page."""
    case, colleague = town.case(who, name), town.cast[who]
    fields |= {"step": step, "version": str(case["version"]), "csrf": colleague.headers["X-CSRF-Token"]}
    answer = colleague.post(f"/zaken/{case['id']}", data=fields)
    assert answer.status_code == 303, answer.text


def give(town: Town, who: str, name: str, verb: str, **values: Any) -> None:
    """Transfer, recategorise, reseal: from the version that is there now."""
    case = town.case(who, name)
    body = {"version": case["version"], **values}
    answer = town.cast[who].post(f"/api/cases/{case['id']}/{verb}", json=body)
    assert answer.status_code == 200, answer.text


def collide(town: Town, who: str, name: str) -> None:
    """Somebody else was first: the answer says what changed, and the words of neither."""
    case = town.case(who, name)
    body = {"to": "in_progress", "version": case["version"] - 1, "text": town.words.mark(f"{name}.late")}
    assert town.cast[who].post(f"/api/cases/{case['id']}/transition", json=body).status_code == 409


def want_work(town: Town, who: str) -> None:
    """To be told of new work in this browser."""
    subscriber = town.pushes.subscriber()
    town.subscribers.append(subscriber)
    keep_phone(town, who, subscriber.subscription)
    assert town.cast[who].post("/api/session/push", json=subscriber.subscription).status_code == 204


def task_of(town: Town, who: str, name: str) -> dict[str, Any]:
    """The field work of a report, as it stands in the list."""
    tasks = town.cast[who].get("/api/tasks").json()["items"]
    found: dict[str, Any] = next(task for task in tasks if task["case"] == town.reports[name]["case"])
    return found


def walk(town: Town, who: str, name: str) -> dict[str, Any]:
    """The list, one task and its pictures, on the pages and for programs."""
    walker, task = town.cast[who], task_of(town, who, name)
    for path in ("/taken", f"/taken/{task['id']}", f"/api/tasks/{task['id']}"):
        assert walker.get(path).status_code == 200
    for photo in task["photos"]:
        assert walker.get(f"/taken/{task['id']}/foto/{photo['id']}/large").status_code == 200
    return task


def finish(town: Town, who: str, name: str, how: str, **values: str) -> None:
    """Done, with a photo of the result, or failed."""
    walker, task = town.cast[who], walk(town, who, name)
    body = {"action": str(uuid4()), "at": "2026-11-22T10:00:00Z", "note": town.words.mark(f"{name}.note"), **values}
    assert walker.post(f"/api/tasks/{task['id']}/{how}", json=body).status_code == 200
    if how == "failed":  # a slip of the thumb, and once more
        assert walker.post(f"/api/tasks/{task['id']}/undo", json={"action": body["action"]}).status_code == 200
        body["action"] = str(uuid4())
        assert walker.post(f"/api/tasks/{task['id']}/{how}", json=body).status_code == 200
    if how == "done":
        photo = marked_jpeg(town.words.mark(f"{name}.exif"), town.words.mark(f"{name}.comment"))
        assert walker.put(f"/api/actions/{body['action']}/photo", content=photo).status_code == 201
