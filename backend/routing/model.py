"""What routing decides, and why."""

from msgspec import Struct

from backend.neighbourhood.model import Duty, Term


class Reason(Struct, frozen=True):
    """Why this team: a sentence (a msgid) with the values of its %(name)s places.

    Values are labels of the neighbourhood; `routing.explain` translates both.
    """

    sentence: str
    params: dict[str, str]


class Decision(Struct, frozen=True, kw_only=True):
    """Who has it, who else if they do not act, and within what terms. Teams are ids (`partner/slug`)."""

    team: str
    fallback: str
    """Empty where the reporter's exclusions leave nobody behind the team."""
    duty: Duty
    """`intake` for sealed reports, else `case`: whose keyring owns the case."""
    acknowledge: Term
    handle: Term
    area: str | None
    """The area whose rule decided; None for a point outside every area."""
    public_area: str | None
    """The smallest area at the point that may be named to everybody; None without a point."""
    reason: Reason


class NobodyLeft(Exception):
    """Everybody who could have it was excluded: the reporter is named 0800-7000 instead."""
