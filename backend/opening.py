"""Opening an installation: neighbourhood, database, vault, in the order in which each needs the one before."""

from backend.database import connect
from backend.database.migrating import migrate
from backend.installation import Clock, Installation, now
from backend.neighbourhood import load
from backend.piccolo_app import TABLES
from backend.settings import Settings
from backend.vault import keyring_of, open_vault


async def open_installation(settings: Settings, clock: Clock = now) -> Installation:
    """Load the neighbourhood, open the database and the vault. The schema must be up to date.

    Raises ConfigurationError, KeysError, or the driver's error where the database cannot be reached.
    """
    neighbourhood = load(settings.neighbourhood)
    database = connect(settings.database_url, TABLES)
    await database.start()
    vault = await open_vault(database, settings.keys, settings.data_dir / "files")
    keyrings = [
        keyring_of(team.id, duty)
        for partner in neighbourhood.partners
        for team in partner.teams
        for duty in team.duties
    ]
    await vault.make_keyrings(database, keyrings)
    return Installation(settings, neighbourhood, database, vault, clock)


async def close_installation(installation: Installation) -> None:
    """Finish what was accepted, then let go."""
    await installation.database.stop()
    installation.vault.close()


async def found(settings: Settings) -> None:
    """Bring the schema up to date and make what a new installation needs: key file, keyrings."""
    await migrate(settings.database_url)
    await close_installation(await open_installation(settings))
