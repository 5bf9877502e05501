"""What really lies in a database, read past the application: names of tables and columns, rows, values."""

import asyncio
import re
import sqlite3
from contextlib import closing
from typing import Any, cast
from uuid import UUID

import asyncpg

Row = dict[str, Any]
#: The columns that hold ids in SQLite, whatever their table.
IDS = "SELECT DISTINCT p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE p.type = 'UUID'"
#: An id in a query. SQLite has 16 bytes of it.
ID = re.compile(r"'([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})'")

TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    "postgresql": "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename",
}


def rows(url: str, query: str) -> list[Row]:
    """The rows of a query at the database `url`; ids are texts on either engine."""
    found = in_sqlite(url, query) if url.startswith("sqlite") else asyncio.run(in_postgres(url, query))
    return [{name: plain(value) for name, value in row.items()} for row in found]


def count(url: str, query: str) -> int:
    """The one number that a query gives."""
    (row,) = rows(url, query)
    (number,) = row.values()
    return int(number)


def tables(url: str) -> list[str]:
    """The names of all tables."""
    return [row["name"] for row in rows(url, TABLES["sqlite" if url.startswith("sqlite") else "postgresql"])]


def columns(url: str, table: str) -> set[str]:
    """The names of the columns of a table."""
    if url.startswith("sqlite"):
        return {row["name"] for row in rows(url, f"SELECT name FROM pragma_table_info('{table}')")}  # noqa: S608
    query = f"SELECT column_name AS name FROM information_schema.columns WHERE table_name = '{table}'"  # noqa: S608
    return {row["name"] for row in rows(url, query)}


def change(url: str, statement: str) -> None:
    """Change what lies there, as only time or a fault does."""
    rows(url, statement)


def in_sqlite(url: str, query: str) -> list[Row]:
    query = ID.sub(lambda id: f"x'{id.group(1).replace('-', '')}'", query)
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=10, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        ids = {row["name"] for row in connection.execute(IDS)}
        found = [dict(row) for row in connection.execute(query)]
    return [{name: as_id(value) if name in ids else value for name, value in row.items()} for row in found]


async def in_postgres(url: str, query: str) -> list[Row]:
    connection = await asyncpg.connect(url)
    try:
        return [dict(row) for row in await connection.fetch(query)]
    finally:
        await connection.close()


def plain(value: Any) -> Any:
    """Ids as text, everything else as the driver has it."""
    return str(value) if type(value).__name__ == "UUID" else cast("Any", value)


def as_id(value: Any) -> Any:
    """Of the 16 bytes of an id in SQLite the id."""
    return UUID(bytes=value) if isinstance(value, bytes) and len(value) == 16 else value
