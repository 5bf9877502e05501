"""One row for each browser that wants the digest. Raw statements run before tables are made, hence a migration of its own."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-24T19:05:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "The digest's index"


async def forwards() -> MigrationManager:
    """Make the index."""
    manager = MigrationManager(migration_id=ID, app_name="buurtsein", description=DESCRIPTION)

    async def make() -> None:
        engine = engine_finder()
        assert engine is not None
        await engine.run_ddl(
            "CREATE UNIQUE INDEX IF NOT EXISTS digest_subscription_digest ON digest_subscription (digest)"
        )

    manager.add_raw(make)
    return manager
