"""The pages of staff with made-up verbs behind them: a full day of work, a case in every state.

Serve it to look at the pages: `uvicorn tests.unit.pwa_staff.fake:create --factory`. Every visitor is signed in.
"""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid5

import pytest
from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide
from msgspec import UNSET, Struct, field
from msgspec.structs import replace
from PIL import Image, ImageDraw

from backend import casework, people
from backend.casework import ActionState, CaseFilter, CaseItem, CasePage, CaseView, Related, TaskView
from backend.casework.model import AnswerView, ContactView, MessageView, PhotoView, PlaceView, TeamChoice, TimelineEntry
from backend.errors import NotFound
from backend.installation import Installation
from backend.neighbourhood import load
from backend.people import Member, MemberRole
from backend.settings import load as load_settings
from backend.vault import keyring_of
from backend.web import members, problems
from backend.web.declared import allowed
from pwa.pages import problem_page, staff, staff_routes
from pwa.pages.assets import static_files
from tests.support.keys import keychain

NOW = datetime(2026, 11, 24, 9, 10, tzinfo=UTC)
TODAY = date(2026, 11, 24)
CSRF = "the-token-of-this-session"
SUMMARY = "Er wordt gedeald bij de speeltuin, vooral in de avond."
TEXT = "Losse tegel bij nummer 12. Mijn moeder is hier gevallen."
TEAM = "gemeente/wijkbeheer"
STATUSES = ("assigned", "planned", "in_progress", "question", "resolved", "declined", "reopened", "closed", "withdrawn")


def id_of(name: str) -> UUID:
    """An id that is the same every time."""
    return uuid5(UUID(int=0), name)


def someone(*roles: str) -> Member:
    """A member with roles in our team."""
    held = tuple(MemberRole(TEAM, role) for role in roles)
    return Member(id_of("sanne"), "Sanne Visser", held, CSRF, keychain([keyring_of(TEAM, role) for role in roles]))


EVERYBODY = someone("field", "case", "intake")


def photo(colour: str = "#9c9488") -> bytes:
    """A street, more or less."""
    picture = Image.new("RGB", (800, 600), colour)
    draw = ImageDraw.Draw(picture)
    for x in range(0, 800, 100):
        for y in range(0, 600, 100):
            draw.rectangle((x + 3, y + 3, x + 96, y + 96), outline="#6f685e", width=3)
    file = BytesIO()
    picture.save(file, "WEBP")
    return file.getvalue()


def task(slug: str, place: str, days: int, *, quick: bool = False, photos: int = 0) -> TaskView:
    """A piece of work for today."""
    category = NEIGHBOURHOOD.category(slug)
    return TaskView(
        id=id_of(slug), case=id_of(f"case {slug}"), category=slug, label=category.label, group=category.group,
        text=f"{category.label} · Rozenprieel", where="Rozenprieel",
        place=PlaceView(52.3740 + days / 1000, 4.64, place),
        photos=[PhotoView(id_of(f"photo {n}"), "report", n + 1) for n in range(photos)],
        due=TODAY + timedelta(days=days), late=days < 0, quick=quick, state="open",
    )  # fmt: skip


