"""Residents without a script: the form, its answer, the follow page and each of its forms."""

import re
from typing import Any
from uuid import UUID

from backend.vault.codes import derive, digits_of
from tests.support.passkeys import decode, encode
from tests.support.photos import marked_jpeg
from tests.support.visitors import Visitor
from tests.trust.journeys.reporting import contact, keep_key, keep_session
from tests.trust.town import Town

REFERENCE = re.compile(r"[23456789CFGHJMPQRVWX]{3}-[23456789CFGHJMPQRVWX]{4}")


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"the page has a field {name}"
    return found[1]


def keep_code(town: Town, name: str, code: str) -> None:
    """A code, in groups and bare, and the key that it gives are looked for."""
    digits = digits_of(code)
    assert digits, "the page shows a code"
    town.words.keep(f"{name}.code", code)
    town.words.keep(f"{name}.code", digits)
    kdf = town.visitor("public").get("/api/neighbourhood").json()["kdf"]
    keep_key(town, name, encode(derive(digits, decode(kdf["salt"]), kdf["iterations"])))


def send(town: Town, name: str, category: str, language: str = "", **fields: Any) -> Visitor:
    """Read the form, check, send it, and add a photo on the page that answers."""
    resident, mark = town.visitor(f"reporter of {name}"), town.words.mark
    page = resident.get(f"{language}/nieuw").text
    code, submission = hidden(page, "code"), hidden(page, "submission")
    keep_code(town, name, code)
    town.words.keep(f"{name}.submission", UUID(submission))
    place = {key: str(value) for key, value in town.words.place(name).items()}
    form = {"submission": submission, "code": code, "category": category, "text": mark(f"{name}.text"), **place}
    assert resident.post(f"{language}/nieuw", data={**form, **fields, "action": "check"}).status_code == 200
    answer = resident.post(f"{language}/nieuw", data={**form, **fields, "action": "send"})
    assert answer.status_code == 200, answer.text
    picture = marked_jpeg(mark(f"{name}.exif"), mark(f"{name}.comment"))
    photo = {"photo": (f"{mark(f'{name}.file name')}.jpg", picture, "image/jpeg")}
    after = {"submission": submission, "n": "1", "code": code}
    shown = resident.post(f"{language}/nieuw/foto", data=after, files=photo)
    assert shown.status_code == 200, shown.text
    reference = REFERENCE.search(answer.text)
    assert reference, "the page names the report"
    town.words.keep(f"{name}.reference", reference[0])
    town.reports[name] = {"sent": {"submission": submission}, "code": code, "reference": reference[0]}
    return resident


def follow(town: Town, resident: Visitor, name: str) -> None:
    """Type the code."""
    answer = resident.post("/volg", data={"code": town.reports[name]["code"]})
    assert answer.status_code == 303, answer.text
    keep_session(town, resident, name)
    resident.get("/volg")


def post(town: Town, resident: Visitor, name: str, path: str, /, **fields: str) -> None:
    """One of the forms of the follow page."""
    token = hidden(resident.get("/volg/bereikbaar").text, "form_token")
    town.words.keep(f"{name}.form token", token)
    answer = resident.post(f"/volg/{path}", data={**fields, "form_token": token})
    assert answer.status_code in {200, 303}, answer.text


def live(town: Town, resident: Visitor, name: str) -> None:
    """Everything that can be done there, but for what ends it."""
    post(town, resident, name, "bericht", text=town.words.mark(f"{name}.message"))
    post(town, resident, name, "bereikbaar", level="4", **contact(town, name))
    token = hidden(resident.get("/volg").text, "form_token")
    file = (f"{town.words.mark(f'{name}.file name')}.jpg", marked_jpeg(town.words.mark(f"{name}.exif")), "image/jpeg")
    assert resident.post("/volg/foto", data={"form_token": token}, files={"photo": file}).status_code == 303
    resident.get("/volg")
    for path in ("/volg/kopie", "/volg/kopie/bestand"):
        assert resident.get(path).status_code == 200


def take_other_code(town: Town, resident: Visitor, name: str) -> None:
    """The code that the page shows takes the place of the old one."""
    page = resident.get("/volg/code").text
    code = hidden(page, "code")
    keep_code(town, name, code)
    answer = resident.post("/volg/code", data={"code": code, "form_token": hidden(page, "form_token")})
    assert answer.status_code == 200, answer.text
    keep_session(town, resident, name)
    town.reports[name]["code"] = code


def withdraw(resident: Visitor) -> None:
    """Read what it does, then do it."""
    page = resident.get("/volg/verwijderen").text
    answer = resident.post("/volg/verwijderen", data={"form_token": hidden(page, "form_token")})
    assert answer.status_code == 200, answer.text
