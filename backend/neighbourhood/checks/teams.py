"""Teams can be reached, have the duty that their work asks, and somebody to stand in for them."""

from collections.abc import Iterator

from backend.neighbourhood.faults import Fault
from backend.neighbourhood.model import Category, Duty, Neighbourhood, Team
from backend.neighbourhood.positions import KeyPath
from backend.neighbourhood.sources import Sources
from backend.neighbourhood.succession import duty_for

#: Where a team is given work, which work that is, and the duty that it needs for it.
Work = tuple[KeyPath, Team, bool, Duty]


def check(neighbourhood: Neighbourhood, sources: Sources) -> Iterator[Fault]:
    """Teams without a channel, a screen, a duty or a substitute that their work needs."""
    for path, team in teams(neighbourhood):
        if team.channel == "email" and "@" not in team.email:
            yield sources.fault(path, f"{team.id!r} has neither a screen nor a channel: give an e-mail address.")
    work = list(all_work(neighbourhood))
    told: set[tuple[KeyPath, str]] = set()
    for path, team, is_open, duty in work + list(work_of_substitutes(neighbourhood, work)):
        for message in unfit(team, is_open, duty):
            if (path, message) not in told:
                told.add((path, message))
                yield sources.fault(path, message)
    yield from without_substitute(neighbourhood, sources, work)


def teams(neighbourhood: Neighbourhood) -> Iterator[tuple[KeyPath, Team]]:
    """Every team and where it stands."""
    for number, partner in enumerate(neighbourhood.partners):
        for position, team in enumerate(partner.teams):
            yield ("partners", number, "teams", position), team


def all_work(neighbourhood: Neighbourhood) -> Iterator[Work]:
    """Everything that teams are given: by responsibilities as lead or fallback, and as desk or intake."""
    for number, rule in enumerate(neighbourhood.responsibilities):
        for category in neighbourhood.categories:
            if neighbourhood.rule(rule.area, category.slug) is rule:
                path = ("responsibilities", number)
                yield (*path, "team"), neighbourhood.team(rule.team), *kind(category)
                yield (*path, "fallback"), neighbourhood.team(rule.fallback), *kind(category)
    for team in neighbourhood.desks:
        yield ("desks",), neighbourhood.team(team), False, "case"
    for team in neighbourhood.intakes:
        yield ("intakes",), neighbourhood.team(team), False, "intake"


def kind(category: Category) -> tuple[bool, Duty]:
    """Whether such work is open, and the duty that it needs."""
    return category.class_ == "open", duty_for(category)


def unfit(team: Team, is_open: bool, duty: Duty) -> Iterator[str]:
    """Why this team cannot do this work."""
    if duty not in team.duties:
        yield f"{team.id!r} needs the duty {duty!r} for this."
    if team.channel != "screen" and not is_open:
        yield f"{team.id!r} has no screen: it can have open categories only."


def work_of_substitutes(neighbourhood: Neighbourhood, work: list[Work]) -> Iterator[Work]:
    """What each named substitute would take over."""
    places = {team.id: path for path, team in teams(neighbourhood)}
    for team, is_open, duty in {(team.id, is_open, duty) for _, team, is_open, duty in work}:
        for substitute in neighbourhood.team(team).substitutes:
            yield (*places[team], "substitutes"), neighbourhood.team(substitute), is_open, duty


def without_substitute(neighbourhood: Neighbourhood, sources: Sources, work: list[Work]) -> Iterator[Fault]:
    """Teams that have work and name nobody who stands in for them, or only themselves."""
    busy = {team.id for _, team, _, _ in work}
    for path, team in teams(neighbourhood):
        if team.id in team.substitutes:
            yield sources.fault((*path, "substitutes"), f"{team.id!r} cannot stand in for itself.")
        elif team.id in busy and not team.substitutes:
            yield sources.fault(path, f"{team.id!r} has work and names no substitutes for when it is away.")
