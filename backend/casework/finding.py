"""A case and its events as they stand in the clear: what other capabilities ask casework for."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from msgspec import Struct

from backend.casework.tables import Case, Event
from backend.casework.transitions import Status
from backend.database import Transaction
from backend.errors import NotFound
from backend.neighbourhood import Sensitivity


class CaseRow(Struct, frozen=True, kw_only=True):
    """The clear columns of a case."""

    id: UUID
    reference: str
    neighbourhood: str
    category: str
    sensitivity: Sensitivity
    status: Status
    version: int
    team: str
    due_at: datetime | None
    acknowledge_by: datetime | None
    handle_by: datetime | None
    acknowledged_on: date | None
    next_step_at: datetime | None
    resolved_on: date | None
    closed_on: date | None
    unread_team: bool
    unread_reporter: bool
    lat: float | None
    lon: float | None
    cell: str | None
    area: str | None
    public_text: str | None
    intake: str | None = None
    unread_intake: bool | None = None
    release_at: datetime | None = None


class EventRow(Struct, frozen=True):
    """What happened, without its words."""

    id: UUID
    position: int
    kind: str
    at: datetime
    body: bytes | None


CASE_COLUMNS = [getattr(Case, name) for name in CaseRow.__struct_fields__]
EVENT_COLUMNS = [getattr(Event, name) for name in EventRow.__struct_fields__]


async def find_case(id: UUID) -> CaseRow:
    """The case of a report. Raises NotFound."""
    return first_case(await Case.select(*CASE_COLUMNS).where(Case.id == id))


async def case_in(transaction: Transaction, id: UUID) -> CaseRow:
    """The case of a report, as an entry sees it. Raises NotFound."""
    return first_case(await transaction.run(Case.select(*CASE_COLUMNS).where(Case.id == id)))


async def hold_case(transaction: Transaction, id: UUID) -> CaseRow:
    """The case, for an entry that changes who can open it. Raises NotFound.

    Whoever prepares a step from the version before, in another process, must look again: they would seal their words to
    readers that are no longer the right ones.
    """
    await transaction.run(Case.update({Case.version: Case.version + 1}).where(Case.id == id))
    return await case_in(transaction, id)


def first_case(rows: list[dict[str, Any]]) -> CaseRow:
    """The one case that was asked for. Raises NotFound."""
    if not rows:
        raise NotFound()
    return CaseRow(**rows[0])


async def events_of(id: UUID) -> list[EventRow]:
    """The events of a report, in order."""
    rows = await Event.select(*EVENT_COLUMNS).where(Event.report == id).order_by(Event.position)
    return [EventRow(**row) for row in rows]


async def events_in(transaction: Transaction, id: UUID) -> list[EventRow]:
    """The events of a report, as an entry sees them."""
    question = Event.select(*EVENT_COLUMNS).where(Event.report == id).order_by(Event.position)
    return [EventRow(**row) for row in await transaction.run(question)]


async def received_on(id: UUID) -> datetime:
    """When a report came, as exactly as its class allows in the clear."""
    rows = await Event.select(Event.at).where(Event.report == id, Event.position == 1)
    if not rows:
        raise NotFound()
    at: datetime = rows[0]["at"]
    return at
