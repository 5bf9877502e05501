"""What a team can do with a case now. Pure."""

from backend.casework.finding import CaseRow
from backend.casework.transitions import RECATEGORISABLE, Status, allowed, choices

#: Nothing is said to the reporter about these any more.
SILENT: frozenset[Status] = frozenset({"closed", "merged", "withdrawn"})


def verbs_for(case: CaseRow, *, reporter_reads: bool) -> list[str]:
    """The next statuses, then the verbs: seen, message, transfer, recategorise."""
    may: list[str] = list(choices(case.status, case.sensitivity, reporter_reads=reporter_reads))
    if case.status != "withdrawn" and (case.unread_team or case.acknowledged_on is None):
        may.append("seen")
    if can_message(case, reporter_reads=reporter_reads):
        may.append("message")
    if can_transfer(case):
        may.append("transfer")
    if can_recategorise(case):
        may.append("recategorise")
    return may


def can_message(case: CaseRow, *, reporter_reads: bool) -> bool:
    """Whether a message would be read."""
    return reporter_reads and case.status not in SILENT


def can_transfer(case: CaseRow) -> bool:
    """Whether the case can be given to another team. A merge is undone, not transferred."""
    return case.status != "merged" and allowed(case.status, "assigned", "team", case.sensitivity, reporter_reads=True)


def can_recategorise(case: CaseRow) -> bool:
    """Whether the case can be given another category."""
    return case.status in RECATEGORISABLE
