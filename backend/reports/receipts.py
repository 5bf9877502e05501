"""What a reporter reads at once: who has it, why, by when."""

from datetime import datetime

from msgspec import Struct

from backend.casework import end_of_day, local_day
from backend.installation import Installation
from backend.neighbourhood import Point
from backend.reports.model import NewReport, Receipt, TeamName
from backend.routing import Decision


class Routed(Struct, frozen=True, kw_only=True):
    """A report that knows where it goes: decided once, used for what is stored and for what is answered."""

    decision: Decision
    reason: str
    received_at: datetime
    acknowledge_by: datetime
    handle_by: datetime
    point: Point | None
    area: str | None


def receipt_of(installation: Installation, new: NewReport, routed: Routed, reference: str) -> Receipt:
    """What the reporter reads at once."""
    return Receipt(
        reference=reference,
        status="assigned",
        team=team_name(installation, routed.decision.team, new.language),
        reason=routed.reason,
        acknowledge_by=day_of(installation, routed.acknowledge_by),
        handle_by=day_of(installation, routed.handle_by),
        photos=f"/api/reports/{new.submission}/photos",
    )


def day_of(installation: Installation, due: datetime | None) -> datetime | None:
    """A due time as its reporter reads it: the end of its day, and no hour."""
    zone = installation.neighbourhood.timezone
    return due and end_of_day(local_day(due, zone), zone)


def team_name(installation: Installation, team: str, language: str) -> TeamName:
    """A team in words."""
    neighbourhood = installation.neighbourhood
    member = neighbourhood.team(team)
    partner = neighbourhood.partner(member.partner)
    return TeamName(
        partner=neighbourhood.label(partner.name, language),
        name=neighbourhood.label(member.name, language),
        in_sentence=neighbourhood.label(partner.in_sentence, language),
    )


def point_of(new: NewReport) -> Point | None:
    """The point, where there is one."""
    if new.place.lat is None or new.place.lon is None:
        return None
    return Point(new.place.lat, new.place.lon)
