"""A neighbourhood as data: who is there, what can be reported, who must answer, within what times."""

from backend.neighbourhood.calendar import due, working_days_between
from backend.neighbourhood.cells import cell_of
from backend.neighbourhood.checking import check_config
from backend.neighbourhood.faults import ConfigurationError, Fault
from backend.neighbourhood.loading import check, load
from backend.neighbourhood.model import (
    BY_CHOICE,
    Area,
    AreaKind,
    Category,
    Compartment,
    Duty,
    FirstHelp,
    Grant,
    Group,
    Neighbourhood,
    Option,
    Partner,
    Pillar,
    Point,
    Question,
    Responsibility,
    Sensitivity,
    Team,
    Term,
    Tile,
)
from backend.neighbourhood.public import describe

__all__ = [
    "BY_CHOICE",
    "Area",
    "AreaKind",
    "Category",
    "Compartment",
    "ConfigurationError",
    "Duty",
    "Fault",
    "FirstHelp",
    "Grant",
    "Group",
    "Neighbourhood",
    "Option",
    "Partner",
    "Pillar",
    "Point",
    "Question",
    "Responsibility",
    "Sensitivity",
    "Team",
    "Term",
    "Tile",
    "cell_of",
    "check",
    "check_config",
    "describe",
    "due",
    "load",
    "working_days_between",
]
