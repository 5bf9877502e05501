"""Deletions that outlast a restore: what was deleted is written down first, and deleted again where it came back."""

import asyncio
from datetime import timedelta
from uuid import UUID

import structlog

from backend.casework import not_withdrawn, withdraw_case
from backend.covenant import add_look
from backend.database import Transaction
from backend.errors import NotFound, Unavailable
from backend.installation import Installation
from backend.reports.destroying import destroy_report
from backend.vault import Deletion

log = structlog.get_logger("deletions")

#: As long as tombstones: longer than any backup may be kept, and thirty days.
KEPT = timedelta(days=214)
AT_ONCE = 500
PURPOSE = "delete again"


async def note_deletion(installation: Installation, report: UUID) -> None:
    """Write down that a report is deleted, before it is: a copy of the database is never the last to know.

    Raises Unavailable where the disk does not take it.
    """
    deletion = Deletion(report, installation.clock().date())
    try:
        await asyncio.to_thread(installation.vault.deletions.add, deletion)
    except OSError as failure:
        raise Unavailable from failure


async def delete_again(installation: Installation) -> int:
    """Delete every report of the list that is there; returns how many. They came back with a copy of the database.

    Or a kill came between the line and the deletion: it was asked for, so it is done now.
    """
    listed = [deletion.report for deletion in await asyncio.to_thread(installation.vault.deletions.read)]
    deleted = 0
    for start in range(0, len(listed), AT_ONCE):
        for report in await not_withdrawn(listed[start : start + AT_ONCE]):
            deleted += await delete_one(installation, report)
    if deleted:
        log.warning("deleted_again", reports=deleted)
    return deleted


async def delete_one(installation: Installation, report: UUID) -> bool:
    """One report; False where another process was first."""
    names: list[str] = []

    async def entry(transaction: Transaction) -> None:
        sensitivity = await withdraw_case(installation, transaction, report)
        names[:] = await destroy_report(transaction, report, sensitivity)
        add_look(installation, transaction, None, "", [report], [], PURPOSE)

    try:
        await installation.ledger.record(entry)
    except NotFound:
        return False
    for name in names:
        installation.vault.files.remove(name)
    return True


async def tidy_deletions(installation: Installation) -> None:
    """Lines that no backup can be older than go, and whatever was deleted leaves the log of the database too."""
    await asyncio.to_thread(installation.vault.deletions.drop, installation.clock().date() - KEPT)
    await installation.ledger.record(empty_log)


async def empty_log(transaction: Transaction) -> None:
    """Of a quiet database the log lives on for months by itself."""
    transaction.forget()
