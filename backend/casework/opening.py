"""A report becomes a case, inside the entry that submits it. The hot path: it only adds rows."""

from datetime import datetime
from uuid import UUID, uuid4

from backend.casework.model import NewCase
from backend.casework.tables import Case, Event, Task
from backend.casework.times import coarse, slot
from backend.database import Transaction
from backend.deliveries import tell_team
from backend.installation import Installation
from backend.neighbourhood import Neighbourhood, Sensitivity


def open_case(installation: Installation, transaction: Transaction, new: NewCase) -> None:
    """Add the case, its first two events and its task, and tell the team.

    The first events have no words of their own: these stand in the mailbox of the report.
    """
    neighbourhood, zone = installation.neighbourhood, installation.neighbourhood.timezone
    sensitivity, team = new.category.class_, new.decision.team
    is_open = sensitivity == "open"
    acknowledge_by = slot(new.acknowledge_by, sensitivity, zone)
    handle_by = slot(new.handle_by, sensitivity, zone)
    transaction.add(
        Case,
        id=new.id,
        reference=new.reference,
        neighbourhood=neighbourhood.slug,
        category=new.category.slug,
        sensitivity=sensitivity,
        status="assigned",
        version=2,
        team=team,
        due_at=acknowledge_by,
        acknowledge_by=acknowledge_by,
        handle_by=handle_by,
        unread_team=True,
        unread_reporter=False,
        lat=new.point.lat if new.point and is_open else None,
        lon=new.point.lon if new.point and is_open else None,
        cell=new.cell if is_open else None,
        area=new.area if is_open else None,
    )
    at = coarse(new.received_at, sensitivity, zone)
    for position, kind in enumerate(("received", "assigned"), 1):
        transaction.add(Event, id=uuid4(), report=new.id, position=position, kind=kind, at=at)
    duties: list[str] = [new.decision.duty]
    if has_field_work(neighbourhood, team, sensitivity):
        add_task(transaction, new.id, team, handle_by, quick=new.category.quick)
        duties.append("field")
    tell_team(transaction, team=team, duties=duties, report=new.id, due_at=new.received_at)


def has_field_work(neighbourhood: Neighbourhood, team: str, sensitivity: Sensitivity) -> bool:
    """Whether a task comes with giving such a report to this team."""
    return sensitivity == "open" and "field" in neighbourhood.team(team).duties


def add_task(transaction: Transaction, report: UUID, team: str, due_at: datetime, *, quick: bool) -> None:
    """One piece of field work."""
    transaction.add(Task, id=uuid4(), report=report, team=team, state="open", due_at=due_at, quick=quick)
