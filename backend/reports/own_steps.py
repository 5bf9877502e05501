"""What a reporter can do with the code: say something, judge the result, withdraw."""

from backend.casework import answer_contact, answer_from_reporter, reopen_by_reporter, thank_by_reporter, withdraw_case
from backend.covenant import Subject, contact_subject, disclose
from backend.database import Transaction
from backend.errors import Invalid
from backend.installation import Installation
from backend.reports.checking import TEXT_LENGTH, check_text
from backend.reports.deletions import note_deletion
from backend.reports.destroying import destroy_report
from backend.reports.follow import shown
from backend.reports.model import Followed
from backend.reports.sessions import reporter_of, still
from backend.texts import mark
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
    names: list[str] = []

    async def entry(transaction: Transaction) -> None:
        sensitivity = await withdraw_case(installation, transaction, reporter.id)
        await still(transaction, reporter)
        names[:] = await destroy_report(transaction, reporter.id, sensitivity)

    await note_deletion(installation, reporter.id)
    await installation.ledger.record(entry)
    for name in names:
        installation.vault.files.remove(name)


def checked(text: str, *, needed: bool) -> None:
    """A text that we can pass on. Raises Invalid."""
    if problem := check_text(text, TEXT_LENGTH):
        raise Invalid({"text": problem})
    if needed and not text.strip():
        raise Invalid({"text": mark("Typ eerst uw bericht.")})
