"""Destroying a report: words, contact, mailbox, photos and code go, and every key to them. A tombstone stays.

What an engine keeps of deleted rows for a while is unreadable then.
"""

from typing import Any
from uuid import UUID

from backend.covenant import DORMANT, REPORTER, destroy_contact, forget_stand_ins
from backend.database import Transaction
from backend.deliveries import forget_owner
from backend.reports.tables import FollowSession, Report
from backend.vault.tables import File, Sealed, Wrap


async def destroy_report(transaction: Transaction, report: UUID, sensitivity: str) -> list[str]:
    """In the entry that withdraws its case. Returns the names of its files, to be removed once that is durable."""
    files = await transaction.run(
        File.select(File.id, File.large, File.small).where(File.report == report, File.kind == "report")
    )
    await end_code(transaction, report)
    await destroy_parts(transaction, report, sensitivity)
    for file in files:
        await transaction.run(Wrap.delete().where(Wrap.subject == file["id"]))
    await transaction.run(File.delete().where(File.report == report, File.kind == "report"))
    await forget_owner(transaction, report)
    transaction.forget()
    return [file[size] for file in files for size in ("large", "small")]


async def end_code(transaction: Transaction, report: UUID) -> None:
    """The mailbox dies, and the code with it: from now on the code is one that never was."""
    ended: dict[Any, Any] = {Report.code_tag: None, Report.reporter_key: None}
    await transaction.run(Report.update(ended).where(Report.id == report))
    await transaction.run(Wrap.delete().where(Wrap.report == report, Wrap.keyring == REPORTER))
    await transaction.run(Sealed.update({Sealed.mailbox: None}).where(Sealed.report == report))
    await transaction.run(FollowSession.delete().where(FollowSession.report == report))


async def destroy_parts(transaction: Transaction, report: UUID, sensitivity: str) -> None:
    """The words go, and all keys to them.

    Of an open report the people outside keep where to go; other reports have no work outside.
    """
    destroyed = {Sealed.narrative, Sealed.summary, Sealed.exclusions, Sealed.news_key}
    keys = Wrap.delete().where(Wrap.report == report, Wrap.subject == report)
    if sensitivity == "open":
        keys = keys.where(Wrap.keyring.not_like("%/field"))
    else:
        destroyed |= {Sealed.task, Sealed.place}
    await transaction.run(keys)
    await transaction.run(Wrap.delete().where(Wrap.report == report, Wrap.keyring.is_in([REPORTER, DORMANT])))
    await forget_stand_ins(transaction, report)
    await destroy_contact(transaction, report)
    await transaction.run(Sealed.update(dict.fromkeys(destroyed)).where(Sealed.report == report))
