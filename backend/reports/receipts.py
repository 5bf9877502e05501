"""What a reporter reads at once: who has it, why, by when."""

from datetime import datetime

from backend.installation import Installation
from backend.neighbourhood import Neighbourhood, Point, due
from backend.reports.model import NewReport, Receipt, TeamName
from backend.routing import Decision, explain


def receipt_of(
    installation: Installation, new: NewReport, decision: Decision, received_at: datetime, reference: str
) -> Receipt:
    """What the reporter reads at once."""
    acknowledge_by, handle_by = terms(installation, decision, received_at)
    return Receipt(
        reference=reference,
        status="assigned",
        team=team_name(installation, decision.team, new.language),
        reason=explain(installation.neighbourhood, decision, new.language),
        acknowledge_by=acknowledge_by,
        handle_by=handle_by,
        photos=f"/api/reports/{new.submission}/photos",
    )


def terms(installation: Installation, decision: Decision, received_at: datetime) -> tuple[datetime, datetime]:
    """By when it is acknowledged and handled: frozen at assignment."""
    zone = installation.neighbourhood.timezone
    return due(received_at, decision.acknowledge, zone), due(received_at, decision.handle, zone)


def team_name(installation: Installation, team: str, language: str) -> TeamName:
    """A team in words."""
    neighbourhood = installation.neighbourhood
    member = neighbourhood.team(team)
    partner = neighbourhood.partner(member.partner)
    return TeamName(neighbourhood.label(partner.name, language), neighbourhood.label(member.name, language))


def area_of(neighbourhood: Neighbourhood, point: Point | None) -> str | None:
    """The smallest area that may be named to everybody: a buurt, not a complex of a few doors."""
    if point is None:
        return None
    return next((area.slug for area in neighbourhood.areas_at(point) if area.kind != "complex"), None)


def point_of(new: NewReport) -> Point | None:
    """The point, where there is one."""
    if new.place.lat is None or new.place.lon is None:
        return None
    return Point(new.place.lat, new.place.lon)
