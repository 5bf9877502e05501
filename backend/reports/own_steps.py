"""What a reporter can do with the code: say something, judge the result, withdraw."""

from typing import Any
from uuid import UUID

from backend.casework import answer_contact, answer_from_reporter, reopen_by_reporter, thank_by_reporter, withdraw_case
from backend.covenant import DORMANT, REPORTER, Subject, contact_subject, destroy_contact, disclose, forget_stand_ins
from backend.database import Transaction
from backend.deliveries import forget_owner
from backend.errors import Invalid
from backend.installation import Installation
from backend.reports.checking import TEXT_LENGTH, check_text
from backend.reports.follow import shown
from backend.reports.model import Followed
from backend.reports.sessions import Reporter, reporter_of, still
from backend.reports.tables import FollowSession, Report
from backend.texts import mark
from backend.vault.tables import File, Sealed, Wrap
from moderation import without_citizen_numbers


async def post_message(installation: Installation, cookie: str, text: str, language: str = "nl") -> Followed:
    """Say something to the team; it also answers a question."""
    checked(text, needed=True)
    reporter = await reporter_of(installation, cookie)
    said = without_citizen_numbers(text.strip())
    await answer_from_reporter(installation, reporter.id, reporter.public_key, said)
    return await shown(installation, await reporter_of(installation, cookie), language)


async def give_feedback(
    installation: Installation, cookie: str, good: bool, text: str = "", language: str = "nl"
) -> Followed:
    """Good: thanks go to the team. Not good: the case is looked at again, within fourteen days."""
    checked(text, needed=False)
    reporter = await reporter_of(installation, cookie)
    step = thank_by_reporter if good else reopen_by_reporter
    await step(installation, reporter.id, reporter.public_key, without_citizen_numbers(text.strip()))
    return await shown(installation, await reporter_of(installation, cookie), language)


async def answer_consent(installation: Installation, cookie: str, yes: bool, language: str = "nl") -> Followed:
    """Whether the team that handles a sealed report may have the contact. Raises Conflict where nobody asked."""
    reporter = await reporter_of(installation, cookie)
    subject = Subject(reporter.id, reporter.case.sensitivity)
    opened = (await disclose(installation, reporter.viewer, [subject], ["contact"], "consent"))[reporter.id]
    contact = opened.keys.get(contact_subject(reporter.id), {}).get("contact")
    await answer_contact(installation, reporter.id, reporter.public_key, contact, yes=yes)
    return await shown(installation, await reporter_of(installation, cookie), language)


async def withdraw(installation: Installation, cookie: str) -> None:
    """Destroy what the reporter gave: words, contact, mailbox, photos and code. An open task stays, without them."""
    reporter = await reporter_of(installation, cookie)
    id = reporter.id
    taken: list[str] = []

    async def entry(transaction: Transaction) -> None:
        files = await transaction.run(
            File.select(File.id, File.large, File.small).where(File.report == id, File.kind == "report")
        )
        taken[:] = [file[size] for file in files for size in ("large", "small")]
        await withdraw_case(installation, transaction, id)
        await still(transaction, reporter)
        await end_code(transaction, id)
        await destroy_parts(transaction, reporter)
        for file in files:
            await transaction.run(Wrap.delete().where(Wrap.subject == file["id"]))
        await transaction.run(File.delete().where(File.report == id, File.kind == "report"))
        await forget_owner(transaction, id)
        transaction.forget()

    await installation.ledger.record(entry)
    for name in taken:
        installation.vault.files.remove(name)


async def end_code(transaction: Transaction, report: UUID) -> None:
    """The mailbox dies, and the code with it: from now on the code is one that never was."""
    ended: dict[Any, Any] = {Report.code_tag: None, Report.reporter_key: None}
    await transaction.run(Report.update(ended).where(Report.id == report))
    await transaction.run(Wrap.delete().where(Wrap.report == report, Wrap.keyring == REPORTER))
    await transaction.run(Sealed.update({Sealed.mailbox: None}).where(Sealed.report == report))
    await transaction.run(FollowSession.delete().where(FollowSession.report == report))


async def destroy_parts(transaction: Transaction, reporter: Reporter) -> None:
    """The words go, and all keys to them: what an engine keeps of deleted rows for a while is unreadable then.

    Of an open report the people outside keep where to go; other reports have no work outside.
    """
    id, destroyed = reporter.id, {Sealed.narrative, Sealed.summary, Sealed.exclusions, Sealed.news_key}
    keys = Wrap.delete().where(Wrap.report == id, Wrap.subject == id)
    if reporter.case.sensitivity == "open":
        keys = keys.where(Wrap.keyring.not_like("%/field"))
    else:
        destroyed |= {Sealed.task, Sealed.place}
    await transaction.run(keys)
    await transaction.run(Wrap.delete().where(Wrap.report == id, Wrap.keyring.is_in([REPORTER, DORMANT])))
    await forget_stand_ins(transaction, id)
    await destroy_contact(transaction, id)
    await transaction.run(Sealed.update(dict.fromkeys(destroyed)).where(Sealed.report == id))


def checked(text: str, *, needed: bool) -> None:
    """A text that we can pass on. Raises Invalid."""
    if problem := check_text(text, TEXT_LENGTH):
        raise Invalid({"text": problem})
    if needed and not text.strip():
        raise Invalid({"text": mark("Typ eerst uw bericht.")})
