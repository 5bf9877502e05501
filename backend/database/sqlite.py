"""SQLite: reads on a kept-open connection, writes by one thread that owns another.

Piccolo's own engine opens a connection and a thread per query; a read here costs microseconds, so it runs where it
is asked for. WAL lets readers and the writer work side by side.
"""

import asyncio
import contextlib
import sqlite3
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from operator import attrgetter
from pathlib import Path
from typing import Any
from uuid import UUID

from piccolo.engine.sqlite import SQLiteEngine
from piccolo.query.base import Query
from piccolo.table import Table

from backend.database.latest import Latest
from backend.database.ledger import AlreadyThere, Pending
from backend.database.statements import Row, Rows, insert
from backend.errors import Unavailable

# Piccolo writes an id as 36 characters; 16 bytes make every index half as large. After its import, so that ours counts.
sqlite3.register_adapter(UUID, attrgetter("bytes"))
sqlite3.register_converter("UUID", lambda raw: UUID(bytes=raw))

DETECT = sqlite3.PARSE_DECLTYPES | sqlite3.PARSE_COLNAMES
#: The log may grow to 32 MB before it is written into the database: many reports change the same pages.
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=5000",
    "secure_delete=ON",
    "wal_autocheckpoint=8000",
)


class TunedConnection(sqlite3.Connection):
    """WAL, an fsync per commit, deleted content overwritten, patience with another process."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for pragma in PRAGMAS:
            self.execute(f"PRAGMA {pragma}").fetchone()


def named_rows(cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> dict[str, Any]:
    """Rows as dictionaries, as Piccolo expects them."""
    return {column[0]: value for column, value in zip(cursor.description, row, strict=True)}


def open_connection(path: Path) -> sqlite3.Connection:
    """A tuned connection that starts no transaction by itself and may be handed to another thread."""
    connection = sqlite3.connect(
        path, factory=TunedConnection, detect_types=DETECT, isolation_level=None, check_same_thread=False
    )
    connection.row_factory = named_rows
    return connection


class ReadingEngine(SQLiteEngine):
    """Piccolo's SQLite engine for reads: one connection, kept open, that refuses to write."""

    def __init__(self, path: Path) -> None:
        super().__init__(path=str(path), factory=TunedConnection, timeout=5)
        self._reader = open_connection(path)
        self._reader.execute("PRAGMA query_only=ON")

    async def _run_in_new_connection(
        self,
        query: str,
        args: list[Any] | None = None,
        query_type: str = "generic",
        table: type[Table] | None = None,
    ) -> list[dict[str, Any]]:
        return self._reader.execute(query, args or []).fetchall()

    def close(self) -> None:
        """Close the reader."""
        self._reader.close()


class SQLiteTransaction:
    """One entry's view of the writer's connection. A savepoint is made only where the entry runs a query."""

    def __init__(self, connection: sqlite3.Connection, latest: Latest) -> None:
        self._connection = connection
        self._latest = latest
        self.rows: Rows = []
        self.forgets = False
        self.alone = False

    def add(self, table: type[Table], **values: Any) -> None:
        """Insert a row at the end of the entry."""
        self.rows.append((table, insert(table).row(values)))

    def last(self, table: type[Table]) -> dict[str, Any] | None:
        """The last row that this process added to a table."""
        return self._latest.of(table, self.rows)

    def forget(self) -> None:
        """Empty the log after the commit."""
        self.forgets = True

    async def run(self, query: Query[Any, Any]) -> list[dict[str, Any]]:
        """Run a query at once, inside the entry's savepoint."""
        self.begin()
        rows: list[dict[str, Any]] = []
        for querystring in query.querystrings:
            sql, values = querystring.compile_string(engine_type="sqlite")
            rows = self._connection.execute(sql, values).fetchall()
        return rows

    def begin(self) -> None:
        """Set the savepoint, once."""
        if not self.alone:
            self._connection.execute("SAVEPOINT entry")
            self.alone = True

    def release(self) -> None:
        """Keep what was done since the savepoint, and write the rows that were added."""
        write(self._connection, self.rows)
        self._connection.execute("RELEASE entry")

    def undo(self) -> None:
        """Forget what was done since the savepoint."""
        if self.alone:
            self._connection.execute("ROLLBACK TO entry")
            self._connection.execute("RELEASE entry")


