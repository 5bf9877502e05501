"""Grants say something that can be kept: known forms, a purpose, a legal basis, an end after the beginning."""

from collections.abc import Iterator

from backend.neighbourhood.faults import Fault
from backend.neighbourhood.model import BY_CHOICE, Compartment, Grant, Neighbourhood
from backend.neighbourhood.sources import Sources

FORMS: dict[Compartment, tuple[str, ...]] = {
    "task": ("full",),
    "place": ("exact",),
    "narrative": ("full", "chosen"),
    "summary": ("full", "chosen"),
    "media": ("cleaned", "redacted", "chosen"),
    "contact": ("named", "asked", "consent"),
    "mailbox": ("full", "through"),
}

#: Of these a team that handles sealed reports has what was chosen, and nothing by itself.
CHOSEN: frozenset[Compartment] = frozenset({"narrative", "summary", "media", "contact", "mailbox"})
GIVEN = "chosen, through and consent are what a team with 'case' has of 'sealed' reports, and all that it has of them."
#: Reports carry the week in which they came: a shorter age would mean nothing.
LEAST_AGE = 28


def check(neighbourhood: Neighbourhood, sources: Sources) -> Iterator[Fault]:
    """Grants that say nothing, or something that means nothing."""
    for number, grant in enumerate(neighbourhood.grants):
        for key, message in faults_of(grant):
            yield sources.fault(("grants", number, key), message)


def faults_of(grant: Grant) -> Iterator[tuple[str, str]]:
    """The key that is wrong, and why."""
    for compartment, form in grant.forms.items():
        if form not in FORMS[compartment]:
            yield "forms", f"{compartment!r} is given as {' or '.join(FORMS[compartment])}, not as {form!r}."
        elif (form in BY_CHOICE) != (is_given(grant) and compartment in CHOSEN):
            yield "forms", f"{form!r} of {compartment!r} does not fit here: {GIVEN}"
    if is_given(grant) and grant.classes != ("sealed",):
        yield "classes", f"This grant has 'sealed' alone: {GIVEN}"
    for key in ("classes", "forms", "purpose", "legal_basis"):
        if not getattr(grant, key):
            yield key, f"A grant needs {key}."
    if grant.version < 1:
        yield "version", "Versions count from 1."
    if grant.maximum_age is not None and grant.maximum_age < LEAST_AGE:
        yield "maximum_age", f"A maximum age is {LEAST_AGE} days or more: less would end before the work does."
    if grant.valid_until <= grant.valid_from:
        yield "valid_until", "A grant ends after it begins."


def is_given(grant: Grant) -> bool:
    """Whether it is for the teams that intake gives sealed reports to."""
    return grant.duty == "case" and "sealed" in grant.classes
