"""Reports whose reporters want news, news of them, and what their phones find in the lists."""

import secrets
from uuid import UUID

from msgspec import Struct

from backend.database import Transaction
from backend.deliveries import note_news, seal_news_key
from backend.deliveries.digest.lists import value_of, values_in
from backend.deliveries.digest.tables import NewsList
from backend.installation import Installation
from backend.vault import news_key
from backend.vault.tables import Sealed
from tests.support import outbox


class Reporter(Struct, frozen=True):
    """Somebody with a code, and the class of their report."""

    report: UUID
    sensitivity: str
    news_key: bytes

    def finds(self, slot: str, entries: bytes) -> bool:
        """Whether this phone finds its news in a list."""
        return value_of(self.news_key, slot) in values_in(entries)


async def reporter(installation: Installation, sensitivity: str) -> Reporter:
    """Somebody who reported something of this class."""
    id, key = await outbox.report(installation, sensitivity), secrets.token_bytes(32)
    sealed = seal_news_key(installation.vault, key)

    async def entry(transaction: Transaction) -> None:
        transaction.add(Sealed, report=id, news_key=sealed)

    await installation.ledger.record(entry)
    return Reporter(id, sensitivity, news_key(key))


async def has_news(installation: Installation, who: Reporter) -> None:
    """Something happens to their report, as a step of a team tells it."""
    if who.sensitivity == "open":
        await outbox.news(installation, who.report)
        return

    async def entry(transaction: Transaction) -> None:
        await note_news(installation, transaction, [who.report], is_open=False)

    await installation.ledger.record(entry)


async def lists() -> dict[str, bytes]:
    """All lists, by slot."""
    return {row["slot"]: bytes(row["entries"]) for row in await NewsList.select().order_by(NewsList.slot)}


async def sent() -> list[str]:
    """The slots that a push went with."""
    rows = await NewsList.select(NewsList.slot).where(NewsList.sent.eq(True)).order_by(NewsList.slot)
    return [row["slot"] for row in rows]
