"""Every route says who may ask for it. Here that stands a second time, by hand, and everybody tries every door."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx import Response
from litestar import Litestar, get, post
from litestar.di import Provide

from backend.casework.tables import Task
from backend.installation import Installation
from backend.people import MemberRole, accept, invite
from backend.people.tables import Person, Role
from backend.vault.tables import File
from backend.web import compose
from backend.web.declared import UndeclaredRoute, declared
from tests.support.application import Browser, running
from tests.support.cases import Told, tell
from tests.support.outbox import Stopwatch, run, settings
from tests.support.staff import PASSWORD, Colleague

FORM = "application/x-www-form-urlencoded"
EVERYBODY = {"field", "case", "intake", "moderate", "counter", "coordinator", "admin", "auditor"}
INBOX = {"case", "intake"}
KEYED = {"field", "case", "intake", "moderate"}
#: Where each role works, so that it has something of its own.
TEAMS = dict.fromkeys(EVERYBODY, "gemeente/wijkbeheer") | {"intake": "gemeente/veiligheid"}
RESEAL = {"team": "gemeente/handhaving", "form": "full", "note": "Nodig en passend.", "version": -1}
ACTION = {"action": str(uuid4()), "at": "2026-11-23T09:00:00Z"}

#: Who may ask for what, and what a write sends. `{case}`, `{task}`, `{file}` stand for an object in turn.
STAFF: dict[tuple[str, str], tuple[set[str], Any]] = {
    ("GET", "/api/session"): (EVERYBODY, None),
    ("GET", "/zaken"): (INBOX, None),
    ("GET", "/zaken/{case}"): (INBOX, None),
    ("GET", "/zaken/{case}/foto/{file}/large"): (INBOX, None),
    ("POST", "/zaken/{case}"): (INBOX, "step=seen"),
    ("POST", "/zaken/{case}/contact"): ({"intake"}, "reason=because"),
    ("POST", "/zaken/{case}/code"): (INBOX, "code=1"),
    ("POST", "/api/cases/{case}/contact"): ({"intake"}, {"reason": "because"}),
    ("GET", "/taken"): ({"field"}, None),
    ("GET", "/taken/{task}"): ({"field"}, None),
    ("GET", "/taken/{task}/foto/{file}/large"): ({"field"}, None),
    ("POST", "/taken/{task}"): ({"field"}, f"step=done&action={ACTION['action']}"),
    ("GET", "/logboek"): ({"auditor"}, None),
    ("GET", "/api/log"): ({"auditor"}, None),
    ("GET", "/toegang"): (EVERYBODY, None),
    ("POST", "/toegang/openen"): (EVERYBODY, "passphrase=een+ander+wachtwoord"),
    ("POST", "/toegang/passkeys"): (EVERYBODY, "answer="),
    ("POST", "/toegang/passkeys/{passkey}"): (EVERYBODY, ""),
    ("POST", "/toegang/herstel"): (KEYED, "team={team}&key=ABCD"),
    ("POST", "/toegang/herstelsleutel"): (KEYED, "team={team}"),
    ("POST", "/toegang/code"): (EVERYBODY, "code=1"),
    ("POST", "/toegang/{person}"): (KEYED, "keyring="),
    ("GET", "/api/cases"): (INBOX, None),
    ("GET", "/api/cases/{case}"): (INBOX, None),
    ("GET", "/api/cases/{case}/photos/{file}/small"): (INBOX, None),
    ("POST", "/api/cases/{case}/seen"): (INBOX, {}),
    ("POST", "/api/cases/{case}/transition"): (INBOX, {"to": "in_progress", "version": 1}),
    ("POST", "/api/cases/{case}/transfer"): (INBOX, {"team": "gemeente/loket", "reason": "Hun werk.", "version": -1}),
    ("POST", "/api/cases/{case}/recategorise"): (INBOX, {"category": "anders", "reason": "Dit past.", "version": -1}),
    ("POST", "/api/cases/{case}/reseal"): ({"intake"}, RESEAL),
    ("POST", "/api/cases/{case}/pass-on"): ({"intake"}, {"text": "Dank u wel."}),
    ("POST", "/api/cases/{case}/ask-contact"): ({"intake"}, {}),
    ("POST", "/api/cases/{case}/messages"): (INBOX, {"text": "Dank u wel."}),
    ("GET", "/api/tasks"): ({"field"}, None),
    ("GET", "/api/tasks/{task}"): ({"field"}, None),
    ("GET", "/api/tasks/{task}/photos/{file}/small"): ({"field"}, None),
    ("POST", "/api/tasks/{task}/done"): ({"field"}, ACTION),
    ("POST", "/api/tasks/{task}/failed"): ({"field"}, {**ACTION, "action": str(uuid4()), "reason": "unsafe"}),
    ("POST", "/api/tasks/{task}/undo"): ({"field"}, {"action": ACTION["action"]}),
    ("PUT", "/api/actions/{action}/photo"): ({"field"}, {}),
    ("POST", "/api/session/passphrase"): (EVERYBODY, {"passphrase": "een ander wachtwoord"}),
    ("POST", "/api/session/step-up"): (EVERYBODY, {}),
    ("POST", "/api/session/step-up/options"): (EVERYBODY, {}),
    ("POST", "/api/passkeys"): (EVERYBODY, {}),
    ("POST", "/api/passkeys/options"): (EVERYBODY, {}),
    ("DELETE", "/api/passkeys/{passkey}"): (EVERYBODY, None),
    ("POST", "/api/session/push"): (EVERYBODY, {}),
    ("DELETE", "/api/session/push"): (EVERYBODY, {"endpoint": "https://push.example/1"}),
    # These end the session: last.
    ("POST", "/uitloggen"): (EVERYBODY, ""),
    ("DELETE", "/api/session"): (EVERYBODY, None),
}
PUBLIC = {
    "/", "/nieuw", "/nieuw/foto", "/volg", "/volg/bericht", "/volg/foto", "/volg/foto/{photo}/{size}",
    "/volg/oordeel", "/volg/sluiten", "/volg/verwijderen", "/buurt", "/buurt/{area}", "/privacy", "/toegankelijkheid",
    "/offline", "/manifest.webmanifest", "/sw.js", "/static", "/inloggen", "/inloggen/code", "/inloggen/passkey",
    "/uitnodiging/passkey", "/api/session/passkey", "/api/session/passkey/options", "/api/invitation/passkey",
    "/api/invitation/passkey/options", "/uitnodiging", "/uitnodiging/code", "/healthz", "/readyz", "/api/board",
    "/api/neighbourhood", "/api/preview", "/api/suggest-category",
    "/api/reports", "/api/reports/{submission}/photos/{n}", "/api/follow",
    "/api/follow/messages", "/api/follow/feedback", "/api/follow/level", "/api/follow/withdraw", "/api/session",
    "/api/session/totp", "/api/digest/subscription", "/api/news", "/api/follow/code", "/api/follow/export",
    "/api/follow/news-key", "/api/follow/consent", "/volg/gegevens",
    "/volg/bereikbaar", "/volg/code", "/volg/kopie", "/volg/kopie/bestand",
}  # fmt: skip
#: Parts of paths to what the example of one's own team does not have: they are 404 for everybody.
NOTHING_THERE = ("file", "action", "person", "passkey}", "step-up/options")
#: What is unknown says so in its own way on the page that it stands on.
UNKNOWN = {"/toegang/{person}": 409, "/toegang/passkeys/{passkey}": 303}
#: An answer that tells nothing of what was asked for.
CLOSED = 404
#: The door opened; what lies behind it may still refuse what was sent.
OPENED = {200, 201, 204, 303, 400, 409, 422}


class Street:
    """The application, and what was reported to it: of each role's own team, of others, of another class."""

    def __init__(self, app: Litestar, installation: Installation, stack: AsyncExitStack) -> None:
        self.app = app
        self.installation = installation
        self.stack = stack
        self.sessions = 0

    async def told(self, category: str) -> dict[str, UUID]:
        told: Told = await tell(self.installation, category)
        tasks = await Task.select(Task.id).where(Task.report == told.id)
        files = await File.select(File.id).where(File.report == told.id)
        return {
            "case": told.id,
            "task": tasks[0]["id"] if tasks else uuid4(),
            "file": files[0]["id"] if files else uuid4(),
        }

    async def invited(self, role: str) -> Colleague:
        """Somebody with this role alone; no team of the example has moderators."""
        invitation = "counter" if role == "moderate" else role
        token = await invite(self.installation, role, [MemberRole(TEAMS[role], invitation)])
        accepted = await accept(self.installation, token, PASSWORD)
        if role == "moderate":
            person = (await Person.select(Person.id).where(Person.name == role))[0]["id"]
            await run(self.installation, Role.update({Role.role: role}).where(Role.person == person))
        return Colleague(self.installation, role, accepted.factor.secret)

    async def browser(self) -> Browser:
        return await self.stack.enter_async_context(Browser(self.app))

    async def signed_in(self, who: Colleague, clock: Stopwatch) -> Browser:
        clock.pass_by(seconds=30)
        browser = await self.browser()
        await browser.post("/api/session", json={"name": who.name, "password": PASSWORD})
        shown = await browser.post("/api/session/totp", json={"code": who.code()})
        browser.headers["X-CSRF-Token"] = shown.json()["csrf"]
        return browser


