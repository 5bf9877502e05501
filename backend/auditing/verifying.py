"""Verifying: whether each row, joint and head is the one that was written, and none is gone or came later.

The heads are read first, then the joints, then the rows: what is written meanwhile is newer than what is asked of it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from msgspec import Struct, field

from backend.auditing.breaks import Break, Kind, day_of
from backend.auditing.dropping import kept_from
from backend.auditing.heads import Head, head_hash, head_of, is_signed
from backend.auditing.joining import joint_hasher
from backend.auditing.paging import pages
from backend.auditing.slips import Slip
from backend.auditing.tables import LogHead, LogJoint
from backend.covenant.chain import BEGINNING, look_hasher
from backend.covenant.tables import AccessLog
from backend.installation import Installation

JOINTS = """
SELECT j.position, j.at, j.chain, j.reached, j.reached_at, j.head, j.hash, a.hash AS found
FROM log_joint AS j LEFT JOIN access_log AS a ON a.chain = j.chain AND a.position = j.reached
WHERE j.position > {} ORDER BY j.position LIMIT {}
"""
ROWS = """
SELECT chain, position, id, at, person, keyring, purpose, compartments, reports, hash
FROM access_log WHERE (chain, position) > ({}, {}) ORDER BY chain, position LIMIT {}
"""
BEFORE_ALL = (UUID(int=0), -1)
#: A row is joined within a minute of its commit; its time is a little older.
JOINED_WITHIN = timedelta(minutes=10)
#: A log in which everything is wrong is not told row by row.
TOLD = 20


class Findings(Struct):
    """What was checked, and where it does not hold: the first breaks, and how many there are."""

    rows: int = 0
    joints: int = 0
    heads: int = 0
    joined_at: datetime | None = None
    """The time of the last joint."""
    breaks: list[Break] = field(default_factory=list)
    number: int = 0
    """Of breaks."""

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.number

    def add(self, kind: Kind, position: int, day: str, chain: UUID | None = None) -> None:
        """One more break."""
        self.number += 1
        if len(self.breaks) < TOLD:
            self.breaks.append(Break(kind, position, day, chain))


async def verify(installation: Installation, slips: Sequence[Slip] = ()) -> Findings:
    """Check everything, and that the log still is the one that these slips, kept outside, were made of."""
    findings = Findings()
    heads = await verify_heads(installation, findings)
    for slip in slips:
        verify_slip(installation, findings, heads, slip)
    try:
        reached = await verify_joints(installation, findings, heads)
    except ValueError:
        findings.add("joint_unreadable", findings.joints, "")
        reached = {}
    await verify_rows(installation, findings, reached)
    return findings


async def verify_heads(installation: Installation, findings: Findings) -> list[Head]:
    """The heads: each follows from the one before, and is signed by us."""
    heads = [head_of(row) for row in await LogHead.select().order_by(LogHead.number)]
    number, previous = 0, BEGINNING
    for head in heads:
        day = head.day.isoformat()
        if head.number != number + 1:
            findings.add("heads_missing", head.number, day)
        elif head.hash != head_hash(previous, head.number, head.day, head.joint, head.joint_hash) or not is_signed(
            installation.vault, head.hash, head.signature
        ):
            findings.add("head_changed", head.number, day)
        number, previous = head.number, head.hash
    findings.heads = len(heads)
    return heads


def verify_slip(installation: Installation, findings: Findings, heads: list[Head], slip: Slip) -> None:
    """A head that was kept outside: ours, and still in the log as it was."""
    day = slip.day.isoformat()
    if not is_signed(installation.vault, slip.hash, slip.signature):
        findings.add("slip_forged", slip.number, day)
        return
    ours = next((head for head in heads if head.number == slip.number), None)
    if ours is None:
        findings.add("slip_unknown", slip.number, day)
    elif (ours.day, ours.hash) != (slip.day, slip.hash):
        findings.add("slip_differs", slip.number, day)


async def verify_joints(installation: Installation, findings: Findings, heads: list[Head]) -> dict[UUID, int]:
    """The joints: a chain themselves, each with the row that it names, and each head with its joint.

    Returns how far each chain was joined.
    """
    hasher, since = joint_hasher(installation.vault), kept_from(installation.clock())
    of_heads: dict[int, list[Head]] = {}
    for head in heads:
        of_heads.setdefault(head.joint, []).append(head)
    reached: dict[UUID, int] = {}
    position, previous, first = 0, BEGINNING, True
    turn = before = None
    async for page in pages(LogJoint, JOINTS, (0,), ("position",)):
        for joint in page:
            ending, day = of_heads.get(joint["position"], []), day_of(joint["at"])
            if first and joint["position"] > 1 and is_anchor(ending, joint, since):
                pass  # those before it were dropped with their months
            elif joint["position"] != position + 1:
                findings.add("joints_missing", joint["position"], day)
            elif joint["hash"] != hasher(previous, joint):
                findings.add("joint_changed", joint["position"], day)
            verify_endings(findings, [head for head in ending if head.joint_hash != joint["hash"]])
            if joint["at"] != turn:
                before, turn = turn, joint["at"]
            verify_joined(findings, joint, since, before)
            reached[joint["chain"]] = max(reached.get(joint["chain"], 0), joint["reached"])
            position, previous, first = joint["position"], joint["hash"], False
            findings.joined_at = joint["at"]
            findings.joints += 1
    verify_endings(findings, [head for head in heads if head.joint > position])
    return reached


def verify_endings(findings: Findings, wrong: list[Head]) -> None:
    """Heads whose joint is another one, or gone."""
    for head in wrong:
        findings.add("head_differs", head.number, head.day.isoformat())


def is_anchor(ending: list[Head], joint: dict[str, Any], since: datetime) -> bool:
    """Whether a joint may be the first that is left: the head of a day that is too old ends with it."""
    return any(head.day < since.date() and head.joint_hash == joint["hash"] for head in ending)


def verify_joined(findings: Findings, joint: dict[str, Any], since: datetime, before: datetime | None) -> None:
    """The row that a joint names is there, and the same; or its month was dropped.

    One that says that it is older than the worker's turn `before` should have been joined then. (A joint that is older
    itself says that somebody set the clock back.)
    """
    found, day = joint["found"], day_of(joint["reached_at"])
    if found is None and joint["reached_at"] >= since:
        findings.add("row_gone", joint["reached"], day, joint["chain"])
    elif found is not None and found != joint["head"]:
        findings.add("row_differs", joint["reached"], day, joint["chain"])
    elif before and joint["at"] > before > joint["reached_at"] + JOINED_WITHIN:
        findings.add("row_unjoined", joint["reached"], day, joint["chain"])


async def verify_rows(installation: Installation, findings: Findings, reached: dict[UUID, int]) -> None:
    """The rows: each chain whole from its first, and joined but for the newest."""
    hasher = look_hasher(installation.vault)
    joined_until = findings.joined_at - JOINED_WITHIN if findings.joined_at else None
    chain, position, previous = BEFORE_ALL[0], 0, BEGINNING
    try:
        async for page in pages(AccessLog, ROWS, BEFORE_ALL, ("chain", "position")):
            for row in page:
                if row["chain"] != chain:
                    chain, position, previous = row["chain"], 0, BEGINNING
                here = row["position"]
                if here == position:
                    findings.add("row_twice", here, day_of(row["at"]), chain)
                elif here != position + 1:
                    findings.add("rows_missing", here, day_of(row["at"]), chain)
                elif row["hash"] != hasher(previous, row):
                    findings.add("row_changed", here, day_of(row["at"]), chain)
                elif joined_until and row["at"] < joined_until and here > reached.get(chain, 0):
                    findings.add("row_unjoined", here, day_of(row["at"]), chain)
                position, previous = here, row["hash"]
            findings.rows += len(page)
    except ValueError:  # as with joints: a value that its column cannot hold, which only SQLite takes
        findings.add("row_unreadable", position, "", chain)
