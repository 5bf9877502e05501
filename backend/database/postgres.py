"""PostgreSQL: an engine whose transactions give their connection back, and a writer that commits in groups."""

import asyncio
from collections.abc import Sequence
from typing import Any

import asyncpg
from piccolo.engine.postgres import PostgresEngine, PostgresTransaction
from piccolo.query.base import Query
from piccolo.table import Table

from backend.database.latest import Latest
from backend.database.ledger import AlreadyThere, Pending
from backend.database.statements import Row, Rows, insert
from backend.errors import Unavailable

#: A connection that is lost at an unlucky moment is told of as an internal error of the driver.
GONE = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    OSError,
    asyncio.TimeoutError,
)
#: Errors of the server that say "not now" about the whole transaction: no space, shutting down, too many clients.
NOT_NOW = (asyncpg.InsufficientResourcesError, asyncpg.OperatorInterventionError, asyncpg.PostgresSystemError)


class ReturningTransaction(PostgresTransaction):
    """Piccolo 1.38 leaks its connection where COMMIT fails; this one gives it back whatever happens."""

    async def __aexit__(self, exception_type: Any, exception: Any, traceback: Any) -> bool:
        if self._parent:
            return exception is None
        try:
            if exception and not self._rolled_back:
                await self.rollback()  # type: ignore[no-untyped-call]
            elif not exception and not self._committed and not self._rolled_back:
                await self.commit()  # type: ignore[no-untyped-call]
        finally:
            self.engine.current_transaction.reset(self.context)
            if self.engine.pool:
                await self.engine.pool.release(self.connection)
            else:
                await self.connection.close()
        return exception is None


class PooledEngine(PostgresEngine):
    """Piccolo's PostgreSQL engine with the transaction above."""

    def transaction(self, allow_nested: bool = True) -> PostgresTransaction:
        """A transaction that returns its connection."""
        return ReturningTransaction(engine=self, allow_nested=allow_nested)


class PostgresLedgerTransaction:
    """One entry's view of the writer's connection. A savepoint is made only where the entry runs a query."""

    def __init__(self, connection: asyncpg.Connection, latest: Latest) -> None:
        self._connection = connection
        self._latest = latest
        self._savepoint: Any = None
        self.rows: Rows = []

    @property
    def alone(self) -> bool:
        """Whether the entry ran queries, so that it has a savepoint of its own."""
        return self._savepoint is not None

    def add(self, table: type[Table], **values: Any) -> None:
        """Insert a row at the end of the entry."""
        self.rows.append((table, insert(table).row(values)))

    def last(self, table: type[Table]) -> dict[str, Any] | None:
        """The last row that this process added to a table."""
        return self._latest.of(table, self.rows)

    def forget(self) -> None:
        """PostgreSQL's log is recycled by itself; what it keeps until then has no key any more."""

    async def run(self, query: Query[Any, Any]) -> list[dict[str, Any]]:
        """Run a query at once, inside the entry's savepoint."""
        await self.begin()
        rows: list[dict[str, Any]] = []
        for querystring in query.querystrings:
            sql, values = querystring.compile_string(engine_type="postgres")
            rows = [dict(row) for row in await self._connection.fetch(sql, *values)]
        return rows

    async def begin(self) -> None:
        """Set the savepoint, once."""
        if self._savepoint is None:
            self._savepoint = self._connection.transaction()
            await self._savepoint.start()

    async def release(self) -> None:
        """Keep what was done since the savepoint."""
        if self._savepoint is not None:
            await self._savepoint.commit()

    async def undo(self) -> None:
        """Forget what was done since the savepoint."""
        if self._savepoint is not None:
            await self._savepoint.rollback()


class PostgresWriter:
    """Commits batches on a connection of its own, opened again when it was lost."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: asyncpg.Connection | None = None
        self._latest = Latest()

    async def start(self) -> None:
        """Connect."""
        await self._connect()

    async def stop(self) -> None:
        """Close the connection."""
        if self._connection and not self._connection.is_closed():
            await self._connection.close()

    async def _connect(self) -> asyncpg.Connection:
        if self._connection is None or self._connection.is_closed():
            self._connection = await asyncpg.connect(self._url, timeout=5)
        return self._connection

    async def commit(self, batch: Sequence[Pending]) -> set[str]:
        """Run the batch in one transaction."""
        try:
            return await self._commit(batch)
        except Exception as failure:
            self._latest.lose()
            if not isinstance(failure, (*GONE, *NOT_NOW)):
                raise
            if self._connection:
                self._connection.terminate()
            raise Unavailable from failure

    async def _commit(self, batch: Sequence[Pending]) -> set[str]:
        """Entries that only add rows go together; where one of these cannot be stored all run again, one by one."""
        connection = await self._connect()
        if len(batch) > 1:
            try:
                return await self._attempt(connection, batch, together=True)
            except (asyncpg.PostgresError, AlreadyThere) as failure:
                if isinstance(failure, (*GONE, *NOT_NOW)):
                    raise
        return await self._attempt(connection, batch, together=False)

    async def _attempt(self, connection: asyncpg.Connection, batch: Sequence[Pending], *, together: bool) -> set[str]:
        self._latest.begin()
        async with connection.transaction():
            tables = await run_batch(connection, self._latest, batch, together=together)
        self._latest.commit()
        return tables


async def run_batch(
    connection: asyncpg.Connection, latest: Latest, batch: Sequence[Pending], *, together: bool
) -> set[str]:
    """Run each entry; `together`, the rows of entries that only add are written after all, one statement per table.

    Otherwise each has a savepoint, so that a bad one fails alone.
    """
    waiting: Rows = []
    tables: set[str] = set()
    for pending in batch:
        transaction = PostgresLedgerTransaction(connection, latest)
        if not together:
            await transaction.begin()
        if await run_entry(connection, transaction, pending):
            latest.keep(transaction.rows)
            tables |= {table._meta.tablename for table, _ in transaction.rows}
            if not transaction.alone:
                waiting += transaction.rows
    await write(connection, waiting)
    return tables


async def run_entry(connection: asyncpg.Connection, transaction: PostgresLedgerTransaction, pending: Pending) -> bool:
    """Run one entry; with a savepoint also write its rows and release it. False where the entry failed."""
    pending.outcome, pending.failure = None, None
    try:
        pending.outcome = await pending.entry(transaction)
        if transaction.alone:
            await write(connection, transaction.rows)
            await transaction.release()
    except (*GONE, *NOT_NOW):
        raise
    except Exception as failure:
        await transaction.undo()
        broken = isinstance(failure, asyncpg.IntegrityConstraintViolationError)
        pending.failure = AlreadyThere(failure.__class__.__name__) if broken else failure
        return False
    return True


async def write(connection: asyncpg.Connection, rows: Rows) -> None:
    """Insert rows, one statement per table. Raises AlreadyThere.

    A refused row is no error of the server: its log would keep the value, a submission for instance, with the moment.
    """
    by_table: dict[type[Table], list[Row]] = {}
    for table, row in rows:
        by_table.setdefault(table, []).append(row)
    for table, some in by_table.items():
        done = await connection.execute(insert(table).many, *map(list, zip(*some, strict=True)))
        if done != f"INSERT 0 {len(some)}":
            raise AlreadyThere(insert(table).table)
