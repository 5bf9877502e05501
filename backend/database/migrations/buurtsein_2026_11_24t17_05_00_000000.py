"""Indexes for the keys of members. In a file of their own: Piccolo runs raw SQL before it makes tables."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-24T17:05:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Indexes for the keys of members"

INDEXES = (
    "CREATE INDEX IF NOT EXISTS member_lock_person ON member_lock (person)",
    "CREATE UNIQUE INDEX IF NOT EXISTS held_key_person_keyring ON held_key (person, keyring)",
    "CREATE INDEX IF NOT EXISTS wrap_waits_for ON wrap (waits_for, keyring) WHERE waits_for <> ''",
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
