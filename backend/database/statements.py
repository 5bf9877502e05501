"""SQL of plain inserts, made once per table from its Piccolo columns."""

from functools import cache, cached_property
from typing import Any

from piccolo.table import Table

Row = tuple[Any, ...]
Rows = list[tuple[type[Table], Row]]


class Insert:
    """How rows of one table are written."""

    def __init__(self, table: type[Table]) -> None:
        self.table = table._meta.tablename
        self._columns = table._meta.columns
        self.names = [column._meta.db_column_name for column in self._columns]
        self._known = frozenset(self.names)
        quoted = ", ".join(f'"{name}"' for name in self.names)
        self._into = f'"{self.table}" ({quoted})'

    @cached_property
    def one(self) -> str:
        """One row, SQLite's way."""
        return f"INSERT INTO {self._into} VALUES ({', '.join('?' * len(self.names))})"  # noqa: S608

    @cached_property
    def many(self) -> str:
        """An array per column, PostgreSQL's way. A row that breaks a unique index is left out."""
        arrays = ", ".join(f"${n}::{column.column_type}[]" for n, column in enumerate(self._columns, 1))
        return f"INSERT INTO {self._into} SELECT * FROM unnest({arrays}) ON CONFLICT DO NOTHING"  # noqa: S608

    def row(self, values: dict[str, Any]) -> Row:
        """The values in the order of the columns; an unknown name is a programming error."""
        if unknown := values.keys() - self._known:
            raise TypeError(f"{self.table} has no column {', '.join(sorted(unknown))}")
        return tuple(map(values.get, self.names))

    def values(self, row: Row) -> dict[str, Any]:
        """A row by the names of its columns."""
        return dict(zip(self.names, row, strict=True))


@cache
def insert(table: type[Table]) -> Insert:
    """The insert of a table."""
    return Insert(table)
