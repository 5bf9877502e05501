"""Making a digest: at each slot its list, and a push to every phone where the rule says so. Once, whatever happens."""

import asyncio
import secrets
from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

from backend.database import AlreadyThere, Transaction
from backend.deliveries.digest.lists import padded, value_of
from backend.deliveries.digest.slots import Slot, latest_slot, oldest_kept, push_goes, slot_named
from backend.deliveries.digest.tables import NewsEntry, NewsList
from backend.deliveries.digest.waiting import add_entry, open_entry
from backend.deliveries.telling import add
from backend.installation import Installation
from backend.vault import new_key

#: Ids that one statement takes.
BATCH = 500
#: Rows of nobody that are left behind, at most: a copy of the database does not tell how much news there is.
DECOYS = 32


async def make_digest(installation: Installation) -> None:
    """Make the list of the last slot, unless it is there. Of slots that passed while nobody worked there is no list.

    List, push and what was waiting change in one entry: a kill leaves all of it or nothing, of two workers one wins.
    """
    neighbourhood, now = installation.neighbourhood, installation.clock()
    slot = latest_slot(now, neighbourhood.digest_at, neighbourhood.timezone)
    if await NewsList.exists().where(NewsList.slot == slot.name):
        return
    rows = await NewsEntry.select()
    sealed = [bytes(row["sealed"]) for row in rows]
    entries, open_news = await asyncio.to_thread(list_for, installation, slot, sealed)
    sends = push_goes(slot, await last_sent(), neighbourhood.digest_at, open_news=open_news)

    async def entry(transaction: Transaction) -> None:
        await forget(transaction, [row["id"] for row in rows])
        await transaction.run(NewsList.delete().where(NewsList.slot < oldest_kept(slot).name))
        transaction.add(NewsList, slot=slot.name, entries=entries, sent=sends)
        for _ in range(secrets.randbelow(DECOYS + 1)):
            add_entry(installation, transaction, new_key(), is_open=False)
        if sends:
            add(transaction, kind="digest", due_at=now)

    with suppress(AlreadyThere):  # another worker made it at the same moment
        await installation.ledger.record(entry)


def list_for(installation: Installation, slot: Slot, sealed: Sequence[bytes]) -> tuple[bytes, bool]:
    """The list of what waits, and whether some of it is of an open report. Opening takes 35 µs a row."""
    opened = [open_entry(installation, each) for each in sealed]
    return padded({value_of(key, slot.name) for _, key in opened}), any(is_open for is_open, _ in opened)


async def last_sent() -> Slot | None:
    """The last slot that a push went with."""
    rows = (
        await NewsList.select(NewsList.slot)
        .where(NewsList.sent.eq(True))
        .order_by(NewsList.slot, ascending=False)
        .limit(1)
    )
    return slot_named(rows[0]["slot"]) if rows else None


async def forget(transaction: Transaction, entries: Sequence[UUID]) -> None:
    """What stands in a list now waits no more, and is not kept in the database's log either."""
    for start in range(0, len(entries), BATCH):
        await transaction.run(NewsEntry.delete().where(NewsEntry.id.is_in(list(entries[start : start + BATCH]))))
    transaction.forget()
