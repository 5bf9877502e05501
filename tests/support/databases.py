"""Databases with today's schema, made once and copied for each test."""

import shutil
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

MIGRATE = "import asyncio, sys; from backend.database.migrating import migrate; asyncio.run(migrate(sys.argv[1]))"


class Engine(Protocol):
    """Where new databases come from."""

    def create(self, template: str = ...) -> str:
        """A new database, a copy of `template` where one is given; returns its URL."""

    def drop(self, url: str) -> None:
        """Removes it."""


class SQLiteFolder:
    """New SQLite databases in one folder, each in a folder of its own as an installation has it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made = 0

    def create(self, template: str = "") -> str:
        """A place for a new file, or a copy of the file at the URL `template`; returns its URL."""
        self.made += 1
        home = self.folder / str(self.made)
        if template:
            shutil.copytree(self._home(template), home)
        else:
            home.mkdir()
        return f"sqlite:///{home}/buurtsein.sqlite"

    def drop(self, url: str) -> None:
        """Removes its folder."""
        shutil.rmtree(self._home(url))

    def _home(self, url: str) -> Path:
        return Path(url.removeprefix("sqlite:///")).parent


class Databases:
    """Empty and migrated databases of one engine. The next one is made, and the last one removed, while a test runs."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._migrated = ""
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="databases")
        self._next: Future[str] | None = None

    def empty(self) -> str:
        """A database without any table; returns its URL."""
        return self.engine.create()

    def migrated(self) -> str:
        """A database with today's schema and no rows; returns its URL."""
        if not self._migrated:
            url = self.engine.create()
            # In a process of its own: migrating binds Piccolo's tables to an engine of this database.
            subprocess.run([sys.executable, "-c", MIGRATE, url], check=True)
            self._migrated = url
        ready, self._next = self._next, None
        # It failed where a test had stopped the server meanwhile.
        url = self.engine.create(self._migrated) if ready is None or ready.exception() else ready.result()
        self._next = self._beside.submit(self.engine.create, self._migrated)
        return url

    def drop(self, url: str) -> None:
        """Removes a database that a test is done with."""
        self._beside.submit(self.engine.drop, url)

    def close(self) -> None:
        """Wait for what is under way."""
        self._beside.shutdown()
