"""Spreading: what is due becomes a push for each browser that wants it, and what says the same becomes one."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from piccolo.query import Select
from py_vapid.utils import b64urlencode

from backend.database import Transaction
from backend.deliveries.digest.tables import DigestSubscription
from backend.deliveries.digest.waiting import note_news
from backend.deliveries.tables import Delivery, Subscription
from backend.deliveries.telling import add
from backend.installation import Installation
from backend.people import people_with_role

#: A kind of delivery, and whom its pushes are for.
DIGEST = "digest"
BATCH = 500
#: Work that comes in this soon after a push to the same person waits, and goes as one.
WINDOW = timedelta(seconds=30)

Rows = list[dict[str, Any]]
#: Owner of subscriptions → what it is about: a duty, or nothing and the event for who follows a report.
Wanted = dict[UUID, tuple[str, UUID | None]]


async def spread(transaction: Transaction, installation: Installation, now: datetime) -> None:
    """Replace due `news`, `work` and `digest` by a `push` for each subscription.

    News of an open report also stands in the list of the next slot. It is noted here, where it can no longer be undone.
    """
    rows = await transaction.run(
        unclaimed(
            installation,
            Delivery.select(Delivery.id, Delivery.kind, Delivery.report, Delivery.team, Delivery.duty, Delivery.cause)
            .where(Delivery.kind.is_in(["news", "work", DIGEST]), Delivery.state == "waiting", Delivery.due_at <= now)
            .order_by(Delivery.due_at)
            .limit(BATCH),
        )
    )
    if not rows:
        return
    await transaction.run(Delivery.delete().where(Delivery.id.is_in([row["id"] for row in rows])))
    if any(row["kind"] == DIGEST for row in rows):
        await spread_digest(transaction, installation, now)
    wanted = await who_wants(transaction, rows)
    if reports := {row["report"] for row in rows if row["kind"] == "news"}:
        await note_news(installation, transaction, reports, is_open=True)
    if not wanted:
        return
    subscriptions = await subscriptions_of(transaction, installation, wanted)
    pushes = {topic_of(installation, bytes(row["digest"])): (row["id"], *wanted[row["owner"]]) for row in subscriptions}
    earlier = await earlier_pushes(transaction, list(pushes), now)
    for topic, (subscription, duty, cause) in pushes.items():
        same = earlier[topic]
        if any(row["state"] == "waiting" for row in same):
            continue
        quiet_until = max((row["due_at"] + WINDOW for row in same), default=now) if duty else now
        due_at = max(now, quiet_until)
        add(transaction, kind="push", subscription=subscription, duty=duty, topic=topic, cause=cause, due_at=due_at)


async def spread_digest(transaction: Transaction, installation: Installation, now: datetime) -> None:
    """A push for every phone that wants the digest, under one topic. An earlier one that waits says the same."""
    await transaction.run(
        Delivery.delete().where(Delivery.kind == "push", Delivery.duty == DIGEST, Delivery.state == "waiting")
    )
    topic = topic_of(installation, DIGEST.encode())
    for row in await transaction.run(DigestSubscription.select(DigestSubscription.id)):
        add(transaction, kind="push", subscription=row["id"], duty=DIGEST, topic=topic, due_at=now)


async def who_wants(transaction: Transaction, rows: Rows) -> Wanted:
    """Who must hear. Somebody with several duties hears once, of one of them."""
    wanted: Wanted = {row["report"]: ("", row["cause"]) for row in rows if row["kind"] == "news"}
    work = [row for row in rows if row["kind"] == "work"]
    for team, duty in sorted({(row["team"], duty) for row in work for duty in row["duty"].split()}):
        for person in await people_with_role(transaction, team, duty):
            wanted.setdefault(person, (duty, None))
    return wanted


async def subscriptions_of(transaction: Transaction, installation: Installation, wanted: Wanted) -> Rows:
    """Their subscriptions, held until the commit: a second worker with work for the same person sees what we made."""
    query = (
        Subscription.select(Subscription.id, Subscription.owner, Subscription.digest)
        .where(Subscription.owner.is_in(list(wanted)))
        .order_by(Subscription.id)
    )
    return await transaction.run(query if installation.settings.sqlite else query.lock_rows("UPDATE"))


async def earlier_pushes(transaction: Transaction, topics: list[str], now: datetime) -> dict[str, Rows]:
    """By topic, pushes that did not leave yet, or left just now."""
    recent = Delivery.state.is_in(["sending", "sent"]) & (Delivery.due_at > now - WINDOW)
    found: dict[str, Rows] = {topic: [] for topic in topics}
    if topics:
        for row in await transaction.run(
            Delivery.select(Delivery.topic, Delivery.state, Delivery.due_at).where(
                (Delivery.state == "waiting") | recent, Delivery.topic.is_in(topics)
            )
        ):
            found[row["topic"]].append(row)
    return found


def topic_of(installation: Installation, digest: bytes) -> str:
    """Topic and tag: the same for all news of a report in one browser, and of two browsers never the same."""
    return str(b64urlencode(installation.vault.digest("topic", digest)[:18]))


def unclaimed(installation: Installation, query: Select[Any]) -> Select[Any]:
    """Rows that no other worker holds. SQLite has one writer at a time: there is nothing to skip."""
    return query if installation.settings.sqlite else query.lock_rows("UPDATE", skip_locked=True)
