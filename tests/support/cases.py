"""Reports on their way through a partner: told by a resident, read and worked on by members of teams."""

import secrets
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from msgspec import Struct
from PIL import Image

from backend.casework import CaseView, show_case
from backend.casework.tables import Case, Event
from backend.deliveries.tables import Delivery
from backend.installation import Installation
from backend.people import Member, MemberRole
from backend.reports import NewReport, Place, open_follow, read_follow, submit
from backend.reports.model import Followed
from backend.vault import keyring_of
from tests.support.keys import keychain

WIJKBEHEER = "gemeente/wijkbeheer"
LOKET = "gemeente/loket"
HANDHAVING = "gemeente/handhaving"
VEILIGHEID = "gemeente/veiligheid"
VERTROUWEN = "welzijn/vertrouwensteam"
WORDS = "Losse tegel bij nummer 12, mijn moeder viel."


def member(*roles: str) -> Member:
    """Somebody with roles written as `partner/team:role`."""
    held = tuple(MemberRole(team, role) for team, _, role in (each.partition(":") for each in roles))
    keyrings = [keyring_of(role.team, role.role) for role in held]
    return Member(uuid4(), "Sanne Visser", held, csrf="token", keychain=keychain(keyrings))


HANDLER = member(f"{WIJKBEHEER}:case")
WALKER = member(f"{WIJKBEHEER}:field")
DESK = member(f"{LOKET}:case")
INTAKE = member(f"{VEILIGHEID}:intake")
OTHER_INTAKE = member(f"{VERTROUWEN}:intake")
ENFORCER = member(f"{HANDHAVING}:case")


class Told(Struct):
    """A report that was told, and the key of its reporter (None at level 0)."""

    installation: Installation
    id: UUID
    reference: str
    key: bytes | None

    async def followed(self) -> Followed:
        """What the reporter reads."""
        assert self.key is not None
        return (await open_follow(self.installation, self.key))[1]

    async def session(self) -> str:
        """The cookie of the reporter."""
        assert self.key is not None
        return (await open_follow(self.installation, self.key))[0]

    async def row(self) -> dict[str, Any]:
        """The clear columns of the case."""
        return (await Case.select().where(Case.id == self.id))[0]

    async def events(self) -> list[dict[str, Any]]:
        """The clear columns of its events."""
        return await Event.select().where(Event.report == self.id).order_by(Event.position)

    async def news(self) -> list[dict[str, Any]]:
        """What is to be told to its reporter."""
        return await Delivery.select().where(Delivery.report == self.id, Delivery.kind == "news")

    async def work(self) -> list[tuple[str, str]]:
        """Which teams were told of it, and which of their people."""
        rows = await Delivery.select().where(Delivery.report == self.id, Delivery.kind == "work")
        return sorted((row["team"], duty) for row in rows for duty in row["duty"].split())


async def tell(installation: Installation, category: str = "stoep-bestrating", **values: Any) -> Told:
    """A resident reports something in Het Rozenprieel."""
    level = values.setdefault("level", 1)
    key = secrets.token_bytes(32) if level else None
    values.setdefault("place", Place(52.3740, 4.6400, "bij de bakker"))
    new = NewReport(submission=uuid4(), category=category, key=key, **{"text": WORDS, **values})
    reference = (await submit(installation, new)).receipt.reference
    id = (await Case.select(Case.id).where(Case.reference == reference))[0]["id"]
    return Told(installation, id, reference, key)


async def case_of(told: Told, member: Member) -> CaseView:
    """The case as a member sees it."""
    return await show_case(told.installation, member, told.id)


async def reread(told: Told, cookie: str) -> Followed:
    """What the reporter reads in a session that is open already."""
    return await read_follow(told.installation, cookie)


def jpeg(colour: str = "olive") -> bytes:
    """A small photo."""
    file = BytesIO()
    Image.new("RGB", (320, 240), colour).save(file, "JPEG")
    return file.getvalue()


def at(*parts: int) -> datetime:
    """A moment in UTC."""
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]
