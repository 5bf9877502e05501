"""People who come to a running installation over HTTP: residents with a report, colleagues with work."""

import asyncio
import base64
import secrets
from typing import Any
from uuid import uuid4

import httpx
import pyotp

from backend.installation import Installation as Backend
from backend.installation import now
from backend.people import MemberRole, accept, approve, invite, list_people, waiting_for, with_password
from backend.settings import load
from tests.support.outbox import opened
from tests.support.server import Installation
from tests.support.staff import PASSWORD

WORDS = "Losse tegel bij nummer 12, mijn moeder viel."
PLACE = {"lat": 52.3740, "lon": 4.6400, "description": "bij de bakker"}
#: In a complex of the housing corporation.
ROZENHOF = {"lat": 52.3727, "lon": 4.6417}
CONTACT = {"email": "mina@buurt.example", "phone": "0612345678", "name": "Mina"}


class Visitor(httpx.Client):
    """A browser that speaks JSON with an installation, and keeps its cookies."""

    def __init__(self, installation: Installation, **options: Any) -> None:
        super().__init__(base_url=installation.url, timeout=30, **options)

    def tell(self, category: str = "stoep-bestrating", **values: Any) -> dict[str, Any]:
        """Send a report that is taken; returns what was sent."""
        sent = told(category, **values)
        answer = self.post("/api/reports", json=sent)
        assert answer.status_code == 201, answer.text
        return sent

    def add_photo(self, sent: dict[str, Any], photo: bytes, n: int = 1) -> httpx.Response:
        """Send a photo after its report."""
        return self.put(f"/api/reports/{sent['submission']}/photos/{n}", content=photo)

    def follow(self, sent: dict[str, Any]) -> dict[str, Any]:
        """Open a report with its key; the session's cookie stays in this browser."""
        answer = self.post("/api/follow", json={"key": sent["key"]})
        assert answer.status_code == 200, answer.text
        followed: dict[str, Any] = answer.json()
        return followed

    def step(self, name: str, **body: Any) -> httpx.Response:
        """Do something in the follow session."""
        return self.post(f"/api/follow/{name}", json=body)


class Colleague(Visitor):
    """Somebody of staff, signed in with password and second factor."""

    def __init__(self, installation: Installation, name: str, secret: str, **options: Any) -> None:
        super().__init__(installation, **options)
        self.name = name
        self.secret = secret

    def sign_in(self) -> None:
        """Give both factors; from now on every write carries the session's token."""
        first = self.post("/api/session", json={"name": self.name, "password": PASSWORD})
        assert first.status_code == 200, first.text
        second = self.post("/api/session/totp", json={"code": pyotp.TOTP(self.secret).now()})
        assert second.status_code == 200, second.text
        self.headers["X-CSRF-Token"] = second.json()["csrf"]

    def find(self, reference: str) -> dict[str, Any]:
        """The case of a reference, whole."""
        items = self.get("/api/cases", params={"q": reference}).json()["items"]
        assert [item["reference"] for item in items] == [reference]
        case: dict[str, Any] = self.get(f"/api/cases/{items[0]['id']}").json()
        return case

    def move(self, case: dict[str, Any], to: str, **values: Any) -> httpx.Response:
        """Take a case to another status."""
        body = {"to": to, "version": case["version"], **values}
        return self.post(f"/api/cases/{case['id']}/transition", json=body)


def colleagues(installation: Installation, *roles: str) -> list[Colleague]:
    """One colleague for each `partner/team:role`, invited as an administrator does; nobody is signed in yet."""
    return asyncio.run(invited(installation, roles))


async def invited(installation: Installation, roles: tuple[str, ...]) -> list[Colleague]:
    """The accounts, made before or while the installation runs."""
    made = []
    settings = load(installation.environment)
    async with opened(settings, clock=now) as own:
        for role in roles:
            name = f"Collega {secrets.token_hex(3)} {role}"
            team, _, duty = role.rpartition(":")
            token = await invite(own, name, [MemberRole(team, duty)])
            accepted = await accept(own, token, PASSWORD)
            made.append(Colleague(installation, name, accepted.factor.secret))
        await let_everybody_in(own)
    return made


def make_keyrings(installation: Installation) -> None:
    """Each team has its key, as if it had a first member."""
    asyncio.run(keyrings_made(installation))


async def keyrings_made(installation: Installation) -> None:
    """The keyrings of all teams, in the database of an installation that runs."""
    async with opened(load(installation.environment), clock=now, keyrings=True):
        pass


async def let_everybody_in(own: Backend) -> None:
    """Whoever holds a keyring gives it to the colleagues who wait for it."""
    for account in await list_people():
        colleague = await with_password(account.name, PASSWORD)
        for each in await waiting_for(own, colleague):
            await approve(own, colleague, each.person, each.keyring)


def told(category: str = "stoep-bestrating", **values: Any) -> dict[str, Any]:
    """A report as a phone sends it, with what its level asks for."""
    level = values.get("level", 1)
    body: dict[str, Any] = {"submission": str(uuid4()), "category": category, "text": WORDS, "place": PLACE}
    if level:
        body["key"] = new_key()
    if level in (3, 4):
        body["contact"] = CONTACT
    return body | values


def new_key() -> str:
    """What a code gives, as the browser writes it."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).rstrip(b"=").decode()
