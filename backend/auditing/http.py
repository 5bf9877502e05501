"""The log as JSON, for auditors."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Router, get
from litestar.di import NamedDependency
from msgspec import Meta, Struct

from backend.auditing.checking import Check
from backend.auditing.heads import Head
from backend.auditing.listing import LogFilter, Look, list_looks
from backend.installation import Installation
from backend.parsing import check
from backend.web.members import needs_role

Text = Annotated[str, Meta(max_length=120)]


class LogQuery(Struct, forbid_unknown_fields=True):
    """What stands in the address; empty or absent is everything."""

    day: date | None = None
    person: UUID | None = None
    keyring: Text = ""
    purpose: Text = ""
    after: Text = ""


class ShownCheck(Struct):
    """What was found when all of it was last verified."""

    at: datetime
    rows: int
    holds: bool
    breaks: int
    first: str | None


class ShownHead(Struct):
    """The head of the last day, in hexadecimal."""

    day: date
    number: int
    hash: str
    signature: str


class ShownLog(Struct):
    """A page of the log."""

    items: list[Look]
    next: str | None
    checked: ShownCheck | None
    head: ShownHead | None


@get("/api/log", guards=[needs_role("auditor")])
async def log(request: Request[Any, Any, Any], installation: NamedDependency[Installation]) -> ShownLog:
    """Who looked, newest first; for anybody but an auditor there is no such thing."""
    wanted = log_filter(dict(request.query_params.items()))
    found = await list_looks(installation, wanted)
    return ShownLog(found.items, found.next, shown_check(found.check), shown_head(found.head))


def log_filter(query: dict[str, str]) -> LogFilter:
    """The filter that an address asks for. Raises Invalid."""
    filled = {name: value for name, value in query.items() if value}
    asked = check(LogQuery, filled)
    return LogFilter(asked.day, asked.person, asked.keyring, asked.purpose, asked.after)


def shown_check(found: Check | None) -> ShownCheck | None:
    """The last check, its first break as a sentence."""
    if found is None:
        return None
    first = found.first.said("nl") if found.first else None
    return ShownCheck(found.at, found.rows, not found.breaks, found.breaks, first)


def shown_head(head: Head | None) -> ShownHead | None:
    """The head as it stands on a slip."""
    return ShownHead(head.day, head.number, head.hash.hex(), head.signature.hex()) if head else None


log_routes = Router(path="/", route_handlers=[log])
