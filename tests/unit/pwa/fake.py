"""The resident's pages with made-up verbs behind them: the example neighbourhood, one report in every state.

Serve it to look at the pages: `uvicorn tests.unit.pwa.fake:create --factory`.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from litestar import Litestar
from litestar.di import Provide
from msgspec import Struct, field

from backend import insight, reports
from backend.errors import Invalid, NotFound, SignInNeeded
from backend.insight import Board, BoardItem
from backend.installation import Installation
from backend.neighbourhood import Neighbourhood, load
from backend.reports.model import (
    Answered,
    Contact,
    Followed,
    FollowPhoto,
    Message,
    Moment,
    NewReport,
    Receipt,
    Submitted,
    TeamName,
)
from backend.settings import load as load_settings
from backend.vault import codes
from pwa.pages import problem_page, resident_routes

NOW = datetime(2026, 11, 24, 9, 10, tzinfo=UTC)
KNOWN = UUID("11111111-1111-4111-8111-111111111111")
COOKIE = "ab" * 32
#: Of the session after a new code.
OTHER_COOKIE = "cd" * 32


class FakeVault(Struct):
    """Derives as the real one does, with less work."""

    salt: bytes = b"0123456789abcdef"
    iterations: int = 1000
    keys: Any = field(default_factory=lambda: SimpleNamespace(vapid=b"A" * 42 + b"E"))

    async def derive(self, code: str) -> bytes:
        """The follow key."""
        return codes.derive(codes.digits_of(code) or "0", self.salt, self.iterations)


class FakeVerbs(Struct):
    """What the pages call. `refuse` is raised by the next call; `taken` remembers what was submitted."""

    class_: str = "open"
    status: str = "resolved"
    contact: Contact | None = None
    refuse: Exception | None = None
    taken: list[NewReport] = field(default_factory=list)
    said: list[Any] = field(default_factory=list)

    def start_over(self) -> None:
        """As new, for the next test."""
        self.class_, self.status, self.contact, self.refuse = "open", "resolved", None, None
        self.taken.clear()
        self.said.clear()

    async def submit(self, installation: Any, new: NewReport) -> Submitted:
        """Takes everything, unless told to refuse."""
        if self.refuse:
            raise self.refuse
        wrong = {}
        if not installation.neighbourhood.has_category(new.category):
            wrong["category"] = "Kies waar het over gaat."
        if not new.place.description and new.place.lat is None:
            wrong["place"] = "Gebruik uw plek, of typ de straat."
        if wrong:
            raise Invalid(wrong)
        self.taken.append(new)
        receipt = Receipt(
            reference="KLM-4F7Q",
            status="assigned",
            team=TeamName("Gemeente", "Wijkbeheer", "de gemeente"),
            reason="Stoep in de openbare ruimte van Rozenprieel: wijkbeheer van de gemeente.",
            acknowledge_by=NOW + timedelta(days=1),
            handle_by=NOW + timedelta(days=7),
            photos=f"/api/reports/{new.submission}/photos",
        )
        return Submitted(receipt, True)

    async def open_follow(self, installation: Any, key: bytes, language: str = "nl") -> tuple[str, Followed]:
        """Every submitted key is known."""
        if key not in {new.key for new in self.taken}:
            raise NotFound()
        return COOKIE, await self.read_follow(installation, COOKIE, language)

    async def read_follow(self, _installation: Any, cookie: str, _language: str = "nl") -> Followed:
        """One report with a bit of everything."""
        if cookie != COOKIE:
            raise SignInNeeded()
        open_ = self.class_ == "open"
        precision: Any = {"open": "time", "restricted": "day", "sealed": "week"}[self.class_]
        steps = [
            ("received", "Wij hebben uw melding ontvangen."),
            ("assigned", "Uw melding ligt bij Wijkbeheer van de gemeente."),
            ("in_progress", "Wij zijn ermee bezig."),
            (self.status, "Opgelost. De tegel ligt weer vast."),
        ]
        picture = FollowPhoto(KNOWN, 1, f"/volg/foto/{KNOWN}/large", f"/volg/foto/{KNOWN}/small")
        return Followed(
            reference="KLM-4F7Q",
            status=self.status,
            category="Stoep of straatstenen kapot" if open_ else "Bedreigd of geïntimideerd",
            class_=self.class_,
            team=TeamName("Gemeente", "Wijkbeheer", "de gemeente"),
            reason="Stoep in de openbare ruimte van Rozenprieel.",
            acknowledge_by=NOW,
            handle_by=NOW + timedelta(days=7),
            level=4 if self.contact else 1,
            push=False,
            contact=self.contact,
            place="Rozenstraat 12",
            text="Een tegel ligt los.",
            answers=[Answered("Is het gevaarlijk?", "Ja")],
            first_help=None,
            timeline=[Moment(NOW + timedelta(hours=n), precision, *step) for n, step in enumerate(steps)],
            messages=[
                Message(KNOWN, "team", NOW, "Ligt de tegel voor nummer 12 of 14?", precision),
                Message(KNOWN, "reporter", NOW, "Voor nummer 12.", precision),
            ],
            photos=[picture] if open_ else [],
            result=[picture] if open_ else [],
            may=("message", "withdraw", "photo", "feedback", *(["level", "contact"] if open_ else [])),
        )

    async def follow_photo(self, _installation: Any, _cookie: str, _photo: UUID, _size: str) -> bytes:
        """No bytes that show anything."""
        return b"RIFF\x00\x00\x00\x00WEBP"

    async def own_news_key(self, _installation: Any, _cookie: str) -> bytes:
        """Some key."""
        return bytes(32)

    async def change_code(
        self, installation: Any, cookie: str, key: bytes, language: str = "nl"
    ) -> tuple[str, Followed]:
        """Every key will do."""
        if self.refuse:
            raise self.refuse
        self.said.append(key)
        return OTHER_COOKIE, await self.read_follow(installation, cookie, language)

    async def step(self, _installation: Any, *said: Any, **_more: Any) -> None:
        """Any verb that changes something."""
        if self.refuse:
            raise self.refuse
        self.said.append(said)


async def board(installation: Any, area: str | None = None) -> Board:
    """A month in which something happened."""
    neighbourhood: Neighbourhood = installation.neighbourhood

    def item(slug: str, status: str, day: int) -> BoardItem:
        category = neighbourhood.category(slug)
        return BoardItem(
            category=slug, label=category.label, icon=category.icon, group=category.group,
            area=neighbourhood.areas[0].name, status=status, day=date(2026, 11, day),
        )  # fmt: skip

    return Board(
        name=neighbourhood.area(area).name if area else neighbourhood.name,
        area=area,
        areas=[(each.slug, each.name) for each in neighbourhood.areas if each.kind in ("buurt", "wijk")],
        solved_this_month=0 if area else 128,
        usual_days=3,
        open_now=31,
        waiting_now=29,
        solved=[] if area else [item("grofvuil", "resolved", 23), item("stoep-bestrating", "closed", 21)],
        busy=[item("straatverlichting", "planned", 20), item("speeltoestel", "in_progress", 19)],
        waiting=[item("graffiti", "assigned", 22)],
        by_group={"schoon": 71, "heel": 55, "veilig": 0, "samen": 2},
    )


@cache
def example() -> Installation:
    """The example neighbourhood without a database."""
    settings = load_settings({"BUURTSEIN_VAPID_SUBJECT": "mailto:beheer@buurtsein.example"})
    nothing: Any = None
    vault: Any = FakeVault()
    return Installation(settings, load(settings.neighbourhood), nothing, vault, lambda: NOW)


def create(verbs: FakeVerbs | None = None, replace: Callable[[Any, str, Any], None] = setattr) -> Litestar:
    """An application of pages only. `replace` puts the made-up verbs in place of the real ones."""
    verbs = verbs or FakeVerbs()
    for name in ("submit", "open_follow", "read_follow", "follow_photo", "own_news_key", "change_code"):
        replace(reports, name, getattr(verbs, name))
    for name in (
        "add_photo",
        "add_own_photo",
        "post_message",
        "give_feedback",
        "withdraw",
        "close_session",
        "set_level",
    ):
        replace(reports, name, verbs.step)
    replace(insight, "board", board)
    installation = example()
    return Litestar(
        resident_routes(),
        dependencies={"installation": Provide(lambda: installation, sync_to_thread=False)},
        exception_handlers={Exception: problem_page},
        openapi_config=None,
    )
