"""The log as its auditor reads it: who, when, with which keyring, why, how many reports. Never which."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from msgspec import Struct

from backend.auditing.checking import Check, last_check
from backend.auditing.heads import Head, last_head
from backend.covenant import HASH_BYTES
from backend.covenant.chain import EPOCH, MICROSECOND
from backend.covenant.tables import AccessLog
from backend.errors import Invalid
from backend.installation import Installation
from backend.people import names_of_people
from backend.texts import mark

PAGE = 50


class LogFilter(Struct, frozen=True):
    """What an auditor looks for; empty is everything. `day` is one of the neighbourhood."""

    day: date | None = None
    person: UUID | None = None
    keyring: str = ""
    purpose: str = ""
    after: str = ""


class Looker(Struct, frozen=True):
    """Who looked."""

    id: UUID
    name: str


class Look(Struct, frozen=True):
    """One answer that opened something. `person` is None where the system itself did."""

    at: datetime
    person: Looker | None
    keyring: str
    purpose: str
    compartments: list[str]
    reports: int


class LogPage(Struct, frozen=True):
    """The newest looks first; whether the log held when it was last checked; the head of the last day."""

    items: list[Look]
    next: str | None
    check: Check | None
    head: Head | None


async def list_looks(installation: Installation, wanted: LogFilter) -> LogPage:
    """A page of the log. Raises Invalid."""
    names = await names_of_people()
    conditions, values = conditions_of(wanted, installation.neighbourhood.timezone)
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    query = (
        f"SELECT id, at, person, keyring, purpose, compartments, reports FROM access_log {where} "  # noqa: S608  # ours
        "ORDER BY at DESC, id DESC LIMIT {}"
    )
    rows: list[dict[str, Any]] = await AccessLog.raw(query, *values, PAGE + 1)
    more = len(rows) > PAGE
    return LogPage(
        [look_of(row, names) for row in rows[:PAGE]],
        write_cursor(rows[PAGE - 1]) if more else None,
        await last_check(),
        await last_head(),
    )


def conditions_of(wanted: LogFilter, zone: str) -> tuple[list[str], list[Any]]:
    """What a row must be, as SQL with its values."""
    conditions: list[str] = []
    values: list[Any] = []
    if wanted.day:
        begins = datetime.combine(wanted.day, time(), ZoneInfo(zone))
        ends = datetime.combine(wanted.day + timedelta(days=1), time(), ZoneInfo(zone))
        conditions += ["at >= {}", "at < {}"]
        values += [begins, ends]
    for name in ("person", "keyring", "purpose"):
        if getattr(wanted, name):
            conditions.append(f"{name} = {{}}")
            values.append(getattr(wanted, name))
    if wanted.after:
        conditions.append("(at, id) < ({}, {})")
        values += read_cursor(wanted.after)
    return conditions, values


def look_of(row: dict[str, Any], names: dict[UUID, str]) -> Look:
    """A row, without what it hashes."""
    reports = len(row["reports"]) // HASH_BYTES
    compartments = row["compartments"].split(",") if row["compartments"] else []
    person = Looker(row["person"], names.get(row["person"], "")) if row["person"] else None
    return Look(row["at"], person, row["keyring"], row["purpose"], compartments, reports)


def write_cursor(row: dict[str, Any]) -> str:
    """Where a page ends, as it can stand in an address."""
    return f"{(row['at'] - EPOCH) // MICROSECOND}-{row['id'].hex}"


def read_cursor(text: str) -> tuple[datetime, UUID]:
    """Where the next page begins. Raises Invalid."""
    at, _, id = text.partition("-")
    try:
        return EPOCH + int(at) * MICROSECOND, UUID(hex=id)
    except (ValueError, OverflowError) as failure:
        raise Invalid({"after": mark("Begin weer bij de eerste bladzijde.")}) from failure
