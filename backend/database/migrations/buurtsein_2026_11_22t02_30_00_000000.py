"""Codes that were tried in half a session of staff, and sessions by person."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import SmallInt
from piccolo.engine import engine_finder

ID = "2026-11-22T02:30:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Tries of a second factor"


async def forwards() -> MigrationManager:
    """Add the column and its index."""
    manager = MigrationManager(migration_id=ID, app_name="buurtsein", description=DESCRIPTION)
    manager.add_column(
        table_class_name="StaffSession",
        tablename="staff_session",
        column_name="tries",
        db_column_name="tries",
        column_class_name="SmallInt",
        column_class=SmallInt,
        params={"default": 0, "null": False},
        schema=None,
    )

    async def make() -> None:
        engine = engine_finder()
        assert engine is not None  # noqa: S101
        await engine.run_ddl("CREATE INDEX IF NOT EXISTS staff_session_person ON staff_session (person)")

    manager.add_raw(make)
    return manager
