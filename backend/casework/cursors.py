"""Where a page of an inbox ends, so that the next one begins there: due time and id."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from msgspec import Struct

from backend.casework.finding import CaseRow
from backend.errors import Invalid
from backend.texts import mark

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
FINISHED = "x"


class Cursor(Struct, frozen=True):
    """The last row of a page."""

    due_at: datetime | None
    id: UUID


def write_cursor(case: CaseRow) -> str:
    """A cursor that can stand in an address."""
    due = FINISHED if case.due_at is None else (case.due_at - EPOCH) // MICROSECOND
    return f"{due}-{case.id.hex}"


def read_cursor(text: str) -> Cursor | None:
    """The cursor again; None for the first page. Raises Invalid."""
    if not text:
        return None
    due, _, id = text.partition("-")
    try:
        return Cursor(None if due == FINISHED else EPOCH + int(due) * MICROSECOND, UUID(hex=id))
    except (ValueError, OverflowError) as failure:
        raise Invalid({"after": mark("Begin weer bij de eerste bladzijde.")}) from failure


def position_of(case: CaseRow) -> tuple[bool, datetime, str]:
    """By what an inbox is sorted: what is due first, finished cases last."""
    return case.due_at is None, case.due_at or EPOCH, case.id.hex
