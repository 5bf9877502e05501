"""The covenant as rules: which compartments a duty of a team may have of a report. Deny unless granted."""

from collections.abc import Iterable
from datetime import date

from backend.neighbourhood import Compartment, Duty, Grant, Sensitivity

#: The reporter, with the code, has everything that is their own.
REPORTER = "reporter"
#: The service that sends e-mail. It holds wraps of contacts, and of nothing else.
NOTIFIER = "notifier"
REPORTER_HAS: frozenset[Compartment] = frozenset({"task", "place", "narrative", "media", "contact", "mailbox"})


def granted(
    grants: Iterable[Grant], partner: str, duty: Duty, sensitivity: Sensitivity, today: date
) -> dict[Compartment, str]:
    """Compartment → form for this duty at this partner today; what is absent is denied."""
    forms: dict[Compartment, str] = {}
    for grant in grants:
        if (
            grant.duty == duty
            and sensitivity in grant.classes
            and grant.valid_from <= today <= grant.valid_until
            and (not grant.partners or partner in grant.partners)
        ):
            forms.update(grant.forms)
    return forms


def may_have(forms: dict[Compartment, str], level: int) -> frozenset[Compartment]:
    """What is wrapped for a keyring with these forms: contact only where the reporter gave it for that use.

    `named` is level 4; `asked` is level 3 and up, opened after a reason.
    """
    least = {"named": 4, "asked": 3}
    return frozenset(
        compartment for compartment, form in forms.items() if compartment != "contact" or level >= least.get(form, 5)
    )
