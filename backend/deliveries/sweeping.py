"""Sweeping: what was delivered goes after a day, a browser that nobody uses after 90."""

from datetime import timedelta

from backend.database import Transaction
from backend.deliveries.digest.tables import DigestSubscription
from backend.deliveries.tables import Delivery, Subscription
from backend.installation import Installation

KEPT = timedelta(days=1)
IDLE = timedelta(days=90)


async def sweep_deliveries(installation: Installation) -> None:
    """Remove finished deliveries and idle subscriptions."""
    now = installation.clock()

    async def entry(transaction: Transaction) -> None:
        await transaction.run(
            Delivery.delete().where(Delivery.state.is_in(["sent", "failed"]), Delivery.finished_at < now - KEPT)
        )
        for table in (Subscription, DigestSubscription):
            await transaction.run(table.delete().where(table.last_used < (now - IDLE).date()))

    await installation.ledger.record(entry)
