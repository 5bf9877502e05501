"""Made-up reports in every state, sent and handled through the same verbs as real ones, with the clock set back."""

import secrets
import tomllib
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import msgspec
from msgspec import Struct, field

from backend.casework import CaseFilter, Status, close_quiet, list_cases, transition
from backend.installation import Installation
from backend.people import DemoAccount, Member, with_password
from backend.reports import NewReport, Place, give_feedback, open_follow, submit, withdraw

Step = tuple[Status, float, str]


class Sample(Struct, frozen=True, forbid_unknown_fields=True):
    """One report: what, where, how many days ago, and what happened then (status, days later, words of the team)."""

    category: str
    text: str
    place: Place
    days: float
    answers: dict[str, str] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    withdrawn: bool = False


def read_samples(folder: Path) -> list[Sample]:
    """The samples of a neighbourhood; none where it has none."""
    path = folder / "samples.toml"
    if not path.exists():
        return []
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8"))["samples"], list[Sample])


async def load_samples(installation: Installation, accounts: Sequence[DemoAccount]) -> int:
    """Send every sample and let its team handle it; returns how many there are."""
    samples = read_samples(installation.settings.neighbourhood)
    everyone = [await with_password(account.name, account.password) for account in accounts]
    for sample in sorted(samples, key=lambda sample: -sample.days):
        await live_through(installation, everyone, sample)
    await close_quiet(installation)
    return len(samples)


async def live_through(installation: Installation, everyone: Sequence[Member], sample: Sample) -> None:
    """One report, from the day that it came until now."""
    now = installation.clock()
    at = now - timedelta(days=sample.days)
    key = secrets.token_bytes(32)
    answers = {question: answer for question, answer in sample.answers.items() if answer}
    new = NewReport(
        submission=uuid4(), category=sample.category, text=sample.text, place=sample.place, answers=answers, key=key
    )
    reference = (await submit(at_time(installation, at), new)).receipt.reference
    for status, days, words in sample.steps:
        at = min(at + timedelta(days=days), now)
        moment = at_time(installation, at)
        if status == "reopened":
            cookie, _ = await open_follow(moment, key)
            await give_feedback(moment, cookie, good=False, text=words)
        else:
            await handle(moment, everyone, reference, status, words)
    if sample.withdrawn:
        cookie, _ = await open_follow(installation, key)
        await withdraw(installation, cookie)


async def handle(
    installation: Installation, everyone: Sequence[Member], reference: str, status: Status, words: str
) -> None:
    """The team takes the next step, and says what a resident will read."""
    pages = [(member, await list_cases(installation, member, CaseFilter(q=reference))) for member in everyone]
    member, case = next((member, page.items[0]) for member, page in pages if page.items)
    planned = installation.clock().date() + timedelta(days=7) if status == "planned" else None
    reason, text = (words, "") if status == "declined" else ("", words)
    await transition(
        installation,
        member,
        case.id,
        to=status,
        version=case.version,
        text=text,
        reason=reason,
        planned_for=planned,
    )


def at_time(installation: Installation, at: datetime) -> Installation:
    """The same installation with its clock standing at `at`."""
    return msgspec.structs.replace(installation, clock=lambda: at)
