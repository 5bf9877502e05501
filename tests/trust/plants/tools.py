"""What plants are made of: a look at what passes, a change to what is written."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from backend import reports
from backend.database.sqlite import SQLiteTransaction
from backend.installation import Installation
from backend.reports import NewReport, Submitted
from tests.trust.finding import Found
from tests.trust.town import Town

#: What a plant saw last.
SEEN: dict[str, Any] = {}


class Plant(NamedTuple):
    """A leak: what it changes in the process, the shortest journey that meets it, and what must be found then."""

    program: Callable[[pytest.MonkeyPatch], None]
    journey: Callable[[Town], None]
    leaks: Found


def see_reports(patch: pytest.MonkeyPatch) -> None:
    """Remember each report that comes in."""
    submit = reports.submit

    async def seeing(installation: Installation, new: NewReport) -> Submitted:
        SEEN["new"] = new
        submitted = await submit(installation, new)
        SEEN["reference"] = submitted.receipt.reference
        return submitted

    patch.setattr(reports, "submit", seeing)


def rows(patch: pytest.MonkeyPatch, table: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Change some columns of each row that is added to a table."""
    add = SQLiteTransaction.add

    def adding(self: SQLiteTransaction, made: Any, **values: Any) -> None:
        more = change(values) if made._meta.tablename == table else {}
        add(self, made, **(values | more))

    patch.setattr(SQLiteTransaction, "add", adding)
