"""Which teams could own a case."""

from collections.abc import Collection
from datetime import date

from backend.casework.access import owner_duty
from backend.casework.finding import CaseRow
from backend.casework.model import TeamChoice
from backend.covenant import granted
from backend.neighbourhood import Neighbourhood, Sensitivity
from backend.texts import SOURCE


def can_have(neighbourhood: Neighbourhood, team: str, sensitivity: Sensitivity) -> bool:
    """Whether somebody in the team can own a case of this class."""
    return owner_duty(sensitivity) in neighbourhood.team(team).duties


def is_excluded(team: str, excluded: Collection[str]) -> bool:
    """Whether the reporter said that this team, or its partner, must never have it."""
    return team in excluded or team.partition("/")[0] in excluded


def choices_for(neighbourhood: Neighbourhood, case: CaseRow, excluded: Collection[str]) -> list[TeamChoice]:
    """The other teams that could own the case, by name; nobody whom the reporter keeps it from."""
    teams = (team for partner in neighbourhood.partners for team in partner.teams)
    return [
        TeamChoice(team.id, team_in_full(neighbourhood, team.id))
        for team in teams
        if team.id != case.team
        and can_have(neighbourhood, team.id, case.sensitivity)
        and not is_excluded(team.id, excluded)
    ]


def reseal_choices(neighbourhood: Neighbourhood, excluded: Collection[str], today: date) -> list[TeamChoice]:
    """The teams that intake can give a sealed report to: as the covenant says today, and nobody who was excluded."""
    return [
        TeamChoice(team.id, team_in_full(neighbourhood, team.id))
        for partner in neighbourhood.partners
        for team in partner.teams
        if can_handle_sealed(neighbourhood, team.id, today) and not is_excluded(team.id, excluded)
    ]


def can_handle_sealed(neighbourhood: Neighbourhood, team: str, today: date) -> bool:
    """Whether the covenant lets intake give a sealed report to this team."""
    member = neighbourhood.team(team)
    return "case" in member.duties and bool(granted(neighbourhood.grants, member.partner, "case", "sealed", today))


def excluded_names(neighbourhood: Neighbourhood, excluded: Collection[str], language: str) -> list[str]:
    """Whom the reporter keeps it from, for people. One that left the neighbourhood since has no name here."""
    partners = {
        partner.slug: neighbourhood.label(partner.name, language)
        for partner in neighbourhood.partners
        if partner.slug in excluded
    }
    teams = [
        team_in_full(neighbourhood, each, language)
        for each in excluded
        if neighbourhood.has_team(each) and each.partition("/")[0] not in partners
    ]
    return [*partners.values(), *teams]


def team_in_full(neighbourhood: Neighbourhood, id: str, language: str = SOURCE) -> str:
    """A team with the partner that it is of: Loket (Gemeente)."""
    team = neighbourhood.team(id)
    partner = neighbourhood.partner(team.partner)
    return f"{neighbourhood.label(team.name, language)} ({neighbourhood.label(partner.name, language)})"
