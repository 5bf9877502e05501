"""Members hold the keys: of each person, of what each holds, and of each team's recovery."""

from typing import Any

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import UUID, Boolean, Bytea, Column, Date, Integer, Varchar

ID = "2026-11-24T17:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Keys of members"

NULLABLE = {"default": None, "null": True}
TABLES: dict[str, dict[str, tuple[type[Column], dict[str, Any]]]] = {
    "member_key": {"person": (UUID, {"primary_key": True}), "public_key": (Bytea, {"default": b""})},
    "member_lock": {
        "id": (UUID, {"primary_key": True}),
        "person": (UUID, {}),
        "kind": (Varchar, {"length": 12, "default": "password"}),
        "salt": (Bytea, {"default": b""}),
        "sealed": (Bytea, {"default": b""}),
    },
    "held_key": {
        "id": (UUID, {"primary_key": True}),
        "person": (UUID, {}),
        "keyring": (Varchar, {"length": 120, "default": ""}),
        "epoch": (Integer, {"default": 1}),
        "sealed": (Bytea, {"default": b""}),
    },
    "recovery": {
        "team": (Varchar, {"length": 80, "primary_key": True}),
        "public_key": (Bytea, {"default": b""}),
    },
    "recovery_wrap": {
        "keyring": (Varchar, {"length": 120, "primary_key": True}),
        "epoch": (Integer, {"default": 1}),
        "sealed": (Bytea, {"default": b""}),
    },
}
COLUMNS: dict[str, dict[str, tuple[type[Column], dict[str, Any]]]] = {
    "keyring": {
        "earlier": (Bytea, NULLABLE),
        "made_by": (UUID, NULLABLE),
        "made_on": (Date, NULLABLE),
        "rotate": (Boolean, {"default": False}),
    },
    "staff_session": {"key": (Bytea, NULLABLE)},
    "wrap": {"waits_for": (Varchar, {"length": 12, "default": ""})},
}
DROPPED = {"keyring": "private_key", "person": "password"}


def class_name(table: str) -> str:
    """How Piccolo calls a table."""
    return "".join(part.capitalize() for part in table.split("_"))


async def forwards() -> MigrationManager:
    """Make the tables and columns; take away what a hash and a service key opened."""
    manager = MigrationManager(migration_id=ID, app_name="buurtsein", description=DESCRIPTION)
    for table in TABLES:
        manager.add_table(class_name=class_name(table), tablename=table, schema=None, columns=None)
    for table, columns in (TABLES | COLUMNS).items():
        for name, (column_class, params) in columns.items():
            manager.add_column(
                table_class_name=class_name(table),
                tablename=table,
                column_name=name,
                db_column_name=name,
                column_class_name=column_class.__name__,
                column_class=column_class,
                params={"default": None, "null": False, **params},
                schema=None,
            )
    for table, name in DROPPED.items():
        manager.drop_column(table_class_name=class_name(table), tablename=table, column_name=name, db_column_name=name)
    return manager
