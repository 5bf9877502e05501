"""Opening an installation: neighbourhood, database, vault, in the order in which each needs the one before."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg

from backend.database import connect
from backend.database.migrating import migrate
from backend.database.schema import is_current, layout_of
from backend.installation import Clock, Installation, now
from backend.neighbourhood import load
from backend.piccolo_app import TABLES
from backend.reports import delete_again
from backend.settings import Settings, SettingsError
from backend.vault import KeysError, open_vault
from backend.vault.keyfile import LAYOUT, other_layout


async def open_installation(settings: Settings, clock: Clock = now) -> Installation:
    """Load the neighbourhood, open the database and the vault.

    Raises ConfigurationError, KeysError, and SettingsError where the database does not answer or is not up to date.
    """
    neighbourhood = load(settings.neighbourhood)
    with answering():
        if not await is_current(settings.database_url):
            raise SettingsError("The database is not up to date. Run buurtsein migrate first.")
        database = connect(settings.database_url, TABLES)
        await database.start()
    vault = await open_vault(database, settings.keys, settings.data_dir / "files", settings.deletions)
    return Installation(settings, neighbourhood, database, vault, clock)


async def close_installation(installation: Installation) -> None:
    """Finish what was accepted, then let go."""
    await installation.database.stop()
    installation.vault.close()


async def found(settings: Settings) -> None:
    """Bring the schema up to date and make what a new installation needs.

    Raises KeysError for data of another layout, before anything of it is changed.
    """
    with answering():
        if (layout := await layout_of(settings.database_url)) not in (None, LAYOUT):
            raise KeysError(other_layout(layout))
        await migrate(settings.database_url)
    await prove(settings)


async def prove(settings: Settings) -> None:
    """Open everything once and let go of it, so that what is wrong is said before a process begins.

    What came back with a copy of the database is deleted again before anybody sees it.
    """
    installation = await open_installation(settings)
    try:
        await delete_again(installation)
    finally:
        await close_installation(installation)


@contextmanager
def answering() -> Iterator[None]:
    """Whatever a driver says of a database that is not there becomes a sentence."""
    try:
        yield
    except (OSError, sqlite3.Error, asyncpg.PostgresError, asyncpg.InterfaceError) as failure:
        said = str(failure) or type(failure).__name__
        raise SettingsError(f"BUURTSEIN_DATABASE_URL: the database cannot be used ({said}). Start it.") from failure
