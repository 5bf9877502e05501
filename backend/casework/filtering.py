"""What somebody looks for in an inbox, as conditions on its cases."""

import re
from datetime import timedelta

from piccolo.columns.combination import And, Or, Where, WhereRaw

from backend.casework.access import Seat
from backend.casework.model import CaseFilter
from backend.casework.tables import Case
from backend.casework.times import end_of_day, local_day
from backend.casework.transitions import ACTIVE, FINISHED
from backend.installation import Installation
from backend.neighbourhood import Neighbourhood

Combinable = Where | And | Or

REFERENCE = re.compile(r"([23456789CFGHJMPQRVWX]{3})[- ]?([23456789CFGHJMPQRVWX]{4})", re.IGNORECASE)
WILDCARDS = re.compile("([!%_])")
DUE_WITHIN = {"today": timedelta(0), "week": timedelta(days=7)}


def lists_of(seat: Seat) -> list[Combinable]:
    """The cases of an inbox: those that it owns, and for intake those that it re-sealed. A range of an index each."""
    own = Case.team == seat.team
    sealed = Case.sensitivity == "sealed"
    if seat.duty == "intake":
        return [own & sealed & Case.intake.is_null(), Case.intake == seat.team]
    released = Case.intake.is_not_null() & Case.release_at.is_null()
    return [own & ((Case.sensitivity != "sealed") | released)]


def conditions(installation: Installation, wanted: CaseFilter, listed: Combinable) -> Combinable:
    """Everything that a case of this list must be."""
    query = listed
    if wanted.status:
        query &= Case.status == wanted.status
    if wanted.due == "late":
        query &= Case.due_at < installation.clock()
    elif wanted.due:
        zone = installation.neighbourhood.timezone
        last = local_day(installation.clock(), zone) + DUE_WITHIN[wanted.due]
        query &= Case.due_at <= end_of_day(last, zone)
    if wanted.area:
        query &= Case.area == wanted.area
    if words := wanted.q.strip():
        query &= found_by(installation.neighbourhood, words)
    return query


def found_by(neighbourhood: Neighbourhood, words: str) -> Combinable:
    """Any case by its reference; open ones by their category or public text too."""
    if reference := REFERENCE.fullmatch(words):
        return Case.reference == "-".join(reference.groups()).upper()
    lower = words.lower()
    categories = [each.slug for each in neighbourhood.categories if lower in each.label.lower()]
    pattern = "%" + WILDCARDS.sub(r"!\1", lower) + "%"
    in_text = WhereRaw("LOWER(public_text) LIKE {} ESCAPE '!'", pattern)
    by_category = Case.category.is_in(categories) | in_text if categories else in_text
    return (Case.sensitivity == "open") & by_category


def may_be_due(wanted: CaseFilter) -> bool:
    """Whether cases that something is due for can be among what is wanted."""
    return wanted.status not in FINISHED


def may_be_finished(wanted: CaseFilter) -> bool:
    """Whether cases that nothing is due for can be among what is wanted."""
    return not wanted.due and wanted.status not in ACTIVE