@pytest.fixture
def clock() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
async def street(database_url: str, tmp_path: Path, clock: Stopwatch) -> AsyncIterator[Street]:
    async with running(settings(database_url, tmp_path), clock) as (app, installation), AsyncExitStack() as stack:
        yield Street(app, installation, stack)


def shape(path: str) -> str:
    """A path with the names of its parameters taken out: what a test calls `case` a handler may call `id`."""
    return "/".join("{}" if part.startswith("{") or part in {"large", "small"} else part for part in path.split("/"))


def ours(app: Litestar) -> Iterator[tuple[str, str]]:
    """Every route once, without the other languages."""
    return ((method, path) for method, path in declared(app) if not path.startswith("/en"))


async def ask(browser: Browser, method: str, path: str, body: Any, **values: UUID | str) -> Response:
    values = {"person": uuid4(), "action": uuid4(), "passkey": uuid4(), "team": TEAMS["case"], **values}
    path = path.format(**values)
    if isinstance(body, str):
        return await browser.request(method, path, content=body.format(**values), headers={"Content-Type": FORM})
    return await browser.request(method, path, json=body)


async def test_the_table_names_every_route_and_its_roles(street: Street) -> None:
    expected = {(method, shape(path)): roles for (method, path), (roles, _) in STAFF.items()}
    found = {(method, shape(path)): set(declared(street.app)[method, path].roles) for method, path in ours(street.app)}
    assert {route: roles for route, roles in found.items() if roles} == expected
    assert {path for (_, path), roles in found.items() if not roles} == {shape(path) for path in PUBLIC}


