"""Delivering: claim what is due, send it outside of any transaction, mark what was answered."""

import asyncio
from datetime import datetime
from functools import partial

import structlog

from backend.deliveries.claiming import Push, claim, mark
from backend.deliveries.messages import message
from backend.deliveries.push import Outcome, PushSender
from backend.deliveries.spreading import spread
from backend.deliveries.subscriptions import open_address
from backend.deliveries.tables import Delivery
from backend.installation import Installation

log = structlog.get_logger("deliveries")


async def deliver_due(installation: Installation, sender: PushSender) -> int:
    """Send some of what is due and mark it. Returns how many pushes were tried; 0 where nothing is due."""
    pushes = await take(installation)
    await send(installation, sender, pushes)
    return len(pushes)


async def take(installation: Installation) -> list[Push]:
    """Spread what is due, then claim: these pushes are ours for a while."""
    now = installation.clock()
    await installation.ledger.record(partial(spread, installation=installation, now=now))
    return await installation.ledger.record(partial(claim, installation=installation, now=now))


async def send(installation: Installation, sender: PushSender, pushes: list[Push]) -> None:
    """Send claimed pushes side by side. What was answered is marked at once, so that a slow one holds up no other."""
    under_way = {asyncio.create_task(attempt(installation, sender, push)) for push in pushes}
    try:
        while under_way:
            answered, under_way = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
            tried = [task.result() for task in answered]
            for reason in await installation.ledger.record(partial(mark, tried=tried, now=installation.clock())):
                log.error("push_failed", reason=reason)
    finally:
        for task in under_way:
            task.cancel()


async def attempt(installation: Installation, sender: PushSender, push: Push) -> tuple[Push, Outcome]:
    """Send one push. Whatever is wrong with it is its own failure, and names no endpoint."""
    try:
        address = open_address(installation, push.address)
        text = message(installation.settings.public_url, push.duty, address.language, push.topic)
        return push, await sender.send(address, text, push.topic)
    except Exception as failure:
        return push, Outcome("failed", type(failure).__name__)


async def next_due(installation: Installation) -> datetime | None:
    """When the next delivery is due that nobody holds; in the past where it waits for us. None where there is none."""
    rows = (
        await Delivery.select(Delivery.due_at)
        .where(
            Delivery.state.is_in(["waiting", "sending"]),
            Delivery.claimed_until.is_null() | (Delivery.claimed_until <= installation.clock()),
        )
        .order_by(Delivery.due_at)
        .limit(1)
    )
    return rows[0]["due_at"] if rows else None
