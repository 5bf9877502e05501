"""SQL of plain inserts, made once per table from its Piccolo columns."""

from functools import cache
from typing import Any

from piccolo.table import Table


class Insert:
    """How rows of one table are written."""

    def __init__(self, table: type[Table]) -> None:
        columns = table._meta.columns
        self.table = table._meta.tablename
        self.names = [column._meta.db_column_name for column in columns]
        quoted = ", ".join(f'"{name}"' for name in self.names)
        self.one = f'INSERT INTO "{self.table}" ({quoted}) VALUES ({", ".join("?" * len(columns))})'  # noqa: S608
        arrays = ", ".join(f"${n}::{column.column_type}[]" for n, column in enumerate(columns, 1))
        self.many = f'INSERT INTO "{self.table}" ({quoted}) SELECT * FROM unnest({arrays})'  # noqa: S608
        self._known = frozenset(self.names)

    def row(self, values: dict[str, Any]) -> tuple[Any, ...]:
        """The values in the order of the columns; an unknown name is a programming error."""
        if unknown := values.keys() - self._known:
            raise TypeError(f"{self.table} has no column {', '.join(sorted(unknown))}")
        return tuple(map(values.get, self.names))


@cache
def insert(table: type[Table]) -> Insert:
    """The insert of a table."""
    return Insert(table)