def case(status: str = "assigned", class_: str = "open", **more: Any) -> CaseView:
    """A case with a bit of everything."""
    slug = {"open": "stoep-bestrating", "restricted": "burenoverlast", "sealed": "intimidatie"}[class_]
    finished = status in {"resolved", "declined", "closed", "withdrawn"}
    told = [("received", "Wij hebben uw melding ontvangen.", ""), ("assigned", "Uw melding ligt bij Wijkbeheer.", "")]
    if status != "assigned":
        told.append((status, "Gepland voor donderdag 26 november.", "Wij nemen nieuwe tegels mee."))
    values: dict[str, Any] = {
        "id": id_of(f"{status} {class_}"), "reference": "KLM-4F7Q", "version": 3, "status": status, "class_": class_,
        "category": slug, "label": NEIGHBOURHOOD.category(slug).label, "team": TEAM,
        "team_name": "Wijkbeheer (Gemeente)", "reason": "Stoep in Rozenprieel: wijkbeheer van de gemeente.",
        "due": None if finished else TODAY + timedelta(days=2), "unread": status == "assigned",
        "where": "Rozenprieel", "place": PlaceView(52.3740, 4.6400, "Lange Nieuwstraat 12, bij de bakker"),
        "text": TEXT, "answers": [AnswerView("Is het gevaarlijk?", "Ja")],
        "photos": [PhotoView(id_of("photo 0"), "report", 1)],
        "timeline": [
            TimelineEntry(NOW - timedelta(hours=50 - 8 * n), kind, f"{headline} {note}", headline, note, n + 1)
            for n, (kind, headline, note) in enumerate(told)
        ],
        "messages": [
            MessageView(id_of("m1"), "team", NOW - timedelta(hours=20), "Ligt de tegel voor nummer 12 of 14?"),
            MessageView(id_of("m2"), "reporter", NOW - timedelta(hours=2), "Voor nummer 12, naast de boom."),
        ],
        "may": ["message"] if finished else [
            "planned", "in_progress", "question", "resolved", "declined", "seen", "message", "transfer", "recategorise",
        ],
        "seat": f"{TEAM}/{'intake' if class_ == 'sealed' else 'case'}",
        "teams": [TeamChoice("gemeente/loket", "Loket (Gemeente)"), TeamChoice("corporatie/onderhoud", "Onderhoud")],
    }  # fmt: skip
    if class_ == "sealed" and not finished:
        values["may"].append("reseal")
        values["reseal_teams"] = [
            TeamChoice("politie/wijkagent", "Wijkagent (Politie)"),
            TeamChoice("gemeente/handhaving", "Handhaving (Gemeente)"),
        ]
    return CaseView(**{**values, **more})


def line(view: CaseView, **more: Any) -> CaseItem:
    """The case as a line of the inbox."""
    shared = {name: getattr(view, name) for name in CaseItem.__struct_fields__ if name != "summary"}
    return CaseItem(**{**shared, "summary": f"{view.label} · Rozenprieel", **more})


SETTINGS = load_settings({"BUURTSEIN_VAPID_SUBJECT": "mailto:beheer@buurtsein.example"})
NEIGHBOURHOOD = load(SETTINGS.neighbourhood)


#: A sealed case after intake gave it to a team: as intake sees it, and as that team does.
AFTER = {
    id_of("planned sealed"): case(
        "planned", "sealed", intake_name="Team Veiligheid (Gemeente)", release=TODAY, summary=SUMMARY,
        team_name="Wijkagent (Politie)", may=["message", "pass_on", "ask_contact", "seen", "reseal"],
    ),
    id_of("in_progress sealed"): case(
        "in_progress", "sealed", intake_name="Team Veiligheid (Gemeente)", seat="politie/wijkagent/case",
        summary=SUMMARY, text="", photos=[], messages=[], may=["planned", "resolved", "declined", "message"],
    ),
}  # fmt: skip


