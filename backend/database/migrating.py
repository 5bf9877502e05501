"""Migrations, run forwards by Piccolo on either engine.

They create tables, add simple columns and drop plain ones: the steps that SQLite and PostgreSQL both can. Unique
indexes are raw SQL, since Piccolo's composite constraints fail on SQLite.
"""

import contextlib
import io
import os
from importlib import import_module
from pathlib import Path
from typing import Any

from piccolo.engine.base import Engine
from piccolo.engine.sqlite import SQLiteEngine

from backend.database.postgres import PooledEngine
from backend.database.schema import is_current
from backend.database.sqlite import TunedConnection

#: Piccolo is told by name; it imports this module, so it cannot be imported above.
CONF = "backend.piccolo_conf"
#: Imported only when there is something to migrate: it takes a while.
FORWARDS = "piccolo.apps.migrations.commands.forwards"
TABLES = "piccolo.apps.migrations.tables"


def migrating_engine(url: str) -> Engine[Any]:
    """An engine that may change the schema."""
    if url.startswith("sqlite:///"):
        return SQLiteEngine(path=url.removeprefix("sqlite:///"), factory=TunedConnection, timeout=5)
    return PooledEngine({"dsn": url})


async def migrate(url: str) -> None:
    """Bring the schema at `url` up to date. Raises RuntimeError with Piccolo's words where that fails."""
    if await is_current(url):
        return
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ["PICCOLO_CONF"] = CONF
    piccolo_conf: Any = import_module(CONF)
    piccolo_conf.DB = migrating_engine(url)
    import_module(TABLES).Migration._meta._db = piccolo_conf.DB  # it keeps the first engine that it saw
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        result = await import_module(FORWARDS).run_forwards("all")
    if not result.success:
        raise RuntimeError(f"The database could not be brought up to date: {said.getvalue()}")
