"""Everybody goes through one installation, with a marker in everything that they write; all answers are kept."""

import base64
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any

import httpx
from msgspec import Struct, field

from backend.vault import news_key
from tests.support.markers import marker
from tests.support.photos import jpeg, marked_jpeg
from tests.support.push_service import PushService
from tests.support.server import Installation
from tests.support.subscriber import Subscriber, encode
from tests.support.visitors import Colleague, Visitor, colleagues, told

#: Where everybody comes from, and who they say they are: this must stand nowhere.
ADDRESS = "127.0.0.2"
FORWARDED = "203.0.113.77"
#: Who works there, by the name that the tests use.
STAFF = {
    "handler": "gemeente/wijkbeheer:case",
    "walker": "gemeente/wijkbeheer:field",
    "housing": "corporatie/leefbaarheid:case",
    "intake": "gemeente/veiligheid:intake",
    "bystander": "gemeente/loket:case",
    "coordinator": "gemeente/gebiedsverbinder:coordinator",
    "auditor": "gemeente/loket:auditor",
}
#: Pages and lists that everybody of staff tries.
TRIED = ("/zaken", "/taken", "/api/cases", "/api/tasks", "/intake", "/overzicht", "/api/log")
PUBLIC = ("/", "/buurt", "/api/board", "/api/neighbourhood", "/nieuw", "/volg", "/privacy", "/en/")
ROZENHOF = {"lat": 52.3727, "lon": 4.6417}


class Marks(defaultdict[str, str]):
    """A marker for each name, made when it is first written: `open.text`."""

    def __missing__(self, name: str) -> str:
        self[name] = marker(name)
        return self[name]


class Journey(Struct):
    """What was written, and what everybody was answered."""

    installation: Installation
    pushes: PushService
    marks: Marks = field(default_factory=Marks)
    answers: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    subscribers: list[Subscriber] = field(default_factory=list)
    secrets: dict[str, str] = field(default_factory=dict)
    """What is no marker and must stand nowhere: keys, cookies, codes."""

    def options(self, role: str) -> dict[str, Any]:
        """How somebody in this role comes: their address and browser are markers too, their answers are kept."""
        agent = {"User-Agent": self.marks["user.agent"], "X-Forwarded-For": FORWARDED, "Referer": self.marks["referer"]}

        def keep(answer: httpx.Response) -> None:
            headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
            self.answers[role].append(headers.encode() + b"\n\n" + answer.read())

        return {
            "headers": agent,
            "event_hooks": {"response": [keep]},
            "transport": httpx.HTTPTransport(local_address=ADDRESS),
        }

    def reporter(self) -> Visitor:
        """A resident."""
        return Visitor(self.installation, **self.options("reporter"))

    def report(self, name: str, category: str, **values: Any) -> dict[str, Any]:
        """A report in which every word is a marker."""
        place = values.pop("place", {"lat": 52.3740, "lon": 4.6400}) | {
            "description": self.marks[f"{name}.description"]
        }
        contact = {
            "email": f"{self.marks[f'{name}.email']}@buurt.example",
            "phone": self.marks[f"{name}.phone"],
            "name": self.marks[f"{name}.name"],
        }
        sent = told(category, text=self.marks[f"{name}.text"], place=place, level=values["level"], photos=1)
        if values["level"] >= 3:
            sent["contact"] = contact
        self.secrets[f"{name}.key"] = sent["key"]
        return sent | values


def travel(journey: Journey) -> Journey:
    """Everybody does what they came for."""
    marks = journey.marks
    with ExitStack() as stack:
        staff = dict(stack.enter_context(signed_in(journey)))
        reporter = stack.enter_context(journey.reporter())
        open_one = journey.report("open", "grofvuil", level=4, answers={"wat": marks["open.answer"]})
        done_one = journey.report("done", "stoep-bestrating", level=1)
        restricted = journey.report("restricted", "burenoverlast", level=3, place=ROZENHOF, exclude=["politie"])
        sealed = journey.report("sealed", "drugsoverlast", level=3, exclude=["politie"])
        references = {}
        for name, sent in {"open": open_one, "done": done_one, "restricted": restricted, "sealed": sealed}.items():
            references[name] = send(journey, reporter, name, sent)
        public(journey)
        follow_by_push(journey, reporter, open_one)
        want_digest(journey)
        field_work(journey, staff["walker"], staff["handler"], references)
        for name, who in (("open", "handler"), ("restricted", "housing"), ("sealed", "intake")):
            handle(journey, staff[who], name, references[name])
        curious(staff, references, staff["handler"])
        for sent in (open_one, done_one, restricted, sealed):
            reporter.follow(sent)
            reporter.get("/volg")
            reporter.step("feedback", good=False, text=marks["feedback"])
    journey.pushes.wait_for(len(journey.pushes.received) or 1)
    return journey


@contextmanager
def signed_in(journey: Journey) -> Iterator[dict[str, Colleague]]:
    """Everybody of staff."""
    everybody = dict(zip(STAFF, colleagues(journey.installation, *STAFF.values()), strict=True))
    with ExitStack() as stack:
        for role, plain in everybody.items():
            who = Colleague(journey.installation, plain.name, plain.secret, **journey.options(role))
            everybody[role] = stack.enter_context(who)
            who.sign_in()
            journey.secrets[f"{role}.cookie"] = who.cookies["staff"]
            journey.secrets[f"{role}.totp"] = who.secret
        yield everybody


