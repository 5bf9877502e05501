"""What stands inside the compartments. Encoded with msgpack, sealed by the vault."""

from datetime import datetime
from uuid import UUID, uuid5

from msgspec import Struct, field


class TaskPart(Struct, omit_defaults=True):
    """`task`: what it is about, and roughly where. Never who or why."""

    category: str
    where: str = ""
    """Name of the area, or the street where the reporter gave one."""


class PlacePart(Struct, omit_defaults=True):
    """`place`: exactly where."""

    lat: float | None = None
    lon: float | None = None
    description: str = ""


class NarrativePart(Struct, omit_defaults=True):
    """`narrative`: the reporter's words and answers."""

    text: str = ""
    answers: dict[str, str] = field(default_factory=dict)


class SummaryPart(Struct, omit_defaults=True):
    """`summary`: what intake writes for a team instead of the reporter's words."""

    text: str


class ContactPart(Struct, omit_defaults=True):
    """`contact`: how the reporter can be reached. `level` 3 is for the notifier, 4 for the responsible team too."""

    level: int
    email: str = ""
    phone: str = ""
    name: str = ""
    language: str = "nl"
    """In which the reporter is written to."""


class MailboxPart(Struct, omit_defaults=True):
    """`mailbox`: what the reporter reads of the beginning, in the reporter's language, with exact times."""

    language: str
    received_at: datetime
    team: str
    reason: str
    level: int


class EventPart(Struct, omit_defaults=True):
    """The sealed body of an event: its text for the reporter, its exact time, and the team that wrote it.

    `category` is what the report became about, where the event says so.
    """

    at: datetime
    text: str = ""
    team: str = ""
    planned_for: str = ""
    category: str = ""


Part = TaskPart | PlacePart | NarrativePart | SummaryPart | ContactPart | MailboxPart

PARTS: dict[str, type[Struct]] = {
    "task": TaskPart,
    "place": PlacePart,
    "narrative": NarrativePart,
    "summary": SummaryPart,
    "contact": ContactPart,
    "mailbox": MailboxPart,
}


def contact_subject(report: UUID) -> UUID:
    """What the wraps of a report's contact belong to."""
    return uuid5(report, "contact")
