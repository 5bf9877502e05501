"""Sealed reports: who a report can fall to, what a re-sealed case waits for, how old a report is for the covenant."""

from typing import Any

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import UUID, Boolean, Column, Date, Text, Timestamptz, Varchar

ID = "2026-11-24T18:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Sealed reports"

NULLABLE = {"default": None, "null": True}
STAND_INS: dict[str, tuple[type[Column], dict[str, Any]]] = {
    "report": (UUID, {"primary_key": True}),
    "fallback": (Varchar, {"length": 80, "default": ""}),
    "substitutes": (Text, {"default": ""}),
    "intakes": (Text, {"default": ""}),
}
COLUMNS: dict[str, dict[str, tuple[type[Column], dict[str, Any]]]] = {
    "sealed": {"week": (Date, NULLABLE)},
    "wrap": {"lapsed_on": (Date, NULLABLE)},
    "casefile": {
        "intake": (Varchar, {"length": 80, **NULLABLE}),
        "unread_intake": (Boolean, NULLABLE),
        "release_at": (Timestamptz, NULLABLE),
    },
}


async def forwards() -> MigrationManager:
    """Make the table and the columns."""
    manager = MigrationManager(migration_id=ID, app_name="buurtsein", description=DESCRIPTION)
    manager.add_table(class_name="StandIns", tablename="stand_ins", schema=None, columns=None)
    for table, columns in {"stand_ins": STAND_INS, **COLUMNS}.items():
        for name, (column_class, params) in columns.items():
            manager.add_column(
                table_class_name="StandIns" if table == "stand_ins" else table.capitalize(),
                tablename=table,
                column_name=name,
                db_column_name=name,
                column_class_name=column_class.__name__,
                column_class=column_class,
                params={"default": None, "null": False, **params},
                schema=None,
            )
    return manager