def send(journey: Journey, reporter: Visitor, name: str, sent: Mapping[str, Any]) -> str:
    """Send a report with a photo, and look at it."""
    answer = reporter.post("/api/reports", json=sent)
    assert answer.status_code == 201, answer.text
    assert reporter.add_photo(dict(sent), marked_jpeg(journey.marks[f"{name}.exif"])).status_code == 201
    followed = reporter.follow(dict(sent))
    journey.secrets[f"{name}.cookie"] = reporter.cookies["volg"]
    reporter.get("/volg")
    for size in ("large", "small"):
        assert reporter.get(followed["photos"][0][size]).status_code == 200
    assert reporter.step("messages", text=journey.marks[f"{name}.message"]).status_code == 200
    return str(followed["reference"])


def public(journey: Journey) -> None:
    """Somebody without a report: reads everything, tries a code, and sends a form without a script."""
    with Visitor(journey.installation, **journey.options("public")) as visitor:
        for path in PUBLIC:
            visitor.get(path)
        visitor.post("/api/follow", json={"key": journey.secrets["open.key"][::-1]})
        visitor.post("/volg", data={"code": "123 456 789 012 345 678 901"})
        visitor.get(f"/{journey.marks['path']}", params={"q": journey.marks["query"]})
        visitor.post("/api/reports", content=f'{{"text": "{journey.marks["malformed"]}'.encode())


def follow_by_push(journey: Journey, reporter: Visitor, sent: dict[str, Any]) -> None:
    """The reporter of an open report wants news here."""
    subscriber = journey.pushes.subscriber()
    journey.subscribers.append(subscriber)
    journey.secrets["endpoint"] = subscriber.endpoint.rsplit("/", 1)[-1]
    reporter.follow(sent)
    assert reporter.step("level", level=2, subscription=subscriber.subscription).status_code == 200


def want_digest(journey: Journey) -> None:
    """The reporter of the sealed report wants the digest on this phone, and its page asks for the lists."""
    subscriber = journey.pushes.subscriber()
    journey.secrets["digest endpoint"] = subscriber.endpoint.rsplit("/", 1)[-1]
    key = base64.urlsafe_b64decode(journey.secrets["sealed.key"] + "=")
    journey.secrets["sealed.news key"] = encode(news_key(key))
    with Visitor(journey.installation, **journey.options("public")) as phone:
        answer = phone.post("/api/digest/subscription", json=subscriber.subscription)
        assert answer.status_code == 204, answer.text
        for slot in phone.get("/api/news").json()["slots"]:
            assert phone.get("/api/news", params={"slot": slot}).status_code == 200


def field_work(journey: Journey, walker: Colleague, handler: Colleague, references: Mapping[str, str]) -> None:
    """One task cannot be done, the other is, with a photo of the result."""
    tasks = {task["case"]: task for task in walker.get("/api/tasks").json()["items"]}
    for task in tasks.values():
        walker.get(f"/taken/{task['id']}")
        for photo in task["photos"]:
            assert walker.get(f"/taken/{task['id']}/foto/{photo['id']}/large").status_code == 200
    failed, done = (tasks[handler.find(references[name])["id"]] for name in ("open", "done"))
    actions = {"open": "f3b1c2d4-0000-4000-8000-000000000001", "done": "f3b1c2d4-0000-4000-8000-000000000002"}
    at = "2026-11-22T10:00:00Z"
    body = {"action": actions["open"], "at": at, "reason": "no_access", "note": journey.marks["open.failed"]}
    assert walker.post(f"/api/tasks/{failed['id']}/failed", json=body).status_code == 200
    body = {"action": actions["done"], "at": at, "note": journey.marks["done.note"]}
    assert walker.post(f"/api/tasks/{done['id']}/done", json=body).status_code == 200
    assert walker.put(f"/api/actions/{actions['done']}/photo", content=jpeg()).status_code == 201


def handle(journey: Journey, colleague: Colleague, name: str, reference: str) -> None:
    """The team reads it, answers, and resolves it."""
    case = colleague.find(reference)
    for path in (f"/zaken/{case['id']}", f"/zaken?q={reference}", f"/en/zaken/{case['id']}"):
        assert colleague.get(path).status_code == 200
    for photo in case["photos"]:
        assert colleague.get(f"/zaken/{case['id']}/foto/{photo['id']}/large").status_code == 200
    reply = {"text": journey.marks[f"{name}.reply"]}
    case = colleague.post(f"/api/cases/{case['id']}/messages", json=reply).json()
    assert colleague.move(case, "resolved", text=journey.marks[f"{name}.resolved"]).status_code == 200


def curious(staff: Mapping[str, Colleague], references: Mapping[str, str], handler: Colleague) -> None:
    """Everybody looks everywhere, also at what is not theirs."""
    cases = [staff[who].find(references[name])["id"] for name, who in OWNERS.items()]
    for who in staff.values():
        for path in TRIED:
            who.get(path)
        for case in cases:
            who.get(f"/api/cases/{case}")
            who.get(f"/zaken/{case}")
        for reference in references.values():
            who.get("/api/cases", params={"q": reference})
        who.get("/api/cases", params={"q": "merk"})


OWNERS = {"open": "handler", "done": "handler", "restricted": "housing", "sealed": "intake"}
