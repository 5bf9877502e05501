"""Whether the schema is up to date, asked without Piccolo's machinery: that alone costs a third of a start."""

import contextlib
import re
import sqlite3
from pathlib import Path
from typing import Any

import asyncpg

MIGRATIONS = Path(__file__).parent / "migrations"
#: Piccolo names a migration's file after its id.
FILE = re.compile(r"_(\d+)_(\d+)_(\d+)t(\d+)_(\d+)_(\d+)_(\d+)$")
DONE = "SELECT name FROM migration"
LAYOUT = "SELECT layout FROM foundation"


async def is_current(url: str) -> bool:
    """Whether every migration that we have was run on the database at `url`."""
    return known() <= await done(url)


def known() -> set[str]:
    """The ids of our migrations."""
    found = (FILE.search(path.stem) for path in MIGRATIONS.glob("*.py"))
    return {"{}-{}-{}T{}:{}:{}:{}".format(*match.groups()) for match in found if match}


async def done(url: str) -> set[str]:
    """The ids of the migrations that were run; none in a new database."""
    return {str(value) for value in await column(url, DONE)}


async def layout_of(url: str) -> int | None:
    """How the secrets in the database at `url` are laid out; None in a new one. Asked before anything is changed."""
    found = await column(url, LAYOUT)
    return int(found[0]) if found else None


async def column(url: str, query: str) -> list[Any]:
    """The one column that a query gives; nothing where its table is not there."""
    if url.startswith("sqlite:///"):
        path = url.removeprefix("sqlite:///")
        with (
            contextlib.suppress(sqlite3.OperationalError),
            contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection,
        ):
            return [value for (value,) in connection.execute(query)]
        return []
    database = await asyncpg.connect(url, timeout=30)
    try:
        return [row[0] for row in await database.fetch(query)]
    except asyncpg.UndefinedTableError:
        return []
    finally:
        await database.close()
