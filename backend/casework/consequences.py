"""What a step means for a case's clear columns: due times, days, flags, the next automatic step. Pure."""

from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from backend.casework.finding import CaseRow
from backend.casework.times import local_day, slot
from backend.casework.transitions import FINISHED, Status
from backend.neighbourhood import Term, due

#: After so many quiet days an answered case is closed; so long the reporter can have it looked at again.
QUIET = timedelta(days=14)
#: How long a question waits for its answer.
ANSWER_TERM = Term(10, "d")
#: Intake of a re-sealed case did something: the case stays the team's.
ON_INTAKE_ACT: dict[str, Any] = {"unread_intake": False}
#: The columns of a case that its keeper also owns.
NOT_RESEALED: dict[str, Any] = {"intake": None, "unread_intake": None, "release_at": None}


def on_team_act(case: CaseRow, now: datetime, timezone: str, to: Status | None = None) -> dict[str, Any]:
    """The columns that change because the team did something, with a new status or without.

    It is acknowledged and read by the team, and there is news for the reporter.
    """
    known = replace(case, acknowledged_on=case.acknowledged_on or local_day(now, timezone))
    changes = {"acknowledged_on": known.acknowledged_on, "unread_team": False, "unread_reporter": True}
    if to is not None:
        return changes | on_status(known, to, now, timezone)
    if case.acknowledged_on is None and case.status not in FINISHED:
        changes["due_at"] = next_due(known)
    return changes | stays_quiet(known, now, timezone)


def on_reporter_act(case: CaseRow, now: datetime, timezone: str, to: Status | None = None) -> dict[str, Any]:
    """The columns that change because the reporter did something: the team has something to read."""
    changes = on_status(case, to, now, timezone) if to is not None else stays_quiet(case, now, timezone)
    return changes | {"unread_team": True}


def on_status(case: CaseRow, to: Status, now: datetime, timezone: str) -> dict[str, Any]:
    """The columns that change when the case goes to status `to`."""
    today = local_day(now, timezone)
    return {
        "status": to,
        "due_at": None if to in FINISHED else next_due(case),
        "next_step_at": next_step(case, to, now, timezone),
        "resolved_on": today if to == "resolved" else case.resolved_on if to == "closed" else None,
        "closed_on": today if to == "closed" else None,
    }


def on_assignment(acknowledge_by: datetime, handle_by: datetime) -> dict[str, Any]:
    """The columns that change when a case is given to a team: it starts anew."""
    return {
        "status": "assigned",
        "acknowledge_by": acknowledge_by,
        "handle_by": handle_by,
        "due_at": acknowledge_by,
        "acknowledged_on": None,
        "next_step_at": None,
        "resolved_on": None,
        "closed_on": None,
        "unread_team": True,
        "unread_reporter": True,
    }


def next_due(case: CaseRow) -> datetime | None:
    """What a case that is worked on waits for."""
    return case.handle_by if case.acknowledged_on else case.acknowledge_by


def next_step(case: CaseRow, status: Status, now: datetime, timezone: str) -> datetime | None:
    """When the worker takes the next step by itself, if nobody does anything before."""
    if status in {"resolved", "declined"}:
        return slot(now + QUIET, case.sensitivity, timezone)
    if status == "question":
        return slot(due(now, ANSWER_TERM, timezone), case.sensitivity, timezone)
    return None


def stays_quiet(case: CaseRow, now: datetime, timezone: str) -> dict[str, Any]:
    """Something was said about an answered case: its quiet days start anew."""
    if case.status not in {"resolved", "declined"}:
        return {}
    return {"next_step_at": next_step(case, case.status, now, timezone)}


def may_reopen(case: CaseRow, now: datetime) -> bool:
    """Whether the reporter can still have an answered case looked at again."""
    return case.status in {"resolved", "declined"} and (case.next_step_at is None or now <= case.next_step_at)
