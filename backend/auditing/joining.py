"""Joining: every minute the head of each chain that went on is written down in one chain of joints."""

import contextlib
from typing import Any

from backend.auditing.heads import last_head
from backend.auditing.tables import LogJoint
from backend.covenant.chain import BEGINNING, Hasher
from backend.database import AlreadyThere, Transaction
from backend.installation import Installation
from backend.vault import Vault

JOINT = ("position", "at", "chain", "reached", "reached_at", "head")
#: The last row of each chain that is not joined yet. It hops from chain to chain through an index, so it costs the
#: number of chains, whatever the number of rows, and no clock matters.
WENT_ON = """
WITH RECURSIVE chains(chain) AS (
  SELECT f.chain FROM (SELECT chain FROM access_log ORDER BY chain LIMIT 1) AS f
  UNION ALL
  SELECT (SELECT n.chain FROM access_log AS n WHERE n.chain > chains.chain ORDER BY n.chain LIMIT 1)
  FROM chains WHERE chains.chain IS NOT NULL
)
SELECT a.chain, a.position, a.at, a.hash FROM chains JOIN access_log AS a ON a.chain = chains.chain
AND a.position = (SELECT MAX(l.position) FROM access_log AS l WHERE l.chain = chains.chain)
WHERE a.position > COALESCE((SELECT MAX(j.reached) FROM log_joint AS j WHERE j.chain = chains.chain), 0)
ORDER BY a.at, a.chain
"""


def joint_hasher(vault: Vault) -> Hasher:
    """For joints."""
    return Hasher(vault, "log joint", JOINT)


async def join(installation: Installation) -> int:
    """Join every chain that went on; returns how many did. Where another worker was faster it has done so."""
    went_on: list[dict[str, Any]] = await LogJoint.raw(WENT_ON)
    if not went_on:
        return 0
    position, previous = await tip()
    now, hasher = installation.clock(), joint_hasher(installation.vault)

    async def entry(transaction: Transaction) -> None:
        at, before = position, previous
        own = transaction.last(LogJoint)
        if own and own["position"] > at:  # somebody cut the tail: going on from what we know makes the gap show
            at, before = own["position"], own["hash"]
        for number, row in enumerate(went_on, at + 1):
            joint = {
                "position": number,
                "at": now,
                "chain": row["chain"],
                "reached": row["position"],
                "reached_at": row["at"],
                "head": bytes(row["hash"]),
            }
            before = hasher(before, joint)
            transaction.add(LogJoint, **joint, hash=before)

    with contextlib.suppress(AlreadyThere):
        await installation.ledger.record(entry)
    return len(went_on)


async def tip() -> tuple[int, bytes]:
    """Position and hash of the last joint; where all are gone, as the last head remembers them."""
    rows = await LogJoint.select().order_by(LogJoint.position, ascending=False).limit(1)
    if rows:
        return rows[0]["position"], bytes(rows[0]["hash"])
    head = await last_head()
    return (head.joint, head.joint_hash) if head else (0, BEGINNING)
