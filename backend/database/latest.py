"""The last row that this process added to each table: what a chain needs to go on, without asking the database.

What was undone never counts: an entry that failed, a batch that was refused. Where nobody can tell whether a batch was
committed (the connection was lost at that moment) nothing is known any more.
"""

from typing import Any

from piccolo.table import Table

from backend.database.statements import Row, Rows, insert


class Latest:
    """Of one writer. Every batch runs between `begin` and `commit`; `lose` comes after one that went wrong."""

    def __init__(self) -> None:
        self._committed: dict[type[Table], Row] = {}
        self._running: dict[type[Table], Row] = {}

    def begin(self) -> None:
        """A batch begins, or begins again."""
        self._running = dict(self._committed)

    def keep(self, rows: Rows) -> None:
        """An entry of this batch added these rows and did not fail."""
        self._running.update(rows)

    def commit(self) -> None:
        """The batch is durable."""
        self._committed = self._running

    def lose(self) -> None:
        """The batch was not committed, or perhaps it was."""
        self._committed = {}

    def of(self, table: type[Table], added: Rows) -> dict[str, Any] | None:
        """The last row of a table for an entry that itself added these rows until now."""
        own = next((row for other, row in reversed(added) if other is table), None)
        row = own or self._running.get(table)
        return insert(table).values(row) if row else None
