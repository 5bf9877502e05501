"""Passkeys, the questions that they answered, and when a session last saw a fresh factor."""

from typing import Any

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import UUID, BigInt, Bytea, Column, Date, Timestamptz

ID = "2026-11-24T21:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Passkeys"

NULLABLE = {"default": None, "null": True}
TABLES: dict[str, dict[str, tuple[type[Column], dict[str, Any]]]] = {
    "passkey": {
        "id": (UUID, {"primary_key": True}),
        "person": (UUID, {}),
        "credential": (Bytea, {"default": b""}),
        "public_key": (Bytea, {"default": b""}),
        "sign_count": (BigInt, {"default": 0}),
        "added_on": (Date, {}),
    },
    "used_challenge": {"id": (Bytea, {"primary_key": True}), "used_at": (Timestamptz, {})},
}
COLUMNS: dict[str, dict[str, tuple[type[Column], dict[str, Any]]]] = {
    "staff_session": {"stepped_up_at": (Timestamptz, NULLABLE)},
    "member_lock": {"passkey": (UUID, NULLABLE)},
}


def class_name(table: str) -> str:
    """How Piccolo calls a table."""
    return "".join(part.capitalize() for part in table.split("_"))


async def forwards() -> MigrationManager:
    """Make the tables and columns."""
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
    return manager
