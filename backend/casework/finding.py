"""A case and its events as they stand in the clear: what other capabilities ask casework for."""

from datetime import date, datetime
from uuid import UUID

from msgspec import Struct, convert

from backend.casework.tables import Case, Event
from backend.errors import NotFound
from backend.neighbourhood import Sensitivity


class CaseRow(Struct, frozen=True, kw_only=True):
    """The clear columns of a case that rules need."""

    id: UUID
    reference: str
    category: str
    sensitivity: Sensitivity
    status: str
    version: int
    team: str
    acknowledge_by: datetime | None
    handle_by: datetime | None
    acknowledged_on: date | None
    resolved_on: date | None
    next_step_at: datetime | None
    area: str | None


class EventRow(Struct, frozen=True):
    """What happened, without its words."""

    id: UUID
    position: int
    kind: str
    at: datetime
    body: bytes | None


async def find_case(id: UUID) -> CaseRow:
    """The case of a report. Raises NotFound."""
    rows = await Case.select(*(getattr(Case, name) for name in CaseRow.__struct_fields__)).where(Case.id == id)
    if not rows:
        raise NotFound()
    return convert(rows[0], CaseRow)


async def events_of(id: UUID) -> list[EventRow]:
    """The events of a report, in order."""
    columns = [getattr(Event, name) for name in EventRow.__struct_fields__]
    rows = await Event.select(*columns).where(Event.report == id).order_by(Event.position)
    return convert(rows, list[EventRow])


async def received_on(id: UUID) -> datetime:
    """When a report came, as exactly as its class allows in the clear."""
    rows = await Event.select(Event.at).where(Event.report == id, Event.position == 1)
    if not rows:
        raise NotFound()
    at: datetime = rows[0]["at"]
    return at
