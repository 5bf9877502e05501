"""Whether the reporter was asked if the team that handles a sealed report may have the contact, and what they said."""

from collections.abc import Sequence
from typing import Literal

from backend.casework.choosing import SILENT
from backend.casework.finding import CaseRow, EventRow

Consent = Literal["", "asked", "yes", "no"]
KINDS: dict[str, Consent] = {"contact_asked": "asked", "contact_yes": "yes", "contact_no": "no"}


def consent_of(events: Sequence[EventRow]) -> Consent:
    """Where it stands with the team that has the case now. Another team is another question."""
    state: Consent = ""
    for event in events:
        state = "" if event.kind in {"assigned", "recategorised"} else KINDS.get(event.kind, state)
    return state


def can_ask(case: CaseRow, events: Sequence[EventRow], *, has_contact: bool, reporter_reads: bool) -> bool:
    """Whether intake can ask the reporter of a re-sealed case."""
    handled = case.intake is not None and case.status not in SILENT
    return handled and has_contact and reporter_reads and not consent_of(events)
