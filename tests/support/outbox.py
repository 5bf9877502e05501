"""An installation without its web side: reports that have news, people who have work, browsers that want to know."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal
from uuid import UUID, uuid4

from piccolo.query.base import Query

from backend.casework.tables import Case
from backend.database import Transaction
from backend.deliveries import subscribe, tell_reporter, tell_team
from backend.deliveries.tables import Delivery
from backend.installation import Clock, Installation
from backend.opening import close_installation, open_installation
from backend.people.tables import Person, Role
from backend.settings import ROOT, Settings
from tests.support.keys import make_keyrings
from tests.support.subscriber import Subscriber

TEAM = "gemeente/wijkbeheer"


class Stopwatch:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def pass_by(self, **time: float) -> None:
        """Let time pass: `pass_by(hours=2)`."""
        self.time += timedelta(**time)


def settings(database_url: str, folder: Path, *push_hosts: str) -> Settings:
    """Settings of an installation in `folder` that sends to these push services."""
    return Settings(
        data_dir=folder,
        keys=folder / "keys",
        deletions=folder / "deletions",
        database_url=database_url,
        neighbourhood=ROOT / "neighbourhoods" / "rozenprieel",
        public_url="http://localhost:8000",
        vapid_subject="mailto:beheer@buurtsein.example",
        push_hosts=push_hosts,
    )


@asynccontextmanager
async def opened(chosen: Settings, clock: Clock, *, keyrings: bool = False) -> AsyncIterator[Installation]:
    """The installation, open; with `keyrings` each team has its keys, which `tests.support.keys` knows."""
    installation = await open_installation(chosen, clock)
    if keyrings:
        await make_keyrings(installation)
    yield installation
    await close_installation(installation)


async def report(installation: Installation, sensitivity: str = "open") -> UUID:
    """A report of this class; returns its id."""
    id = uuid4()

    async def entry(transaction: Transaction) -> None:
        transaction.add(
            Case,
            id=id,
            reference="KLM-4F7Q",
            neighbourhood="rozenprieel",
            category="stoep-bestrating",
            sensitivity=sensitivity,
            status="assigned",
            version=1,
            team=TEAM,
            unread_team=True,
            unread_reporter=False,
        )

    await installation.ledger.record(entry)
    return id


async def person(installation: Installation, *roles: str, team: str = TEAM, active: bool = True) -> UUID:
    """Somebody who has these roles in a team; returns their id."""
    id = uuid4()

    async def entry(transaction: Transaction) -> None:
        transaction.add(Person, id=id, name=f"Medewerker {id.hex}", last_step="", active=active)
        for role in roles:
            transaction.add(Role, id=uuid4(), person=id, team=team, role=role)

    await installation.ledger.record(entry)
    return id


async def follow(
    installation: Installation,
    owner: UUID,
    subscriber: Subscriber,
    kind: Literal["report", "staff"] = "report",
    language: str = "nl",
) -> None:
    """This browser wants to know."""
    await subscribe(installation, owner=owner, kind=kind, subscription=subscriber.subscription, language=language)


async def news(installation: Installation, of: UUID, due_at: datetime | None = None) -> UUID:
    """Something happened to a report; returns the event."""
    cause = uuid4()

    async def entry(transaction: Transaction) -> None:
        tell_reporter(transaction, report=of, cause=cause, due_at=due_at or installation.clock())

    await installation.ledger.record(entry)
    return cause


async def work(installation: Installation, duty: str, times: int = 1, team: str = TEAM) -> None:
    """New work for a team."""

    async def entry(transaction: Transaction) -> None:
        for _ in range(times):
            tell_team(transaction, team=team, duties=[duty], report=uuid4(), due_at=installation.clock())

    await installation.ledger.record(entry)


async def run(installation: Installation, query: Query[Any, Any]) -> None:
    """Change rows as only a test does."""

    async def entry(transaction: Transaction) -> None:
        await transaction.run(query)

    await installation.ledger.record(entry)


async def outbox(state: str = "") -> list[dict[str, Any]]:
    """What lies in the outbox."""
    query = Delivery.select().order_by(Delivery.due_at)
    return await (query.where(Delivery.state == state) if state else query)
