"""Who may have a report, one after the other: the one order by which routing decides and the checks prove."""

from collections.abc import Collection

from backend.neighbourhood.model import Category, Duty, Neighbourhood, Responsibility


def duty_for(category: Category) -> Duty:
    """The duty whose keyring owns such a report."""
    return "intake" if category.class_ == "sealed" else "case"


def succession(neighbourhood: Neighbourhood, category: Category, rule: Responsibility | None) -> list[str]:
    """The teams for such a report, in the order in which they are tried: those of the rule, then who takes the rest.

    Without a rule (a place outside every area) it begins with the desk, or the intake for a sealed report.
    """
    rest = neighbourhood.intakes if category.class_ == "sealed" else neighbourhood.desks
    first = (rule.team, rule.fallback) if rule else ()
    return list(dict.fromkeys((*first, *rest)))


def remaining(teams: list[str], excluded: Collection[str]) -> list[str]:
    """The teams that are left when these partners and teams must not see the report."""
    return [team for team in teams if team not in excluded and team.partition("/")[0] not in excluded]
