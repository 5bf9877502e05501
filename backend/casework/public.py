"""What everybody may know of cases: `open` only, category and area, days. Asked by the neighbourhood page."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from msgspec import Struct
from piccolo.columns.combination import Where, WhereRaw
from piccolo.query.functions import Count

from backend.casework.tables import Case, Event

#: Enough solved cases to say what is usual.
SAMPLE = 200
#: A withdrawn report whose task was done counts as solved: the tile lies straight.
SOLVED = ["resolved", "closed", "withdrawn"]


class PublicCase(Struct, frozen=True, kw_only=True):
    """One open report as everybody may know it."""

    category: str
    area: str | None
    status: str
    received_at: datetime
    resolved_on: date | None


async def public_cases(statuses: Sequence[str], area: str | None, limit: int = SAMPLE) -> list[PublicCase]:
    """The latest cases in these statuses: solved ones by the day that they were, others by when they are due."""
    query = (
        Case.select(Case.id, Case.category, Case.area, Case.status, Case.resolved_on)
        .where(Case.sensitivity == "open", Case.status.is_in(list(statuses)), in_area(area))
        .order_by(Case.resolved_on, ascending=False)
        .limit(limit)
    )
    rows = await query
    received = await received_at([row["id"] for row in rows])
    return [
        PublicCase(
            category=row["category"],
            area=row["area"],
            status=row["status"],
            received_at=received[row["id"]],
            resolved_on=row["resolved_on"],
        )
        for row in rows
    ]


async def solved_since(day: date, area: str | None) -> dict[str, int]:
    """Category → how many open cases were solved on `day` or later."""
    rows = await (
        Case.select(Case.category, Count())
        .where(
            Case.sensitivity == "open",
            Case.status.is_in(SOLVED),
            Case.resolved_on >= day,
            in_area(area),
        )
        .group_by(Case.category)
    )
    return {row["category"]: row["count"] for row in rows}


async def unsolved(statuses: Sequence[str], area: str | None) -> int:
    """How many open cases are in these statuses."""
    count: int = await Case.count().where(
        Case.sensitivity == "open",
        Case.status.is_in(list(statuses)),
        in_area(area),
    )
    return count


async def received_at(ids: Sequence[UUID]) -> dict[UUID, datetime]:
    """When each case came."""
    if not ids:
        return {}
    rows = await Event.select(Event.report, Event.at).where(Event.report.is_in(list(ids)), Event.position == 1)
    return {row["report"]: row["at"] for row in rows}


def in_area(area: str | None) -> Where | WhereRaw:
    """Only cases of one area, or of all."""
    return Case.area == area if area else WhereRaw("1 = 1")
