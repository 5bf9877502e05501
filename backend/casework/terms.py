"""Due times: frozen when a case is given to a team, from the rule that made the team responsible."""

from datetime import datetime

from backend.casework.times import slot
from backend.installation import Installation
from backend.neighbourhood import Category, Neighbourhood, Responsibility, Sensitivity, Term, due


def fresh_terms(
    installation: Installation,
    team: str,
    category: Category,
    sensitivity: Sensitivity,
    since: datetime | None = None,
) -> tuple[datetime, datetime]:
    """By when `team` acknowledges and handles a case that it gets now, or at `since`."""
    rule = rule_for(installation.neighbourhood, team, category)
    return frozen(installation, rule.acknowledge, rule.handle, sensitivity, since)


def frozen(
    installation: Installation,
    acknowledge: Term,
    handle: Term,
    sensitivity: Sensitivity,
    since: datetime | None = None,
) -> tuple[datetime, datetime]:
    """Both terms from now or from `since`, as exactly as the class allows."""
    now, zone = since or installation.clock(), installation.neighbourhood.timezone
    return (
        slot(due(now, acknowledge, zone), sensitivity, zone),
        slot(due(now, handle, zone), sensitivity, zone),
    )


def rule_for(neighbourhood: Neighbourhood, team: str, category: Category) -> Responsibility:
    """The rule whose terms hold for a team: its own where it has one, the exact one before the one for the group."""
    rules = [
        rule
        for rule in neighbourhood.responsibilities
        if rule.category == category.slug or rule.group == category.group
    ]
    return max(rules, key=lambda rule: (rule.team == team, bool(rule.category)))
