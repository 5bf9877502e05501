"""A head on paper: day, number, hash and signature on a slip, and read back however they were typed."""

import re
from datetime import date

from msgspec import Struct

from backend.auditing.heads import Head

SLIP = """BUURTSEIN ACCESS LOG
day       {day}
number    {number}
hash
{hash}
signature
{signature}
"""
READ = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)\W+number\W+(?P<number>\d{1,9})\W+hash\W+(?P<hash>[0-9a-f\s]+)"
    r"signature\W+(?P<signature>[0-9a-f\s]+)",
    re.IGNORECASE,
)
#: Bytes on a line, and in a group: 35 characters fit on the paper of a receipt.
LINE, GROUP = 16, 4


class Slip(Struct, frozen=True):
    """What a slip says."""

    day: date
    number: int
    hash: bytes
    signature: bytes


class NoSlip(ValueError):
    """The text is not a head of the log; the message says what is missing."""


def write_slip(head: Head) -> str:
    """The head as text to print."""
    return SLIP.format(day=head.day, number=head.number, hash=lines(head.hash), signature=lines(head.signature))


def read_slip(text: str) -> Slip:
    """The head that a text says, with any spaces and line ends. Raises NoSlip."""
    found = READ.search(text)
    if not found:
        raise NoSlip("This is no head of the log: it needs its day, number, hash and signature.")
    try:
        slip = Slip(
            date.fromisoformat(found["day"]),
            int(found["number"]),
            bytes.fromhex(found["hash"]),
            bytes.fromhex(found["signature"]),
        )
    except ValueError as failure:
        raise NoSlip(f"This head of the log was typed wrong: {failure}.") from failure
    if (len(slip.hash), len(slip.signature)) != (32, 64):
        raise NoSlip("This head of the log is not whole: its hash has 64 characters and its signature 128.")
    return slip


def lines(data: bytes) -> str:
    """Hexadecimal, in groups and lines."""
    return "\n".join(data[start : start + LINE].hex(" ", GROUP) for start in range(0, len(data), LINE))
