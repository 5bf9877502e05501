"""Events in plain words, for the team: exact times, and what the reporter reads."""

from collections.abc import Sequence
from typing import Any

from backend.casework.finding import CaseRow, EventRow
from backend.casework.model import MessageView, TimelineEntry
from backend.casework.times import PRECISION
from backend.casework.words import MESSAGES, TEAM_ONLY, event_words
from backend.covenant import Disclosed
from backend.neighbourhood import Neighbourhood


def timeline_of(
    neighbourhood: Neighbourhood, case: CaseRow, events: Sequence[EventRow], opened: Disclosed, language: str
) -> list[TimelineEntry]:
    """What happened, in order. The first two events have their words in the mailbox of the report."""
    entries = []
    for event in events:
        if event.kind in MESSAGES:
            continue
        part, mailbox = opened.event(event.id, event.body), opened.mailbox
        at = part.at if part else event.at
        note = part.text if part else ""
        team, precision = case.team, "time" if part else PRECISION[case.sensitivity]
        if event.body is None and mailbox and event.position <= 2:
            at, team, precision = mailbox.received_at, mailbox.team, "time"
            note = mailbox.reason if event.kind == "assigned" else ""
        headline = event_words(neighbourhood, event.kind, part, team, language)
        entries.append(
            TimelineEntry(
                at,
                event.kind,
                " ".join(filter(None, [headline, note])),
                headline,
                note,
                event.position,
                event.kind in TEAM_ONLY,
                precision,
            )
        )
    return entries


def messages_of(events: Sequence[EventRow], opened: Disclosed) -> list[MessageView]:
    """What team and reporter said to each other."""
    said = []
    for event in events:
        part = opened.event(event.id, event.body)
        if part and event.kind in MESSAGES:
            sender: Any = MESSAGES[event.kind]
            said.append(MessageView(event.id, sender, part.at, part.text, event.position))
    return said


def reason_of(events: Sequence[EventRow], opened: Disclosed) -> str:
    """Why the team has it: what was said when it last got it."""
    given = [event for event in events if event.kind in {"assigned", "recategorised"} and event.body is not None]
    part = opened.event(given[-1].id, given[-1].body) if given else None
    if part:
        return part.text
    return opened.mailbox.reason if opened.mailbox else ""
