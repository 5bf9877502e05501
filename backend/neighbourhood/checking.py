"""Proves that a neighbourhood can be used: every report in every place has somebody who must answer it."""

from backend.neighbourhood.checks import covenant, coverage, rules, slugs, teams, texts
from backend.neighbourhood.faults import Fault
from backend.neighbourhood.model import Neighbourhood
from backend.neighbourhood.sources import Sources


def check_config(neighbourhood: Neighbourhood, sources: Sources) -> list[Fault]:
    """Everything that is wrong with a neighbourhood that could be decoded; `sources` knows the lines.

    What names something unknown is told first: nothing can be proved before that is mended.
    """
    if unknown := [*slugs.check(neighbourhood, sources)]:
        return unknown
    checks = (rules.check, teams.check, coverage.check, covenant.check, texts.check)
    return [fault for check in checks for fault in check(neighbourhood, sources)]
