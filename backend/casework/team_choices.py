"""Which teams could own a case."""

from collections.abc import Collection

from backend.casework.access import owner_duty
from backend.casework.finding import CaseRow
from backend.casework.model import TeamChoice
from backend.neighbourhood import Neighbourhood, Sensitivity


def can_have(neighbourhood: Neighbourhood, team: str, sensitivity: Sensitivity) -> bool:
    """Whether somebody in the team can own a case of this class."""
    return owner_duty(sensitivity) in neighbourhood.team(team).duties


def is_excluded(team: str, excluded: Collection[str]) -> bool:
    """Whether the reporter said that this team, or its partner, must never have it."""
    return team in excluded or team.partition("/")[0] in excluded


def choices_for(neighbourhood: Neighbourhood, case: CaseRow) -> list[TeamChoice]:
    """The other teams that could own the case, by name.

    Whom the reporter excluded is not left out: the list would tell who that is.
    """
    teams = (team for partner in neighbourhood.partners for team in partner.teams)
    return [
        TeamChoice(team.id, f"{team.name} ({neighbourhood.partner(team.partner).name})")
        for team in teams
        if team.id != case.team and can_have(neighbourhood, team.id, case.sensitivity)
    ]