class FakeVerbs(Struct):
    """What the pages call. `refuse` is raised by the next write, `lost` hides the case; `said` is what was asked."""

    member: Member | None = EVERYBODY
    tasks: list[TaskView] = field(
        default_factory=lambda: [
            task("straatverlichting", "Kleine Houtweg 4", -3),
            task("huisvuil-bijplaatsing", "Lange Nieuwstraat 12", 0, quick=True, photos=2),
            task("stoep-bestrating", "Parkweg 18, voor de school", 1, quick=True, photos=1),
            task("container-vol", "", 4),
        ]
    )
    shown: CaseView | None = None
    items: list[CaseItem] = field(
        default_factory=lambda: [
            line(case(), late=True, due=TODAY - timedelta(days=2)),
            line(case("assigned", "sealed"), due=TODAY, team_name="Team Veiligheid (Gemeente)"),
            line(case("question", "restricted"), unread=True),
            line(case("planned", "sealed"), team_name="Wijkagent (Politie)"),
            line(case("in_progress", "sealed")),
            *(line(case(status)) for status in STATUSES[1:]),
        ]
    )
    refuse: Exception | None = None
    lost: bool = False
    said: list[tuple[Any, ...]] = field(default_factory=list)

    async def count_new(self, *_: Any) -> int:
        """Three."""
        return 3

    async def list_tasks(self, _i: Any, _m: Any, _language: str, group: str) -> list[TaskView]:
        """All of today's tasks, or those of a group."""
        return [each for each in self.tasks if each.state == "open" and group in {"", each.group}]

    async def count_tasks(self, *_: Any) -> dict[str, int]:
        """How many there are of each group."""
        return dict(Counter(each.group for each in self.tasks if each.state == "open"))

    async def show_task(self, _i: Any, _m: Any, id: UUID, _language: str) -> TaskView:
        """One of them."""
        return next(each for each in self.tasks if each.id == id)

    async def picture(self, *_: Any) -> bytes:
        """Always the same street."""
        return photo()

    async def list_cases(self, _i: Any, _m: Any, wanted: CaseFilter, _language: str) -> CasePage:
        """Those that the filter asks for, as far as it is about status."""
        self.said.append(("list", wanted))
        found = [each for each in self.items if wanted.status in {"", each.status}]
        return CasePage(found, "x-1" if not wanted.status else None)

    async def show_case(self, _i: Any, _m: Any, id: UUID, _language: str) -> CaseView:
        """The one case, or the one of that line."""
        if self.lost:
            raise NotFound
        if self.shown:
            return self.shown
        chosen = next(each for each in self.items if each.id == id)
        if chosen.id in AFTER:
            return AFTER[chosen.id]
        contact = ContactView("Fatima el Amrani", "f@voorbeeld.nl", "023-1234567")
        return case(chosen.status, chosen.class_, contact=contact if chosen.class_ == "open" else UNSET)

    async def related_cases(self, _i: Any, _m: Any, id: UUID) -> list[Related]:
        """Of a sealed case two others; of the rest none."""
        shown = self.shown or next(each for each in self.items if each.id == id)
        if shown.class_ != "sealed":
            return []
        week = TODAY - timedelta(days=8)
        return [
            Related(id=id_of("near"), reference="HJM-22VX", status="assigned", week=week, near=True),
            Related(id=id_of("same"), reference="PPQ-9R3C", status="resolved", week=week, near=False),
        ]

    def verb(self, name: str) -> Any:
        """A verb that only remembers, or refuses."""

        async def said(_i: Any, _m: Any, *what: Any, **more: Any) -> ActionState:
            if self.refuse:
                raise self.refuse
            self.said.append((name, *what, more))
            self.tasks = [self.after(each, name, more) if each.id in what else each for each in self.tasks]
            return ActionState(what[0], "done", NOW + timedelta(seconds=10))

        return said

    @staticmethod
    def after(task: TaskView, name: str, more: dict[str, Any]) -> TaskView:
        """A task after an action."""
        if name == "undo":
            return replace(task, state="open", action=None, undo_until=None)
        return replace(task, state=name, action=more["action"], undo_until=NOW + timedelta(seconds=10))


def create(verbs: FakeVerbs | None = None, patch: pytest.MonkeyPatch | None = None) -> Litestar:
    """An application of pages only, with the real guards and the real check of the token."""
    verbs, patch = verbs or FakeVerbs(), patch or pytest.MonkeyPatch()
    for name in ("count_new", "count_tasks", "list_tasks", "show_task", "list_cases", "show_case", "related_cases"):
        patch.setattr(casework, name, getattr(verbs, name))
    for name in ("task_photo", "case_photo"):
        patch.setattr(casework, name, verbs.picture)
    for name in (
        "transition",
        "seen",
        "transfer",
        "recategorise",
        "reseal",
        "pass_on",
        "ask_contact",
        "send_message",
        "done",
        "failed",
        "undo",
        "put_action_photo",
    ):
        patch.setattr(casework, name, verbs.verb(name))

    async def member_of(*_: Any) -> Member | None:
        return verbs.member

    async def nobody(*_: Any) -> list[Any]:
        return []

    patch.setattr(people, "renewed_recovery", nobody)
    patch.setattr(people, "waiting_for", nobody)
    patch.setattr(people, "own_passkeys", nobody)
    patch.setattr(members, "member_of", member_of)
    patch.setattr(members, "session_token", lambda *_: "a session")
    patch.setattr(staff, "vapid_public_key", lambda _: "BKey")
    nothing: Any = None
    vault: Any = SimpleNamespace()
    installation = Installation(SETTINGS, NEIGHBOURHOOD, nothing, vault, lambda: NOW)
    return Litestar(
        [*staff_routes(), static_files],
        state=State({"installation": installation}),
        dependencies={
            "installation": Provide(lambda: installation, sync_to_thread=False),
            "member": Provide(members.provide_member),
        },
        guards=[allowed],
        exception_handlers={Exception: problems.handler(problem_page)},
        openapi_config=None,
    )
