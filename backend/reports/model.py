"""What a resident tells us, and what a resident gets back."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct, field

from backend.neighbourhood import FirstHelp

#: How much of a time may be shown.
Precision = Literal["time", "day", "week"]


class Place(Struct, frozen=True, forbid_unknown_fields=True):
    """Where: a point in WGS 84 degrees, words, or both."""

    lat: float | None = None
    lon: float | None = None
    description: str = ""


class Contact(Struct, frozen=True, forbid_unknown_fields=True):
    """How the reporter can be reached, from level 3."""

    email: str = ""
    phone: str = ""
    name: str = ""


class NewReport(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A report as it arrives, by JSON or by form. `key` is the follow key that the code gave (none at level 0)."""

    submission: UUID
    category: str
    text: str = ""
    place: Place
    answers: dict[str, str] = field(default_factory=dict)
    level: int = 1
    key: bytes | None = None
    contact: Contact | None = None
    photos: int = 0
    exclude: tuple[str, ...] = ()
    language: str = "nl"


class TeamName(Struct, frozen=True):
    """Who has it, in words. `in_sentence` is the partner as it stands inside a sentence: "de gemeente"."""

    partner: str
    name: str
    in_sentence: str


class Receipt(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the reporter reads at once. A withdrawn report gives its reference and status only."""

    reference: str
    status: str
    team: TeamName | None = None
    reason: str = ""
    acknowledge_by: datetime | None = None
    handle_by: datetime | None = None
    advice: tuple[str, ...] = ()
    photos: str = ""


class Submitted(Struct, frozen=True):
    """The receipt, and whether this call made the report (201) or found it (200)."""

    receipt: Receipt
    created: bool


class Moment(Struct, frozen=True):
    """One line of the timeline. `precision` says how much of `at` may be shown."""

    at: datetime
    precision: Precision
    status: str
    text: str


class Message(Struct, frozen=True, rename={"from_": "from"}):
    """Something said, by the team or by the reporter."""

    id: UUID
    from_: Literal["team", "reporter"]
    at: datetime
    text: str
    precision: Precision = "time"
    team: str = ""
    """Name of the team that said it: of a sealed report that others handle, this is still intake."""


class FollowPhoto(Struct, frozen=True):
    """A picture; `large` and `small` are paths that need the follow session."""

    id: UUID
    n: int
    large: str
    small: str


class Answered(Struct, frozen=True):
    """A question and its answer, in words."""

    question: str
    answer: str


class Followed(Struct, kw_only=True, rename={"class_": "class"}):
    """A report as its reporter follows it."""

    reference: str
    status: str
    category: str
    class_: str
    team: TeamName
    reason: str
    acknowledge_by: datetime | None
    handle_by: datetime | None
    level: int
    push: bool
    """Whether news goes to a phone."""
    contact: Contact | None
    """What the reporter gave to be reached by, from level 3."""
    place: str
    text: str
    answers: list[Answered]
    first_help: FirstHelp | None
    """Who else can help, where the category has somebody."""
    timeline: list[Moment]
    messages: list[Message]
    photos: list[FollowPhoto]
    result: list[FollowPhoto]
    may: tuple[str, ...]


class OwnCopy(Struct, kw_only=True):
    """Everything that we hold for a reporter. `exclude` are the partners and teams that must not see the report."""

    report: Followed
    place: Place
    exclude: tuple[str, ...]
    language: str
