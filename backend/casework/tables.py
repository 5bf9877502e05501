"""A report as partners work on it: the case, its events, its tasks. Times are as coarse as the class asks."""

from piccolo.columns import UUID, Boolean, Bytea, Date, DoublePrecision, Integer, Text, Timestamptz, Varchar
from piccolo.table import Table


class Case(Table, tablename="casefile"):
    """One row per report, with the same id. Point, cell, area and public text are there for `open` only."""

    id = UUID(primary_key=True, default=None)
    reference = Varchar(length=9, default="")
    neighbourhood = Varchar(length=60, default="")
    category = Varchar(length=60, default="")
    sensitivity = Varchar(length=10, default="")
    status = Varchar(length=12, default="received")
    version = Integer(default=1)
    team = Varchar(length=80, default="")
    due_at = Timestamptz(default=None, null=True)
    """What the inbox sorts by: `acknowledge_by` until acknowledged, then `handle_by`; NULL when nothing is due."""
    acknowledge_by = Timestamptz(default=None, null=True)
    handle_by = Timestamptz(default=None, null=True)
    acknowledged_on = Date(default=None, null=True)
    next_step_at = Timestamptz(default=None, null=True)
    """When the worker takes the next automatic step (closing after quiet days, a question left open)."""
    resolved_on = Date(default=None, null=True)
    closed_on = Date(default=None, null=True)
    unread_team = Boolean(default=True)
    unread_reporter = Boolean(default=False)
    lat = DoublePrecision(default=None, null=True)
    lon = DoublePrecision(default=None, null=True)
    cell = Varchar(length=16, default=None, null=True)
    area = Varchar(length=60, default=None, null=True)
    public_text = Text(default=None, null=True)
    intake = Varchar(length=80, default=None, null=True)
    """Of a re-sealed case: the intake team that weighed it, which keeps its wrap."""
    unread_intake = Boolean(default=None, null=True)
    """Of a re-sealed case: whether there is something that intake has to pass on."""
    release_at = Timestamptz(default=None, null=True)
    """The slot in which a re-sealed case reaches its team; NULL once it did."""


class Event(Table, tablename="event"):
    """What happened, in order. `kind` and a coarse time are clear, `body` (text, exact time) lies under its own key."""

    id = UUID(primary_key=True, default=None)
    report = UUID(default=None)
    position = Integer(default=0)
    kind = Varchar(length=20, default="")
    at = Timestamptz(default=None)
    body = Bytea(default=None, null=True)


class Task(Table, tablename="task"):
    """A piece of field work for a team. `body` is the handler's own text of a split, sealed."""

    id = UUID(primary_key=True, default=None)
    report = UUID(default=None)
    team = Varchar(length=80, default="")
    state = Varchar(length=8, default="open")
    due_at = Timestamptz(default=None)
    quick = Boolean(default=False)
    body = Bytea(default=None, null=True)


class TaskAction(Table, tablename="task_action"):
    """Done or failed, once per action id that the phone made up. What undo needs stands here until it is too late."""

    id = UUID(primary_key=True, default=None)
    task = UUID(default=None)
    report = UUID(default=None)
    kind = Varchar(length=8, default="")
    reason = Varchar(length=12, default="")
    at = Timestamptz(default=None)
    undo_until = Timestamptz(default=None)
    undone = Boolean(default=False)
    previous_status = Varchar(length=12, default="")
    event = UUID(default=None, null=True)
    note = Bytea(default=None, null=True)
