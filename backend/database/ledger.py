"""The ledger: every durable write is an entry, and an entry is whole or not there at all.

Entries queue; one writer commits all that wait in one transaction, each in a savepoint of its own, then all are
answered. An entry may be run again (a refused transaction, a batch in which another failed): it must do nothing
but speak to its transaction.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from piccolo.query.base import Query
from piccolo.table import Table

from backend.errors import Unavailable

T = TypeVar("T")

#: Entries that one transaction takes, and that may wait, before new ones are refused with a 503.
BATCH = 256
WAITING = 5_000


class AlreadyThere(Exception):
    """A row broke a unique index: it exists already. `table` is the first table that the entry wrote to."""


class Transaction(Protocol):
    """What an entry can do."""

    def add(self, table: type[Table], **values: Any) -> None:
        """Insert a row at the end of the entry. Columns that are not named become NULL."""

    async def run(self, query: Query[Any, Any]) -> list[dict[str, Any]]:
        """Run a Piccolo query at once and return its rows. Values of RETURNING are as the engine has them."""

    def last(self, table: type[Table]) -> dict[str, Any] | None:
        """The last row that this process added to a table, here or in an entry that stands before this one for good.

        None where it added none yet, or where it cannot know whether its last rows were committed.
        """

    def forget(self) -> None:
        """What this entry deletes must not be readable in the database's log either, as far as its engine can do that.

        SQLite empties its log after the commit. PostgreSQL keeps unreadable remains until reuse: their keys are gone.
        """


Entry = Callable[[Transaction], Awaitable[T]]


@dataclass(slots=True)
class Pending:
    """An entry that waits for its commit, and who waits for it."""

    entry: Entry[Any]
    future: asyncio.Future[Any]
    outcome: Any = None
    failure: BaseException | None = None


class Writer(Protocol):
    """Commits batches on one engine."""

    async def start(self) -> None:
        """Open what is needed to write."""

    async def commit(self, batch: Sequence[Pending]) -> set[str]:
        """Run and commit the batch, fill in each outcome or failure, and name the tables that got rows."""

    async def stop(self) -> None:
        """Close; nothing is in flight any more."""


class Ledger:
    """The one way to write. `committed` are called after each commit with the names of the tables that got rows."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._waiting: list[Pending] = []
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._closing = False
        self.committed: list[Callable[[set[str]], None]] = []

    async def start(self) -> None:
        """Begin to write."""
        await self._writer.start()
        self._task = asyncio.create_task(self._commit_forever(), name="ledger")

    async def stop(self) -> None:
        """Finish what was accepted, then close."""
        self._closing = True
        self._wake.set()
        if self._task:
            await self._task
        await self._writer.stop()

    async def record(self, entry: Entry[T]) -> T:
        """Run `entry` and return its result once it is durable.

        Raises AlreadyThere for a broken unique index, Unavailable where it could not be made durable (full queue, full
        disk, database gone), and whatever the entry itself raises; in all of these cases nothing of it is stored.
        """
        if self._closing or len(self._waiting) >= WAITING:
            raise Unavailable
        pending = Pending(entry, asyncio.get_running_loop().create_future())
        self._waiting.append(pending)
        self._wake.set()
        result: T = await pending.future
        return result

    async def _commit_forever(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._waiting:
                batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
                await self._commit(batch)
            if self._closing:
                return

    async def _commit(self, batch: list[Pending]) -> None:
        tables: set[str] = set()
        try:
            tables = await self._writer.commit(batch)
        except Exception as failure:
            for pending in batch:
                pending.failure = failure
        for pending in batch:
            if pending.future.cancelled():
                continue
            if pending.failure is not None:
                pending.future.set_exception(pending.failure)
            else:
                pending.future.set_result(pending.outcome)
        if tables:
            for listener in self.committed:
                listener(tables)
