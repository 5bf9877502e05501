"""`buurtsein log-head` and `verify-log`: what an officer keeps outside, and the proof that it still is that log."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from backend.auditing import Findings, NoSlip, Slip, head_of_day, last_head, read_slip, verify, write_slip
from backend.settings import Settings
from backend.staff_commands import opened


async def print_head(settings: Settings, day: str | None) -> None:
    """Print the head of a day, or the newest."""
    try:
        wanted = date.fromisoformat(day) if day else None
    except ValueError:
        sys.exit(f"{day}: write a day as 2026-11-24.")
    async with opened(settings):
        head = await head_of_day(wanted) if wanted else await last_head()
    if head is None:
        sys.exit("There is no head of that day." if wanted else "There is no head yet. The worker makes one every day.")
    print(write_slip(head), end="")


async def verify_log(settings: Settings, kept: Sequence[str]) -> None:
    """Check everything; each of `kept` is a head that was kept outside, or a file of one. Exit 1 where it breaks."""
    slips = [slip_of(each) for each in kept]
    async with opened(settings) as installation:
        found = await verify(installation, slips)
    for each in found.breaks:
        print(each.said("en"))
    if found.number > len(found.breaks):
        print(f"… and {found.number - len(found.breaks)} more.")
    print(summary(found))
    if not found.holds:
        sys.exit(1)
    for slip in slips:
        print(f"It is the log of which you kept head {slip.number} of {slip.day}.")


def slip_of(text: str) -> Slip:
    """The head that was kept, typed here or in a file."""
    try:
        path = Path(text)
        return read_slip(path.read_text() if len(text) < 256 and path.is_file() else text)
    except (NoSlip, UnicodeDecodeError, OSError) as failure:
        sys.exit(f"--head: {failure}")


def summary(found: Findings) -> str:
    """What was checked, and how it ended."""
    checked = f"{found.rows} rows, {found.joints} joints and {found.heads} heads of days were checked"
    joined = f"; the last joint is of {found.joined_at:%Y-%m-%d %H:%M} UTC" if found.joined_at else ""
    return f"{'The log holds' if found.holds else 'The log does not hold'}: {checked}{joined}."
