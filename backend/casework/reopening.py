"""A case is looked at again: its times start anew, and who did the field work goes there again."""

from typing import Any

from backend.casework.finding import CaseRow
from backend.casework.opening import add_task, has_field_work
from backend.casework.terms import fresh_terms
from backend.database import Transaction
from backend.deliveries import tell_team
from backend.installation import Installation


def begin_anew(
    installation: Installation, transaction: Transaction, case: CaseRow, *, acknowledged: bool
) -> dict[str, Any]:
    """The due times that change. `acknowledged`: whether the team itself reopens it, and so knows."""
    category = installation.neighbourhood.category(case.category)
    acknowledge_by, handle_by = fresh_terms(installation, case.team, category, case.sensitivity)
    if has_field_work(installation.neighbourhood, case.team, case.sensitivity):
        add_task(transaction, case.id, case.team, handle_by, quick=category.quick)
        tell_team(transaction, team=case.team, duties=["field"], report=case.id, due_at=installation.clock())
    times = {"acknowledge_by": acknowledge_by, "handle_by": handle_by}
    if acknowledged:
        return times | {"due_at": handle_by}
    return times | {"due_at": acknowledge_by, "acknowledged_on": None}
