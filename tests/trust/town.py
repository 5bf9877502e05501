"""A running installation with everybody in it. Who asks for what is somebody by name, and all answers are kept."""

import re
from collections import defaultdict
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self
from uuid import UUID

import httpx

from backend.vault.holding import HeldKeys
from backend.vault.keyfile import KeyFile
from tests.support.passkeys import decode
from tests.support.push_service import PushService
from tests.support.server import Installation
from tests.support.staff import PASSWORD
from tests.support.subscriber import Subscriber
from tests.support.visitors import Colleague, Visitor, colleagues
from tests.trust.words import Words

#: Where everybody comes from, and who they say they are: this must stand nowhere.
ADDRESS, FORWARDED, BEHIND = "127.0.0.2", "203.0.113.77", "203.0.113.78"
#: Who works there, by the name that the tests use.
STAFF = {
    "handler": "gemeente/wijkbeheer:case",
    "walker": "gemeente/wijkbeheer:field",
    "desk": "gemeente/loket:case",
    "enforcer": "gemeente/handhaving:case",
    "housing": "corporatie/leefbaarheid:case",
    "caretaker": "corporatie/wijkbeheer:field",
    "police": "politie/wijkagent:case",
    "intake": "gemeente/veiligheid:intake",
    "other intake": "welzijn/vertrouwensteam:intake",
    "moderator": "gemeente/gebiedsverbinder:moderate",
    "coordinator": "gemeente/gebiedsverbinder:coordinator",
    "counter": "gemeente/loket:counter",
    "admin": "gemeente/loket:admin",
    "auditor": "gemeente/loket:auditor",
}
LISTS = re.compile(r"(/en)?/(zaken|taken|api/cases|api/tasks)")


class Town:
    """What was written, and what everybody was answered."""

    def __init__(self, installation: Installation, pushes: PushService) -> None:
        self.installation, self.pushes = installation, pushes
        self.words, self.lasting = Words(), Words()
        self.heard: dict[str, list[bytes]] = defaultdict(list)
        self.subscribers: list[Subscriber] = []
        self.cast: dict[str, Colleague] = {}
        self.reports: dict[str, Any] = {}
        self.paper = ""
        self.days = 0
        self.teams: set[str] = set()
        self.names: dict[str, str] = {}
        self.began = datetime.now(UTC)
        self._open = ExitStack()
        for name, secret in {
            "address": ADDRESS,
            "forwarded": FORWARDED,
            "behind": BEHIND,
            "password": PASSWORD,
        }.items():
            self.lasting.keep(name, secret)
        keys = self.keys()
        services = (key for each in keys.services.values() for key in each)
        for key in (keys.pepper, keys.log, decode(keys.vapid.decode()), *services):
            self.lasting.keep("installation.service key", key)

    def keys(self) -> KeyFile:
        """What stands in the key file."""
        held = HeldKeys.read(Path(self.installation.environment["BUURTSEIN_KEYS"]))
        held.release()
        return held.keys

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self._open.close()

    def begin_anew(self) -> None:
        """A fresh page: the people stay, what was written and answered is forgotten."""
        points = self.words.points
        self.words = Words()
        self.words.points = points
        self.heard.clear()
        self.subscribers.clear()
        self.reports.clear()
        self.began = datetime.now(UTC)

    def options(self, who: str) -> dict[str, Any]:
        """How somebody comes: their address and browser are markers too, their answers are kept."""
        headers = {
            "User-Agent": self.lasting.mark("user agent"),
            "X-Forwarded-For": FORWARDED,
            "Forwarded": f"for={BEHIND}",
            "Referer": f"https://{self.lasting.mark('referer')}.example/",
        }

        def keep(answer: httpx.Response) -> None:
            self.keep(who, answer)

        return {
            "headers": headers,
            "event_hooks": {"response": [keep]},
            "transport": httpx.HTTPTransport(local_address=ADDRESS),
        }

    def keep(self, who: str, answer: httpx.Response) -> None:
        """An answer: what it says, what its headers say, at which address it was, and whether it may be kept."""
        path, body = answer.request.url.path, answer.read()
        place = who
        if LISTS.fullmatch(path):
            place = f"{who}'s list"
        elif answer.request.method == "POST" and path.endswith("/contact"):
            place = f"{who}'s contact"
        self.heard[place].append(body)
        headers = {name: value for name, value in answer.headers.items() if name != "set-cookie"}
        self.heard[f"headers to {who}"].append(repr(headers).encode())
        self.heard[f"cookies of {who}"].append(repr(answer.headers.get_list("set-cookie")).encode())
        self.heard["addresses"].append(f"{answer.request.url} {answer.headers.get('location', '')}".encode())
        if "no-store" not in answer.headers.get("cache-control", ""):
            self.heard["kept by caches"].append(body)

    def hear(self, place: str, said: str | bytes) -> None:
        """What came out in another way than over HTTP."""
        self.heard[place].append(said.encode() if isinstance(said, str) else said)

    def enter(self, browser: Visitor) -> None:
        """It is closed with the town."""
        self._open.enter_context(browser)

    def visitor(self, who: str) -> Visitor:
        """A browser without any cookie."""
        browser = Visitor(self.installation, **self.options(who))
        self.enter(browser)
        return browser

    def gather(self, *names: str) -> None:
        """These people of staff join and sign in, in the order of STAFF."""
        wanted = [name for name in STAFF if name in names and name not in self.cast]
        joined = colleagues(self.installation, *(STAFF[name] for name in wanted))
        for name, plain in zip(wanted, joined, strict=True):
            who = Colleague(self.installation, plain.name, plain.secret, **self.options(name))
            self.enter(who)
            self.cast[name] = who
            self.lasting.keep(f"{name}.totp", who.secret)
            self.signed_in(name)

    def signed_in(self, name: str) -> Colleague:
        """Somebody of staff, signed in (again); their cookie and token are looked for."""
        who = self.cast[name]
        who.sign_in()
        self.lasting.keep(f"{name}.cookie", who.cookies["staff"])
        self.lasting.keep(f"{name}.csrf", who.headers["X-CSRF-Token"])
        return who

    def case(self, who: str, name: str) -> dict[str, Any]:
        """A case as somebody has it before them."""
        case: dict[str, Any] = self.cast[who].find(self.reports[name]["reference"])
        self.words.keep(f"{name}.id", UUID(case["id"]))
        self.reports[name]["case"] = case["id"]
        return case
