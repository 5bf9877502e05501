"""Telling: a row in the outbox, in the same entry as the event that it tells of."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from backend.database import Transaction
from backend.deliveries.tables import Delivery


def tell_team(transaction: Transaction, *, team: str, duties: Sequence[str], report: UUID, due_at: datetime) -> None:
    """Tell the people who have one of `duties` in `team` that there is work, at `due_at` or soon after."""
    add(transaction, kind="work", team=team, duty=" ".join(duties), report=report, due_at=due_at)


def tell_reporter(transaction: Transaction, *, report: UUID, cause: UUID, due_at: datetime) -> None:
    """Tell whoever follows `report` that there is news. `cause` is the event; undoing it takes this back."""
    add(transaction, kind="news", report=report, cause=cause, due_at=due_at)


async def take_back(transaction: Transaction, cause: UUID) -> None:
    """What was to be told of an undone event is not told, as far as it has not left."""
    await transaction.run(Delivery.delete().where(Delivery.cause == cause, Delivery.state == "waiting"))


def add(
    transaction: Transaction,
    *,
    kind: str,
    due_at: datetime,
    team: str = "",
    duty: str = "",
    report: UUID | None = None,
    subscription: UUID | None = None,
    cause: UUID | None = None,
    topic: str = "",
) -> None:
    """One row of the outbox."""
    transaction.add(
        Delivery,
        id=uuid4(),
        kind=kind,
        report=report,
        team=team,
        duty=duty,
        subscription=subscription,
        cause=cause,
        topic=topic,
        due_at=due_at,
        attempts=0,
        state="waiting",
        failure="",
    )
