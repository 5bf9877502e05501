"""One database: an engine for reads, a ledger for writes, chosen by its URL."""

from pathlib import Path
from typing import Any

from piccolo.engine.base import Engine
from piccolo.table import Table

from backend.database.ledger import Ledger
from backend.database.postgres import PooledEngine, PostgresWriter
from backend.database.sqlite import ReadingEngine, SQLiteWriter


class Database:
    """Open with `start`, close with `stop`. `engine` serves Piccolo's reads, `ledger` takes all writes."""

    def __init__(self, engine: Engine[Any], ledger: Ledger) -> None:
        self.engine = engine
        self.ledger = ledger

    async def start(self) -> None:
        """Open connections; the loop that calls this is the loop that may use them."""
        if isinstance(self.engine, PooledEngine):
            await self.engine.start_connection_pool(min_size=1, max_size=10)
        await self.ledger.start()

    async def stop(self) -> None:
        """Finish accepted writes and close."""
        await self.ledger.stop()
        if isinstance(self.engine, PooledEngine):
            await self.engine.close_connection_pool()
        elif isinstance(self.engine, ReadingEngine):
            self.engine.close()

    async def answers(self) -> bool:
        """Whether the database answers a question now."""
        try:
            await self.engine._run_in_new_connection("SELECT 1")  # type: ignore[attr-defined]
        except Exception:  # whatever the driver raises, the answer is no
            return False
        return True


def connect(url: str, tables: list[type[Table]]) -> Database:
    """The database at `url` (`sqlite:///path`, `postgresql://…`), with `tables` bound to it."""
    engine: Engine[Any]
    if url.startswith("sqlite:///"):
        path = Path(url.removeprefix("sqlite:///"))
        engine, ledger = ReadingEngine(path), Ledger(SQLiteWriter(path))
    else:
        engine, ledger = PooledEngine({"dsn": url}), Ledger(PostgresWriter(url))
    for table in tables:
        table._meta._db = engine
    return Database(engine, ledger)