def write(connection: sqlite3.Connection, rows: Rows) -> None:
    """Insert rows, one statement per table."""
    by_table: dict[type[Table], list[Row]] = {}
    for table, row in rows:
        by_table.setdefault(table, []).append(row)
    for table, some in by_table.items():
        connection.executemany(insert(table).one, some)


class SQLiteWriter:
    """Commits batches in a thread of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="ledger")
        self._connection: sqlite3.Connection | None = None
        self._must_forget = False
        self._latest = Latest()

    async def start(self) -> None:
        """Open the writer's connection."""
        self._connection = await self._in_thread(lambda: open_connection(self._path))

    async def commit(self, batch: Sequence[Pending]) -> set[str]:
        """Run the batch in one transaction."""
        tables: set[str] = await self._in_thread(lambda: self._commit(batch))
        return tables

    async def stop(self) -> None:
        """Close the writer's connection and its thread."""
        if self._connection:
            await self._in_thread(self._connection.close)
        self._thread.shutdown()

    async def _in_thread(self, work: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _commit(self, batch: Sequence[Pending]) -> set[str]:
        assert self._connection is not None  # noqa: S101
        connection, tables = self._connection, set[str]()
        try:
            connection.execute("BEGIN IMMEDIATE")
            tables = self._run_all(connection, batch)
            connection.execute("COMMIT")
            self._latest.commit()
            self._empty_log(connection)
        except sqlite3.Error as failure:
            # Disk full, file gone, locked for too long: nothing of this batch is durable, so nobody is told that it is.
            self._latest.lose()
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise Unavailable from failure
        return tables

    def _empty_log(self, connection: sqlite3.Connection) -> None:
        """Write the log into the database and cut it off, where an entry asked for that; a busy one is tried again."""
        if self._must_forget:
            # Busy, or no room for it: what was committed stands, and the next commit tries this again.
            with contextlib.suppress(sqlite3.OperationalError):
                busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()["busy"]
                self._must_forget = bool(busy)

    def _run_all(self, connection: sqlite3.Connection, batch: Sequence[Pending]) -> set[str]:
        """Entries that only add rows go together; where one of these cannot be stored all run again, one by one."""
        connection.execute("SAVEPOINT batch")
        try:
            tables = self._attempt(connection, batch, together=len(batch) > 1)
        except sqlite3.IntegrityError:
            connection.execute("ROLLBACK TO batch")
            tables = self._attempt(connection, batch, together=False)
        connection.execute("RELEASE batch")
        return tables

    def _attempt(self, connection: sqlite3.Connection, batch: Sequence[Pending], *, together: bool) -> set[str]:
        """Run each entry; `together`, the rows of entries that only add are written after all, one statement per table.

        Otherwise each has a savepoint, so that a bad one fails alone.
        """
        self._latest.begin()
        waiting: Rows = []
        tables: set[str] = set()
        for pending in batch:
            transaction = SQLiteTransaction(connection, self._latest)
            if not together:
                transaction.begin()
            if self._run(transaction, pending):
                self._latest.keep(transaction.rows)
                tables |= {table._meta.tablename for table, _ in transaction.rows}
                if not transaction.alone:
                    waiting += transaction.rows
        write(connection, waiting)
        return tables

    def _run(self, transaction: SQLiteTransaction, pending: Pending) -> bool:
        """Run one entry; with a savepoint also write its rows and release it. False where the entry failed.

        What is wrong with it is its own failure; a fault of the disk is everyone's.
        """
        pending.outcome, pending.failure = None, None
        try:
            pending.outcome = run_to_the_end(pending.entry(transaction))  # type: ignore[arg-type]
            if transaction.alone:
                transaction.release()
        except sqlite3.OperationalError:
            raise
        except Exception as failure:
            transaction.undo()
            pending.failure = AlreadyThere(str(failure)) if isinstance(failure, sqlite3.IntegrityError) else failure
            return False
        self._must_forget |= transaction.forgets
        return True


def run_to_the_end(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Run a coroutine that never has to wait: on SQLite every answer is there at once."""
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value
    coroutine.close()
    raise RuntimeError("an entry may wait for nothing but its own transaction")
