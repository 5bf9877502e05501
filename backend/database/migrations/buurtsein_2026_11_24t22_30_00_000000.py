"""Sessions of work outside, bound to a device; and when a team's recovery key was renewed, and by whom."""

from typing import Any

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import UUID, Bytea, Column, Date, Timestamptz

ID = "2026-11-24T22:30:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Devices and renewed recovery keys"

COLUMNS: dict[str, dict[str, type[Column]]] = {
    "staff_session": {"device": Bytea, "device_next": Bytea, "device_before": Bytea, "device_at": Timestamptz},
    "recovery": {"renewed_on": Date, "renewed_by": UUID},
}


async def forwards() -> MigrationManager:
    """Make the columns."""
    manager = MigrationManager(migration_id=ID, app_name="buurtsein", description=DESCRIPTION)
    for table, columns in COLUMNS.items():
        for name, column_class in columns.items():
            params: dict[str, Any] = {"default": None, "null": True}
            manager.add_column(
                table_class_name="".join(part.capitalize() for part in table.split("_")),
                tablename=table,
                column_name=name,
                db_column_name=name,
                column_class_name=column_class.__name__,
                column_class=column_class,
                params=params,
                schema=None,
            )
    return manager
