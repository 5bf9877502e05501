"""News that waits for the next slot: noted in the entry of the event, without the report and without a time."""

from collections.abc import Collection
from uuid import UUID, uuid4

from backend.database import Transaction
from backend.deliveries.digest.tables import NewsEntry
from backend.installation import Installation
from backend.vault import Vault, new_key, news_key
from backend.vault.tables import Sealed

#: Whether the news is of an `open` report stands sealed in front of the key, as one byte.
OPEN, OTHER = b"\1", b"\0"


def seal_news_key(vault: Vault, key: bytes) -> bytes:
    """The news key of the follow key `key`, for `Sealed.news_key`: the notifier alone opens it."""
    return vault.seal_to("notifier", news_key(key))


async def note_news(
    installation: Installation, transaction: Transaction, reports: Collection[UUID], *, is_open: bool
) -> None:
    """There is news of these reports: it stands in the list of the next slot.

    Each is one row of the same length under a fresh seal, with a key of nobody where the report has no code. So the
    rows cannot be matched with reports, and do not say whether they are of open ones.
    """
    rows = await transaction.run(
        Sealed.select(Sealed.report, Sealed.news_key).where(Sealed.report.is_in(list(reports)))
    )
    sealed = {row["report"]: row["news_key"] for row in rows}
    for report in reports:
        held = sealed.get(report)
        key = installation.vault.open_as("notifier", bytes(held)) if held is not None else new_key()
        add_entry(installation, transaction, key, is_open=is_open)


def add_entry(installation: Installation, transaction: Transaction, key: bytes, *, is_open: bool) -> None:
    """One row."""
    sealed = installation.vault.seal_to("notifier", (OPEN if is_open else OTHER) + key)
    transaction.add(NewsEntry, id=uuid4(), sealed=sealed)


def open_entry(installation: Installation, sealed: bytes) -> tuple[bool, bytes]:
    """Whether it is of an open report, and the news key."""
    opened = installation.vault.open_as("notifier", sealed)
    return opened[:1] == OPEN, opened[1:]
