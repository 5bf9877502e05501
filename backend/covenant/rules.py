"""The covenant as rules: which compartments a duty of a team may have of a report. Deny unless granted."""

from collections.abc import Iterable
from datetime import date

from backend.neighbourhood import BY_CHOICE, Compartment, Duty, Grant, Sensitivity

#: The reporter, with the code, has everything that is their own.
REPORTER = "reporter"
#: The service that sends e-mail. It holds wraps of contacts, and of nothing else.
NOTIFIER = "notifier"
REPORTER_HAS: frozenset[Compartment] = frozenset({"task", "place", "narrative", "media", "contact", "mailbox"})

#: Whose keyrings get a report when it is routed to their team. Others are asked, or chosen by who weighs it.
ROUTED: dict[Sensitivity, tuple[Duty, ...]] = {
    "open": ("field", "case"),
    "restricted": ("field", "case"),
    "sealed": ("intake",),
}


def granted(
    grants: Iterable[Grant],
    partner: str,
    duty: Duty,
    sensitivity: Sensitivity,
    today: date,
    week: date | None = None,
) -> dict[Compartment, str]:
    """Compartment → form for this duty at this partner today; what is absent is denied.

    Of what holds today the newest version counts. `week`: when the report came, for grants with a maximum age.
    """
    forms: dict[Compartment, str] = {}
    for grant in holding(grants, partner, duty, sensitivity, today):
        if not too_old(grant, week, today):
            forms.update(grant.forms)
    return forms


def holding(grants: Iterable[Grant], partner: str, duty: Duty, sensitivity: Sensitivity, today: date) -> list[Grant]:
    """The grants that hold today: of several versions the newest."""
    found = [
        grant
        for grant in grants
        if grant.duty == duty
        and sensitivity in grant.classes
        and grant.valid_from <= today <= grant.valid_until
        and (not grant.partners or partner in grant.partners)
    ]
    newest = max((grant.version for grant in found), default=0)
    return [grant for grant in found if grant.version == newest]


def too_old(grant: Grant, week: date | None, today: date) -> bool:
    """Whether a report of that week is older than the grant admits."""
    return week is not None and grant.maximum_age is not None and (today - week).days > grant.maximum_age


def may_have(forms: dict[Compartment, str], level: int) -> frozenset[Compartment]:
    """What is wrapped by itself for a keyring with these forms: contact only where the reporter gave it for that use.

    `named` is level 4; `asked` is level 3 and up, opened after a reason. What somebody chooses is no part of it.
    """
    least = {"named": 4, "asked": 3}
    return frozenset(
        compartment
        for compartment, form in forms.items()
        if form not in BY_CHOICE and (compartment != "contact" or level >= least.get(form, 5))
    )


def chosen(forms: dict[Compartment, str], form: str, *, photos: bool) -> frozenset[Compartment]:
    """What intake gives a keyring with these forms: the words or its own summary, pictures or none.

    Never the mailbox, which goes through intake, nor a contact, for which the reporter is asked.
    """
    left_out: set[Compartment] = {"contact", "mailbox", "narrative" if form == "summary" else "summary"}
    if not photos:
        left_out.add("media")
    return frozenset(forms) - left_out
