"""Whether the schema is up to date, asked without Piccolo's machinery: that alone costs a third of a start."""

import contextlib
import re
import sqlite3
from pathlib import Path

import asyncpg

MIGRATIONS = Path(__file__).parent / "migrations"
#: Piccolo names a migration's file after its id.
FILE = re.compile(r"_(\d+)_(\d+)_(\d+)t(\d+)_(\d+)_(\d+)_(\d+)$")
DONE = "SELECT name FROM migration"


async def is_current(url: str) -> bool:
    """Whether every migration that we have was run on the database at `url`."""
    return known() <= await done(url)


def known() -> set[str]:
    """The ids of our migrations."""
    found = (FILE.search(path.stem) for path in MIGRATIONS.glob("*.py"))
    return {"{}-{}-{}T{}:{}:{}:{}".format(*match.groups()) for match in found if match}


async def done(url: str) -> set[str]:
    """The ids of the migrations that were run; none in a new database."""
    if url.startswith("sqlite:///"):
        path = url.removeprefix("sqlite:///")
        with (
            contextlib.suppress(sqlite3.OperationalError),
            contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection,
        ):
            return {name for (name,) in connection.execute(DONE)}
        return set()
    database = await asyncpg.connect(url, timeout=30)
    try:
        return {row["name"] for row in await database.fetch(DONE)}
    except asyncpg.UndefinedTableError:
        return set()
    finally:
        await database.close()
