"""The transition table: which status may follow which, and who may take that step. The whole of it stands here."""

from typing import Literal, get_args

from backend.neighbourhood import Sensitivity

Status = Literal[
    "received", "assigned", "planned", "in_progress", "question", "resolved",
    "declined", "merged", "reopened", "closed", "withdrawn",
]  # fmt: skip
Actor = Literal["routing", "team", "reporter", "clock"]

STATUSES: tuple[Status, ...] = get_args(Status)
#: Nothing is due any more.
FINISHED: frozenset[Status] = frozenset({"resolved", "declined", "merged", "closed", "withdrawn"})
ACTIVE: frozenset[Status] = frozenset(STATUSES) - FINISHED
#: From these a case can be given another category, and with it another team.
RECATEGORISABLE: frozenset[Status] = frozenset(STATUSES) - {"received", "closed", "merged", "withdrawn"}

TEAM: frozenset[Actor] = frozenset({"team"})
REPORTER: frozenset[Actor] = frozenset({"reporter"})
CLOCK: frozenset[Actor] = frozenset({"clock"})
ROUTING: frozenset[Actor] = frozenset({"routing"})

#: status → what may follow → who may take the step. `assigned` by a team is a transfer.
TABLE: dict[Status, dict[Status, frozenset[Actor]]] = {
    "received": {"assigned": ROUTING, "withdrawn": REPORTER},
    "assigned": {
        "planned": TEAM,
        "in_progress": TEAM,
        "question": TEAM,
        "resolved": TEAM,
        "declined": TEAM,
        "merged": TEAM,
        "assigned": TEAM,
        "withdrawn": REPORTER,
    },
    "planned": {
        "in_progress": TEAM,
        "question": TEAM,
        "resolved": TEAM,
        "declined": TEAM,
        "merged": TEAM,
        "assigned": TEAM,
        "withdrawn": REPORTER,
    },
    "in_progress": {
        "planned": TEAM,
        "question": TEAM,
        "resolved": TEAM,
        "declined": TEAM,
        "merged": TEAM,
        "assigned": TEAM,
        "withdrawn": REPORTER,
    },
    "question": {
        "in_progress": TEAM | REPORTER,  # the reporter's answer sets the work going again
        "resolved": TEAM,
        "declined": TEAM,
        "assigned": TEAM | CLOCK,  # without an answer it comes back to the team by itself
        "withdrawn": REPORTER,
    },
    "resolved": {"reopened": TEAM | REPORTER, "closed": CLOCK, "withdrawn": REPORTER},
    "declined": {"reopened": TEAM | REPORTER, "closed": CLOCK, "withdrawn": REPORTER},
    "merged": {"closed": CLOCK, "assigned": TEAM, "withdrawn": REPORTER},  # assigned: the merge is undone
    "reopened": {
        "assigned": TEAM,
        "planned": TEAM,
        "in_progress": TEAM,
        "question": TEAM,
        "resolved": TEAM,
        "declined": TEAM,
        "withdrawn": REPORTER,
    },
    "closed": {"reopened": TEAM, "withdrawn": REPORTER},  # the reporter's fourteen days are over: only staff reopen
    "withdrawn": {},
}


def allowed(status: Status, to: Status, by: Actor, sensitivity: Sensitivity, *, reporter_reads: bool) -> bool:
    """Whether `by` may take a case from `status` to `to`. `reporter_reads`: somebody holds the code."""
    if to == "question" and not reporter_reads:
        return False  # nobody would ever read it
    if to == "merged" and sensitivity != "open":
        return False  # a reporter would learn that somebody else reported the same
    return by in TABLE[status].get(to, frozenset())


def choices(status: Status, sensitivity: Sensitivity, *, reporter_reads: bool) -> tuple[Status, ...]:
    """What a team may choose next, transfers and merges left out: these are verbs of their own."""
    return tuple(
        to
        for to in TABLE[status]
        if to not in {"assigned", "merged"} and allowed(status, to, "team", sensitivity, reporter_reads=reporter_reads)
    )
