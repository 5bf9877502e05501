"""Claiming: pushes that are due, held for one sender for a while; and marking how they went."""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from msgspec import Struct
from piccolo.columns import Column

from backend.database import Transaction
from backend.deliveries.digest.tables import DigestSubscription
from backend.deliveries.push import Outcome
from backend.deliveries.spreading import DIGEST, unclaimed
from backend.deliveries.tables import Delivery, Subscription
from backend.installation import Installation

BATCH = 32
#: Longer than a send can take. After it another sender may try: that is how a killed one is made good.
LEASE = timedelta(seconds=15)
FIRST_REST = timedelta(seconds=5)
LONGEST_REST = timedelta(hours=1)
GIVE_UP_AFTER = timedelta(days=1)


class Push(Struct, frozen=True):
    """One push that we hold. `address` is sealed to the notifier."""

    id: UUID
    subscription: UUID
    address: bytes
    last_used: date | None
    topic: str
    duty: str
    due_at: datetime
    attempts: int


async def claim(transaction: Transaction, installation: Installation, now: datetime) -> list[Push]:
    """Take pushes that are due and that nobody else holds. Those whose subscription is gone are dropped."""
    rows = await transaction.run(
        unclaimed(
            installation,
            Delivery.select(
                Delivery.id,
                Delivery.subscription,
                Delivery.topic,
                Delivery.duty,
                Delivery.due_at,
                Delivery.attempts,
            )
            .where(
                Delivery.kind == "push",
                Delivery.state.is_in(["waiting", "sending"]),
                Delivery.due_at <= now,
                Delivery.claimed_until.is_null() | (Delivery.claimed_until <= now),
            )
            .order_by(Delivery.due_at)
            .limit(BATCH),
        )
    )
    if not rows:
        return []
    known = await addresses_of(transaction, [row["subscription"] for row in rows])
    pushes = [
        Push(
            address=bytes(known[row["subscription"]]["address"]),
            last_used=known[row["subscription"]]["last_used"],
            **row,
        )
        for row in rows
        if row["subscription"] in known
    ]
    if pushes:
        await transaction.run(
            Delivery.update({Delivery.state: "sending", Delivery.claimed_until: now + LEASE}).where(
                Delivery.id.is_in([push.id for push in pushes])
            )
        )
    if lost := [row["id"] for row in rows if row["subscription"] not in known]:
        await transaction.run(Delivery.delete().where(Delivery.id.is_in(lost)))
    return pushes


async def addresses_of(transaction: Transaction, subscriptions: list[UUID]) -> dict[UUID, dict[str, Any]]:
    """Where these subscriptions go, of those that are still there, and when they were last used."""
    known = {}
    for table in (Subscription, DigestSubscription):
        for row in await transaction.run(
            table.select(table.id, table.address, table.last_used).where(table.id.is_in(subscriptions))
        ):
            known[row["id"]] = row
    return known


async def mark(transaction: Transaction, tried: Sequence[tuple[Push, Outcome]], now: datetime) -> list[str]:
    """Write how sending went, for all that were answered since the last time. Returns why we gave up, for each."""
    sent = [push for push, outcome in tried if outcome.state == "sent"]
    gone = [push.subscription for push, outcome in tried if outcome.state == "gone"]
    if sent:
        await transaction.run(
            Delivery.update({Delivery.state: "sent", Delivery.claimed_until: None, Delivery.finished_at: now}).where(
                Delivery.id.is_in([push.id for push in sent])
            )
        )
    if gone:
        await transaction.run(
            Delivery.delete().where(Delivery.subscription.is_in(gone), Delivery.state.is_in(["waiting", "sending"]))
        )
        await transaction.run(Subscription.delete().where(Subscription.id.is_in(gone)))
        await transaction.run(DigestSubscription.delete().where(DigestSubscription.id.is_in(gone)))
    # Not for the digest: a phone that wants it says so again by itself, and the rows of all others would tell its day.
    if used := [push.subscription for push in sent if push.duty != DIGEST and push.last_used != now.date()]:
        await transaction.run(
            Subscription.update({Subscription.last_used: now.date()}).where(Subscription.id.is_in(used))
        )
    given_up = []
    for push, outcome in tried:
        if outcome.state in ("later", "failed"):
            columns = after(push, outcome, now)
            await transaction.run(Delivery.update(columns).where(Delivery.id == push.id))
            if columns[Delivery.state] == "failed":
                given_up.append(outcome.reason)
    return given_up


def after(push: Push, outcome: Outcome, now: datetime) -> dict[Column | str, Any]:
    """The columns of a push that did not arrive: it rests, or we give up where it stays visible."""
    again_at = now + rest(push.attempts, outcome.rest)
    last = outcome.state == "failed" or again_at > push.due_at + GIVE_UP_AFTER
    return {
        Delivery.attempts: push.attempts + 1,
        Delivery.failure: outcome.reason,
        Delivery.state: "failed" if last else "waiting",
        Delivery.claimed_until: None if last else again_at,
        Delivery.finished_at: now if last else None,
    }


def rest(attempts: int, asked: float) -> timedelta:
    """How long to leave a service alone: twice as long each time, never all at once, and never less than it asks."""
    doubled = FIRST_REST * int(2 ** min(attempts, 12))
    spread: timedelta = min(doubled, LONGEST_REST) * random.uniform(0.75, 1.25)  # noqa: S311 no secret hangs on it
    return max(spread, timedelta(seconds=asked))
