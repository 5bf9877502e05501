"""Indexes for passkeys. In a file of their own: Piccolo runs raw SQL before it makes tables."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-24T21:05:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Indexes for passkeys"

INDEXES = (
    "CREATE UNIQUE INDEX IF NOT EXISTS passkey_credential ON passkey (credential)",
    "CREATE INDEX IF NOT EXISTS passkey_person ON passkey (person)",
)


async def forwards() -> MigrationManager:
    """Make the indexes."""
    manager = MigrationManager(migration_id=ID, app_name="buurtsein", description=DESCRIPTION)

    async def make() -> None:
        engine = engine_finder()
        assert engine is not None
        for statement in INDEXES:
            await engine.run_ddl(statement)

    manager.add_raw(make)
    return manager
