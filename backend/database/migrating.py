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

from piccolo.apps.migrations.commands.forwards import run_forwards
from piccolo.apps.migrations.tables import Migration
from piccolo.engine.base import Engine
from piccolo.engine.sqlite import SQLiteEngine

from backend.database.postgres import PooledEngine
from backend.database.sqlite import TunedConnection

#: Piccolo is told by name; it imports this module, so it cannot be imported above.
CONF = "backend.piccolo_conf"


def migrating_engine(url: str) -> Engine[Any]:
    """An engine that may change the schema."""
    if url.startswith("sqlite:///"):
        return SQLiteEngine(path=url.removeprefix("sqlite:///"), factory=TunedConnection, timeout=5)
    return PooledEngine({"dsn": url})


async def migrate(url: str) -> None:
    """Bring the schema at `url` up to date. Raises RuntimeError with Piccolo's words where that fails."""
    piccolo_conf = import_module(CONF)
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ["PICCOLO_CONF"] = CONF
    piccolo_conf.DB = migrating_engine(url)
    Migration._meta._db = piccolo_conf.DB  # it keeps the first engine that it saw
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        result = await run_forwards("all")
    if not result.success:
        raise RuntimeError(f"The database could not be brought up to date: {said.getvalue()}")
