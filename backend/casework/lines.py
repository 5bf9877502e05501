"""What an inbox and a case page say alike: names, days, whether it is late, what it is about and roughly where."""

from datetime import date, datetime
from typing import Any

from backend.casework.finding import CaseRow
from backend.casework.team_choices import team_in_full
from backend.casework.times import local_day
from backend.covenant import Disclosed
from backend.installation import Installation


def common(installation: Installation, case: CaseRow, language: str) -> dict[str, Any]:
    """The fields that `CaseItem` and `CaseView` share, by name."""
    neighbourhood = installation.neighbourhood
    zone = neighbourhood.timezone
    return {
        "id": case.id,
        "reference": case.reference,
        "version": case.version,
        "status": case.status,
        "class_": case.sensitivity,
        "category": case.category,
        "label": neighbourhood.label(neighbourhood.category(case.category).label, language),
        "team": case.team,
        "team_name": team_in_full(neighbourhood, case.team, language),
        "due": day_of(case.due_at, zone),
        "acknowledge_by": day_of(case.acknowledge_by, zone),
        "handle_by": day_of(case.handle_by, zone),
        "late": is_late(case.due_at, installation.clock()),
        "unread": case.unread_team,
    }


def day_of(at: datetime | None, timezone: str) -> date | None:
    """The local day of a moment."""
    return local_day(at, timezone) if at is not None else None


def is_late(due_at: datetime | None, now: datetime) -> bool:
    """Whether something should have happened by now."""
    return due_at is not None and due_at < now


def where_of(opened: Disclosed) -> str:
    """Roughly where, as far as the viewer may know."""
    return opened.task.where if opened.task else ""