async def test_who_is_not_signed_in_opens_nothing(street: Street) -> None:
    own, browser = await street.told("stoep-bestrating"), await street.browser()
    for (method, path), (_, body) in STAFF.items():
        answer = await ask(browser, method, path, body, **own)
        assert answer.status_code == 401 or answer.headers.get("location") == "/inloggen", (method, path)


async def test_each_role_opens_its_own_doors_and_no_others(street: Street, clock: Stopwatch) -> None:
    people = {role: await street.invited(role) for role in sorted(EVERYBODY)}
    for role, who in people.items():
        own = await street.told("drugsoverlast" if role == "intake" else "stoep-bestrating")
        browser = await street.signed_in(who, clock)
        for (method, path), (roles, body) in STAFF.items():
            if any(part in path for part in NOTHING_THERE):
                continue  # there is none: the next test has them
            answer = await ask(browser, method, path, body, **own, team=TEAMS[role])
            allowed = OPENED if role in roles else {CLOSED}
            assert answer.status_code in allowed, (role, method, path, answer.status_code)
            if method == "DELETE" or path == "/uitloggen":
                browser = await street.signed_in(who, clock)


async def test_what_is_of_others_is_as_unknown_as_what_never_was(street: Street, clock: Stopwatch) -> None:
    unknown = {"case": uuid4(), "task": uuid4(), "file": uuid4()}
    others = {
        "case": ["portiek-trap-lift", "anders", "burenoverlast", "drugsoverlast"],
        "field": ["portiek-trap-lift", "anders", "drugsoverlast"],
        "intake": ["stoep-bestrating", "geluidsoverlast"],
    }
    for role, categories in others.items():
        browser = await street.signed_in(await street.invited(role), clock)
        objects = {"unknown": unknown} | {category: await street.told(category) for category in categories}
        for (method, path), (roles, body) in STAFF.items():
            if role not in roles or "{" not in path:
                continue
            answers = {name: await ask(browser, method, path, body, **each) for name, each in objects.items()}
            statuses = {name: answer.status_code for name, answer in answers.items()}
            assert set(statuses.values()) == {UNKNOWN.get(path, CLOSED)}, (role, method, path, statuses)


async def test_a_write_without_the_token_of_its_session_is_refused_to_everybody(
    street: Street, clock: Stopwatch
) -> None:
    own = await street.told("stoep-bestrating")
    for role in ("case", "auditor"):
        browser = await street.signed_in(await street.invited(role), clock)
        del browser.headers["X-CSRF-Token"]
        for (method, path), (_, body) in STAFF.items():
            if method != "GET":
                assert (await ask(browser, method, path, body, **own)).status_code == 403, (role, method, path)


@get("/geheim")
async def says_nothing() -> None:
    """A route whose author forgot."""


@post("/geheim")
async def says_nothing_either() -> None:
    """A write whose author forgot."""


def test_a_route_that_declares_nothing_stops_the_start(tmp_path: Path) -> None:
    def start() -> None:
        compose.application(
            settings("sqlite:///", tmp_path),
            routes=[says_nothing, says_nothing_either],
            lifespan=lambda _app: AsyncExitStack(),  # type: ignore[arg-type,return-value]
            dependencies={"installation": Provide(lambda: None, sync_to_thread=False)},
        )

    with pytest.raises(
        UndeclaredRoute, match=r"These routes declare no role and purpose .*: GET /geheim, POST /geheim"
    ):
        start()
