"""Residents with a script: they report, follow, say something, want news, take another code, keep a copy, withdraw."""

import asyncio
import base64
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from backend.deliveries import make_digest
from backend.installation import now
from backend.settings import load
from backend.vault import mailbox_pair, news_key
from tests.support.outbox import opened
from tests.support.photos import marked_jpeg
from tests.support.visitors import Visitor, new_key, told
from tests.trust.town import Town


def tell(town: Town, name: str, category: str, level: int = 1, **values: Any) -> Visitor:
    """A report in which every word is a marker; its reporter follows it where there is a code."""
    words, resident = town.words, town.visitor(f"reporter of {name}")
    sent = told(category, text=words.mark(f"{name}.text"), place=words.place(name), level=level, photos=1, **values)
    if level >= 3:
        sent["contact"] = contact(town, name)
    words.keep(f"{name}.submission", UUID(sent["submission"]))
    if level:
        keep_key(town, name, sent["key"])
    answer = resident.post("/api/reports", json=sent)
    assert answer.status_code == 201, answer.text
    town.reports[name] = {"sent": sent, "reference": answer.json()["reference"]}
    words.keep(f"{name}.reference", answer.json()["reference"])
    photo = marked_jpeg(words.mark(f"{name}.exif"), words.mark(f"{name}.comment"))
    assert resident.add_photo(sent, photo).status_code == 201
    if level:
        read(town, resident, name)
    return resident


def contact(town: Town, name: str) -> dict[str, str]:
    """How somebody can be reached."""
    mark = town.words.mark
    email = f"{mark(f'{name}.email')}@buurt.example"
    return {"email": email, "phone": mark(f"{name}.phone"), "name": mark(f"{name}.name")}


def keep_key(town: Town, name: str, key: str) -> None:
    """A follow key and all that comes of it are looked for from now on."""
    raw = base64.urlsafe_b64decode(key + "=")
    town.words.keep(f"{name}.key", raw)
    town.words.keep(f"{name}.mailbox", bytes(mailbox_pair(raw)))
    town.words.keep(f"{name}.news key", news_key(raw))


def keep_session(town: Town, resident: Visitor, name: str) -> None:
    """A follow cookie is looked for, as it stands in the browser and as bytes."""
    cookie = resident.cookies["volg"]
    town.words.keep(f"{name}.cookie", cookie)
    town.words.keep(f"{name}.cookie", bytes.fromhex(cookie))


def read(town: Town, resident: Visitor, name: str) -> dict[str, Any]:
    """Open it with the key, read everything, look at the pictures."""
    followed = resident.follow(town.reports[name]["sent"])
    keep_session(town, resident, name)
    resident.get("/volg")
    copy(resident)
    for photo in [*followed["photos"], *followed["result"]]:
        for size in ("large", "small"):
            assert resident.get(photo[size]).status_code == 200
    return followed


def say(town: Town, resident: Visitor, name: str) -> None:
    """Words for the team."""
    answer = resident.step("messages", text=town.words.mark(f"{name}.message"))
    assert answer.status_code == 200, answer.text


def judge(town: Town, resident: Visitor, name: str, *, good: bool = False) -> None:
    """Whether the result is good."""
    answer = resident.step("feedback", good=good, text=town.words.mark(f"{name}.feedback"))
    assert answer.status_code == 200, answer.text


def want_push(town: Town, resident: Visitor, name: str, level: int) -> None:
    """News of an open report on this phone."""
    subscriber = town.pushes.subscriber()
    town.subscribers.append(subscriber)
    keep_phone(town, name, subscriber.subscription)
    answer = resident.step("level", level=level, subscription=subscriber.subscription)
    assert answer.status_code == 200, answer.text


def want_digest(town: Town, resident: Visitor, name: str) -> None:
    """The digest on this phone: its page asks for the news key, and somebody without a cookie subscribes."""
    assert resident.step("news-key").status_code == 200
    phone, subscriber = town.visitor("public"), town.pushes.subscriber()
    town.subscribers.append(subscriber)
    keep_phone(town, f"{name} digest", subscriber.subscription)
    assert phone.post("/api/digest/subscription", json=subscriber.subscription).status_code == 204


def keep_phone(town: Town, name: str, subscription: dict[str, Any]) -> None:
    """Where a push goes, and the keys of the browser."""
    town.words.keep(f"{name}.endpoint", subscription["endpoint"].rsplit("/", 1)[-1])
    for kind, key in subscription["keys"].items():
        town.words.keep(f"{name}.{kind}", base64.urlsafe_b64decode(key + "=="))


def change_code(town: Town, resident: Visitor, name: str) -> None:
    """Another key for the same report; the old one opens nothing any more."""
    old, new = town.reports[name]["sent"]["key"], new_key()
    keep_key(town, name, new)
    assert resident.step("code", key=new).status_code == 200
    keep_session(town, resident, name)
    town.reports[name]["sent"]["key"] = new
    assert town.visitor(f"reporter of {name}").post("/api/follow", json={"key": old}).status_code == 404


def copy(resident: Visitor) -> None:
    """One's own data, in both forms."""
    for path in ("/api/follow/export", "/volg/kopie", "/volg/kopie/bestand"):
        assert resident.get(path).status_code == 200


def repeat(town: Town, resident: Visitor, name: str) -> None:
    """The same once more; the same submission with another text; another report with a code that is taken."""
    sent, words = town.reports[name]["sent"], town.words
    assert resident.post("/api/reports", json=sent).status_code == 200
    other = sent | {"text": words.mark(f"{name}.other text")}
    assert resident.post("/api/reports", json=other).status_code == 409
    assert resident.post("/api/reports", json=other | {"submission": str(uuid4())}).status_code == 422


def refused(town: Town, name: str) -> None:
    """What is wrong with a report comes back by the name of its field, and what was typed nowhere."""
    stranger, words = town.visitor("stranger"), town.words
    whole = told("drugsoverlast", text=words.mark(f"{name}.text"), place=words.place(name))
    keep_key(town, name, whole["key"])
    wrong = whole | {"category": words.mark(f"{name}.category"), "answers": {words.mark(f"{name}.question"): "ja"}}
    assert stranger.post("/api/reports", json=wrong).status_code == 422
    broken, json = f'{{"text": "{whole["text"]}'.encode(), {"Content-Type": "application/json"}
    assert stranger.post("/api/reports", content=broken, headers=json).status_code == 400
    assert stranger.post("/api/follow", json={"key": whole["key"]}).status_code == 404
    typed = {"name": words.mark(f"{name}.typed name"), "password": words.mark(f"{name}.typed password")}
    assert stranger.post("/api/session", json=typed).status_code == 401
    assert stranger.post("/inloggen", data=typed).status_code == 401
    stranger.get(f"/{words.mark(f'{name}.typed path')}", params={"q": words.mark(f"{name}.typed query")})


def digest_goes_out(town: Town, days: int = 1) -> None:
    """A slot comes: a worker whose clock is some days ahead makes its list, and everybody may read that."""

    async def make() -> None:
        settings = load(town.installation.environment)
        async with opened(settings, clock=lambda: now() + timedelta(days=days)) as ahead:
            await make_digest(ahead)

    asyncio.run(make())
    phone = town.visitor("public")
    slots = phone.get("/api/news").json()["slots"]
    assert slots, "there is a list"
    for slot in slots:
        assert phone.get("/api/news", params={"slot": slot}).status_code == 200


def withdraw(resident: Visitor) -> None:
    """The report goes."""
    assert resident.step("withdraw").status_code == 200
