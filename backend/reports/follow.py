"""Following: the whole report in plain words, for whoever has the code."""

from typing import Any
from uuid import UUID

from backend.casework import (
    MESSAGES,
    PRECISION,
    TEAM_ONLY,
    CaseRow,
    EventRow,
    answers_of,
    consent_of,
    event_words,
    events_of,
    may_reopen,
)
from backend.covenant import Disclosed, Subject, disclose
from backend.deliveries import has_subscription
from backend.errors import NotFound
from backend.installation import Installation
from backend.neighbourhood import Category, Compartment, FirstHelp, Neighbourhood
from backend.pictures import read_picture
from backend.reports.contacts import contact_told
from backend.reports.model import Answered, Followed, FollowPhoto, Message, Moment
from backend.reports.photos import next_photo
from backend.reports.receipts import day_of, team_name
from backend.reports.sessions import Reporter, open_session, reporter_of
from backend.vault.tables import File

#: All of their own report, for its reporter.
OWN: tuple[Compartment, ...] = ("task", "place", "narrative", "mailbox", "contact", "media")


async def open_follow(installation: Installation, key: bytes, language: str = "nl") -> tuple[str, Followed]:
    """A session for this key and what it shows. Raises NotFound, the same for every code that opens nothing."""
    cookie = await open_session(installation, key)
    return cookie, await read_follow(installation, cookie, language)


async def read_follow(installation: Installation, cookie: str, language: str = "nl") -> Followed:
    """What the reporter reads now. Raises SignInNeeded where the session ended."""
    return await shown(installation, await reporter_of(installation, cookie), language)


async def shown(installation: Installation, reporter: Reporter, language: str) -> Followed:
    """The report of a reporter, opened with the reporter's own key."""
    case = reporter.case
    subject = Subject(reporter.id, case.sensitivity)
    opened = (await disclose(installation, reporter.viewer, [subject], OWN, "follow"))[reporter.id]
    events = await events_of(reporter.id)
    files = await File.select(File.id, File.kind, File.n).where(File.report == reporter.id).order_by(File.n)
    mailbox = opened.mailbox
    neighbourhood = installation.neighbourhood
    category = neighbourhood.category(case.category)
    narrative = opened.narrative
    push = await has_subscription(reporter.id)
    return Followed(
        reference=reporter.reference,
        status=case.status,
        category=neighbourhood.label(category.label, language),
        class_=case.sensitivity,
        team=team_name(installation, case.team, language),
        reason=mailbox.reason if mailbox and mailbox.team == case.team else "",
        acknowledge_by=day_of(installation, case.acknowledge_by),
        handle_by=day_of(installation, case.handle_by),
        level=level_of(opened, push=push),
        push=push,
        contact=contact_told(opened.contact),
        place=place_words(opened),
        text=narrative.text if narrative else "",
        answers=[
            Answered(said.question, said.answer)
            for said in answers_of(neighbourhood, category, narrative.answers if narrative else {}, language)
        ],
        first_help=first_help(neighbourhood, category, language),
        timeline=timeline(installation, case, events, opened, language),
        messages=messages(installation, case, events, opened, language),
        photos=[photo(file) for file in files if file["kind"] == "report"],
        result=[photo(file) for file in files if file["kind"] == "result"],
        may=(*allowed(installation, case, events), *(["photo"] if await next_photo(installation, reporter.id) else [])),
    )


def place_words(opened: Disclosed) -> str:
    """Where, as the reporter told it; the name of the area where that was a point."""
    told = opened.place.description if opened.place else ""
    return told or (opened.task.where if opened.task else "")


def first_help(neighbourhood: Neighbourhood, category: Category, language: str) -> FirstHelp | None:
    """Who can help before enforcement does, in `language`."""
    found = category.first_help
    return found and FirstHelp(text=neighbourhood.label(found.text, language), phone=found.phone)


def level_of(opened: Disclosed, *, push: bool) -> int:
    """How the reporter gets news: a contact they gave, a browser they chose, or the code alone."""
    if opened.contact is not None:
        return opened.contact.level
    return 2 if push else 1


def timeline(
    installation: Installation, case: CaseRow, events: list[EventRow], opened: Disclosed, language: str
) -> list[Moment]:
    """The events in plain words, with times as exact as the class allows; the first two are told by the mailbox."""
    moments = []
    precision = PRECISION[case.sensitivity]
    for event in events:
        if event.kind in MESSAGES or event.kind in TEAM_ONLY:
            continue
        part, mailbox = opened.event(event.id, event.body), opened.mailbox
        at, team, text = part.at if part else event.at, case.team, part.text if part else ""
        if mailbox and event.body is None and event.position <= 2:
            at, team = mailbox.received_at, mailbox.team
        words = event_words(installation.neighbourhood, event.kind, part, team, language)
        shown_at = at if precision == "time" else event.at
        moments.append(Moment(shown_at, precision, event.kind, " ".join(filter(None, [words, text]))))
    return moments


def messages(
    installation: Installation, case: CaseRow, events: list[EventRow], opened: Disclosed, language: str
) -> list[Message]:
    """What team and reporter said to each other."""
    said = []
    for event in events:
        part = opened.event(event.id, event.body)
        if event.kind in MESSAGES and part:
            sender: Any = MESSAGES[event.kind]
            precision = PRECISION[case.sensitivity]
            at = part.at if precision == "time" else event.at
            by = team_name(installation, part.team, language).name if sender == "team" and part.team else ""
            said.append(Message(event.id, sender, at, part.text, precision, by))
    return said


def photo(file: dict[str, Any]) -> FollowPhoto:
    """Where a picture is read within the session."""
    path = f"/volg/foto/{file['id']}"
    return FollowPhoto(file["id"], file["n"], f"{path}/large", f"{path}/small")


def allowed(installation: Installation, case: CaseRow, events: list[EventRow]) -> tuple[str, ...]:
    """What the reporter can do now."""
    may = ["message", "withdraw", "contact"]
    if may_reopen(case, installation.clock()):
        may.append("feedback")
    if case.sensitivity == "open":
        may.append("level")
    if consent_of(events) == "asked":
        may.append("consent")
    return tuple(may)


async def follow_photo(installation: Installation, cookie: str, id: UUID, size: str) -> bytes:
    """One picture as WebP. Raises NotFound where it is not of this report."""
    reporter = await reporter_of(installation, cookie)
    subject = Subject(reporter.id, reporter.case.sensitivity)
    opened = (await disclose(installation, reporter.viewer, [subject], ["media"], "follow"))[reporter.id]
    if size not in ("large", "small") or not opened.sees_file(id):
        raise NotFound
    return opened.file(id, size, await read_picture(installation, id, size))
