"""Daily heads: one signed hash for all that was joined until the day ended (UTC). Kept outside, it proves the log."""

import hashlib
from datetime import date, timedelta
from typing import Any

import msgspec
from msgspec import Struct
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey

from backend.auditing.tables import LogHead, LogJoint
from backend.covenant.chain import BEGINNING
from backend.database import AlreadyThere, Transaction
from backend.installation import Installation
from backend.vault import Vault

#: A signature of ours says what it is for.
SIGNED = b"buurtsein log head|"
DAY = timedelta(days=1)


class Head(Struct, frozen=True):
    """The head of one day. `number` counts heads from 1: a day on which no worker ran has none."""

    number: int
    day: date
    joint: int
    joint_hash: bytes
    hash: bytes
    signature: bytes


def head_hash(previous: bytes, number: int, day: date, joint: int, joint_hash: bytes) -> bytes:
    """What a head stands for. It needs no key, so that who keeps heads outside can check them alone."""
    return hashlib.sha256(msgspec.msgpack.encode([previous, number, day.isoformat(), joint, joint_hash])).digest()


def sign(vault: Vault, head: bytes) -> bytes:
    """Our signature under a head."""
    return SigningKey(vault.keys.log).sign(SIGNED + head).signature


def is_signed(vault: Vault, head: bytes, signature: bytes) -> bool:
    """Whether we signed this head."""
    try:
        SigningKey(vault.keys.log).verify_key.verify(SIGNED + head, signature)
    except (BadSignatureError, ValueError):  # of another length it is none
        return False
    return True


async def close_day(installation: Installation) -> Head | None:
    """Make the head of the day that ended, once; returns it where it was made now, for whoever sends it outside."""
    day = installation.clock().date() - DAY
    before = await last_head()
    if before and before.day >= day:
        return None
    joints = await LogJoint.select().order_by(LogJoint.position, ascending=False).limit(1)
    if joints:
        joint, joint_hash = joints[0]["position"], bytes(joints[0]["hash"])
    else:
        joint, joint_hash = (before.joint, before.joint_hash) if before else (0, BEGINNING)
    number = before.number + 1 if before else 1
    digest = head_hash(before.hash if before else BEGINNING, number, day, joint, joint_hash)
    head = Head(number, day, joint, joint_hash, digest, sign(installation.vault, digest))

    async def entry(transaction: Transaction) -> None:
        transaction.add(LogHead, **msgspec.structs.asdict(head))

    try:
        await installation.ledger.record(entry)
    except AlreadyThere:  # another worker was faster
        return None
    return head


async def last_head() -> Head | None:
    """The newest head."""
    rows = await LogHead.select().order_by(LogHead.number, ascending=False).limit(1)
    return head_of(rows[0]) if rows else None


async def head_of_day(day: date) -> Head | None:
    """The head of a day."""
    rows = await LogHead.select().where(LogHead.day == day).limit(1)
    return head_of(rows[0]) if rows else None


def head_of(row: dict[str, Any]) -> Head:
    """A row as a head."""
    return Head(**row)
