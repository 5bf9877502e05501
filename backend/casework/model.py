"""Casework in plain structs: what goes into a case, what a team gets to see of it, what a field worker does."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from msgspec import UNSET, Struct, UnsetType, field

from backend.casework.transitions import Status
from backend.neighbourhood import Category, Point, Sensitivity
from backend.routing import Decision

DueFilter = Literal["", "late", "today", "week"]
FailedReason = Literal["not_found", "no_access", "unsafe", "other"]
ActionKind = Literal["done", "failed", "open"]


class NewCase(Struct, frozen=True, kw_only=True):
    """A report that was just routed. Point, cell and area are stored for `open` only."""

    id: UUID
    reference: str
    category: Category
    decision: Decision
    received_at: datetime
    acknowledge_by: datetime
    handle_by: datetime
    point: Point | None
    cell: str | None
    area: str | None


class CaseFilter(Struct, frozen=True, kw_only=True):
    """What an inbox shows. Everything may be left out; `after` is `CasePage.next` of the page before.

    `due`: late, or due before the end of today, or within seven days. `area` and the words of `q` find open reports, a
    reference in `q` finds any.
    """

    status: Status | Literal[""] = ""
    due: DueFilter = ""
    area: str = ""
    q: str = ""
    after: str = ""
    limit: int = 20


class CaseItem(Struct, frozen=True, kw_only=True, rename={"class_": "class"}):
    """One line of an inbox. `team` and `category` are ids, `team_name` and `label` are for people."""

    id: UUID
    reference: str
    version: int
    status: Status
    class_: Sensitivity
    category: str
    label: str
    team: str
    team_name: str
    due: date | None
    """The day on which the next thing must have happened; None when nothing is due."""
    acknowledge_by: date | None
    handle_by: date | None
    late: bool
    summary: str
    unread: bool


class CasePage(Struct, frozen=True):
    """A page of an inbox; `next` is the cursor of the page after it, or None."""

    items: list[CaseItem]
    next: str | None


class PlaceView(Struct, frozen=True, omit_defaults=True):
    """Where it is, as exactly as the viewer may know."""

    lat: float | None = None
    lon: float | None = None
    description: str = ""


class AnswerView(Struct, frozen=True):
    """A question of the category and what the reporter answered, in words. `urgent`: somebody is in danger now."""

    question: str
    answer: str
    urgent: bool = False


class PhotoView(Struct, frozen=True):
    """A picture; `kind` is `report` or `result`."""

    id: UUID
    kind: str
    n: int


class ContactView(Struct, frozen=True, omit_defaults=True):
    """How the reporter wants to be reached."""

    name: str = ""
    email: str = ""
    phone: str = ""


class TimelineEntry(Struct, frozen=True):
    """What happened. `text` is the whole sentence; `headline` is our part of it, `note` what a person typed.

    `version` is the case's after it. `team_only`: the reporter does not read it.
    """

    at: datetime
    status: str
    text: str
    headline: str
    note: str
    version: int = 0
    team_only: bool = False
    precision: Literal["time", "day", "week"] = "time"
    """How much of `at` says something: less of an event whose words the viewer may not read."""


class MessageView(Struct, frozen=True, rename={"from_": "from"}):
    """What was said between team and reporter. `from_` is `team` or `reporter`, `version` the case's after it."""

    id: UUID
    from_: Literal["team", "reporter"]
    at: datetime
    text: str
    version: int = 0


class TaskLine(Struct, frozen=True):
    """A task as the handler of the case sees it. `reason` is why it failed, `note` what the field worker wrote."""

    id: UUID
    team_name: str
    state: str
    due: date
    reason: str = ""
    note: str = ""


class TeamChoice(Struct, frozen=True):
    """A team that a case can be given to."""

    id: str
    name: str


class CaseView(Struct, kw_only=True, rename={"class_": "class"}):
    """A whole case, as far as the viewer may see it.

    `may` holds what is allowed now. Next statuses: planned, in_progress, question, resolved, declined, reopened. Verbs:
    seen, message, transfer, recategorise, reseal, pass_on.
    """

    id: UUID
    reference: str
    version: int
    status: Status
    class_: Sensitivity
    category: str
    label: str
    team: str
    team_name: str
    reason: str = ""
    acknowledge_by: date | None = None
    handle_by: date | None = None
    due: date | None = None
    late: bool = False
    unread: bool = False
    where: str = ""
    place: PlaceView = field(default_factory=PlaceView)
    step_up: bool = False
    """Whether the exact place and the contact wait for a fresh factor."""
    text: str = ""
    summary: str = ""
    """What intake wrote for the team that handles a sealed case."""
    answers: list[AnswerView] = field(default_factory=list)
    photos: list[PhotoView] = field(default_factory=list)
    contact: ContactView | UnsetType = UNSET
    timeline: list[TimelineEntry] = field(default_factory=list)
    messages: list[MessageView] = field(default_factory=list)
    tasks: list[TaskLine] = field(default_factory=list)
    may: list[str] = field(default_factory=list)
    teams: list[TeamChoice] = field(default_factory=list)
    """Whom it can be transferred to."""
    excluded: list[str] = field(default_factory=list)
    """Names of the partners and teams that the reporter keeps it from: whoever has it must not call them."""
    reporter_reads: bool = True
    """Whether somebody holds the code."""
    seat: str = ""
    """The keyring (team and duty) with which the viewer looks."""
    intake_name: str = ""
    """Of a re-sealed case: who weighed it, and passes texts to the reporter and back."""
    release: date | None = None
    """Of a re-sealed case: the day on which its team gets it, while it waits."""
    reseal_teams: list[TeamChoice] = field(default_factory=list)
    """Whom intake can give it to."""


class TaskView(Struct, frozen=True, kw_only=True):
    """A piece of field work: what, where, photo, due. Never who or why."""

    id: UUID
    case: UUID
    category: str
    label: str
    group: str
    text: str
    where: str
    place: PlaceView
    photos: list[PhotoView]
    due: date
    late: bool
    quick: bool
    state: str
    action: UUID | None = None
    """The last action on it that was not undone."""
    undo_until: datetime | None = None


class ActionState(Struct, frozen=True):
    """What an action did: `id` is the task, `state` what the task is now. Undo works until `undo_until`."""

    id: UUID
    state: ActionKind
    undo_until: datetime
