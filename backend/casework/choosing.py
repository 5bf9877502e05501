"""What a team can do with a case now. Pure."""

from backend.casework.finding import CaseRow
from backend.casework.transitions import RECATEGORISABLE, Status, allowed, choices

#: Nothing is said to the reporter about these any more.
SILENT: frozenset[Status] = frozenset({"closed", "merged", "withdrawn"})


def verbs_for(case: CaseRow, *, owner: bool, keeper: bool, reporter_reads: bool) -> list[str]:
    """The next statuses for who owns the case, then the verbs, for who holds its keys.

    seen, message, transfer, recategorise, reseal, pass_on.
    """
    may: list[str] = list(next_statuses(case, reporter_reads=reporter_reads)) if owner else []
    if owner and case.status != "withdrawn" and (case.unread_team or case.acknowledged_on is None):
        may.append("seen")
    if keeper and not owner and case.unread_intake:
        may.append("seen")
    if can_message(case, reporter_reads=reporter_reads) if keeper else case.status not in SILENT:
        may.append("message")
    if keeper and can_transfer(case):
        may.append("transfer")
    if keeper and can_recategorise(case):
        may.append("recategorise")
    if keeper and can_reseal(case):
        may.append("reseal")
    if keeper and can_pass_on(case):
        may.append("pass_on")
    return may


def next_statuses(case: CaseRow, *, reporter_reads: bool) -> tuple[Status, ...]:
    """What the owner may choose next. Of a re-sealed case the reporter is asked by intake, in a message."""
    found = choices(case.status, case.sensitivity, reporter_reads=reporter_reads)
    return tuple(status for status in found if not (case.intake and status == "question"))


def can_reseal(case: CaseRow) -> bool:
    """Whether intake can give the case to a team that handles it, or to another one."""
    return case.sensitivity == "sealed" and case.status in RECATEGORISABLE


def can_pass_on(case: CaseRow) -> bool:
    """Whether there is a team to which intake passes something on."""
    return case.intake is not None and case.status not in SILENT


def can_message(case: CaseRow, *, reporter_reads: bool) -> bool:
    """Whether a message would be read."""
    return reporter_reads and case.status not in SILENT


def can_transfer(case: CaseRow) -> bool:
    """Whether the case can be given to another team. A merge is undone, not transferred."""
    return case.status != "merged" and allowed(case.status, "assigned", "team", case.sensitivity, reporter_reads=True)


def can_recategorise(case: CaseRow) -> bool:
    """Whether the case can be given another category."""
    return case.status in RECATEGORISABLE
