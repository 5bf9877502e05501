"""Indexes for sealed reports. In a file of their own: Piccolo runs raw SQL before it makes tables."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-24T18:15:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Indexes for sealed reports"

INDEXES = (
    "CREATE INDEX IF NOT EXISTS casefile_intake_due ON casefile (intake, due_at, id) WHERE intake IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS casefile_release ON casefile (release_at) WHERE release_at IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS wrap_lapsed ON wrap (lapsed_on) WHERE lapsed_on IS NOT NULL",
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
