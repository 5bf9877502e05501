"""One step in a case: version, event, words for whoever may read them, news. All of it in the entry of the caller."""

from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID, uuid4

from msgspec import Struct
from msgspec.structs import replace

from backend.casework.access import keeper_of, owner_of
from backend.casework.audience import Between, audience
from backend.casework.finding import CaseRow
from backend.casework.tables import Case, Event
from backend.casework.times import coarse
from backend.casework.words import CHANGES
from backend.covenant import EventPart, seal_event, stand_ins_of
from backend.database import AlreadyThere, Entry, Transaction
from backend.deliveries import note_news, tell_reporter, tell_team
from backend.errors import Conflict, Unavailable
from backend.installation import Installation
from backend.texts import mark

T = TypeVar("T")

ATTEMPTS = 5
CHANGED = mark("Iemand anders heeft dit net veranderd. Kijk eerst wat er veranderd is.")


class Overtaken(Exception):
    """Another process changed the case between our look at it and our write: look again."""


class Step(Struct, frozen=True):
    """A step that was taken: its event, and the case after it."""

    event: UUID
    case: CaseRow


async def in_one_entry(installation: Installation, entry: Entry[T]) -> T:
    """Run `entry`, again where another process was faster: it then sees what that one did."""
    for _ in range(ATTEMPTS):
        try:
            return await installation.ledger.record(entry)
        except (Overtaken, AlreadyThere):
            continue
    raise Unavailable()


async def expect(transaction: Transaction, case: CaseRow, version: int) -> None:
    """Go on only from the version that the caller saw. Raises Conflict that says what changed since."""
    if case.version == version:
        return
    rows = await transaction.run(
        Event.select(Event.kind).where(Event.report == case.id, Event.position > version).order_by(Event.position)
    )
    changed = [CHANGES[row["kind"]] for row in rows if row["kind"] in CHANGES]
    raise Conflict(CHANGED, current={"version": case.version, "status": case.status, "changed": changed})


async def take_step(
    installation: Installation,
    transaction: Transaction,
    case: CaseRow,
    kind: str,
    changes: dict[str, Any],
    part: EventPart,
    *,
    reporter_key: bytes | None,
    news_at: datetime | None = None,
    between: Between = "team",
) -> Step:
    """Write `changes` as the next version and its event, for the team that has the case after it and for the reporter.

    `between`: who read the words of it where the case is re-sealed: see `audience`.
    `news_at`: when a reporter of an open case is told, others at the next slot; None tells nobody. Raises Overtaken.
    """
    after = replace(case, version=case.version + 1, **changes)
    rows = await transaction.run(
        Case.update({**changes, "version": after.version})  # type: ignore[dict-item]
        .where(Case.id == case.id, Case.version == case.version)
        .returning(Case.version)
    )
    if not rows:
        raise Overtaken
    event = uuid4()
    sleeps = bool(await stand_ins_of(transaction, case.id))
    to = audience(installation, after, between, reporter_key, sleeps=sleeps)
    transaction.add(
        Event,
        id=event,
        report=case.id,
        position=after.version,
        kind=kind,
        at=coarse(installation.clock(), after.sensitivity, installation.neighbourhood.timezone),
        body=seal_event(installation, transaction, case.id, event, part, to),
    )
    if news_at is not None and reporter_key is not None:
        if after.sensitivity == "open":
            tell_reporter(transaction, report=case.id, cause=event, due_at=news_at)
        else:  # only with the digest, which leads to no report
            await note_news(installation, transaction, [case.id], is_open=False)
    return Step(event, after)


def tell_owner(installation: Installation, transaction: Transaction, case: CaseRow) -> None:
    """Tell the people who have the case that there is something for them."""
    tell_team(
        transaction,
        team=case.team,
        duties=[owner_of(case).duty],
        report=case.id,
        due_at=installation.clock(),
    )


def tell_keeper(installation: Installation, transaction: Transaction, case: CaseRow) -> None:
    """Tell the people who hold its keys: of a re-sealed case these are intake, who pass things on."""
    team, duty = keeper_of(case)
    tell_team(transaction, team=team, duties=[duty], report=case.id, due_at=installation.clock())
