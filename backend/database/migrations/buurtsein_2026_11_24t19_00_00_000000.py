"""The digest: phones that want it, news that waits for a slot, lists of slots; and the news key of each report."""

from typing import Any

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import UUID, Boolean, Bytea, Column, Date, Varchar

ID = "2026-11-24T19:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "The digest"

KEY: dict[str, Any] = {"default": None, "null": False, "primary_key": True}
BYTES: dict[str, Any] = {"default": b"", "null": False}
COLUMNS: tuple[tuple[str, str, str, type[Column], dict[str, Any]], ...] = (
    ("DigestSubscription", "digest_subscription", "id", UUID, KEY),
    ("DigestSubscription", "digest_subscription", "address", Bytea, BYTES),
    ("DigestSubscription", "digest_subscription", "digest", Bytea, BYTES),
    ("DigestSubscription", "digest_subscription", "last_used", Date, {"default": None, "null": False}),
    ("NewsEntry", "news_entry", "id", UUID, KEY),
    ("NewsEntry", "news_entry", "sealed", Bytea, BYTES),
    ("NewsList", "news_list", "slot", Varchar, {"length": 12, **KEY}),
    ("NewsList", "news_list", "entries", Bytea, BYTES),
    ("NewsList", "news_list", "sent", Boolean, {"default": False, "null": False}),
    ("Sealed", "sealed", "news_key", Bytea, {"default": None, "null": True}),
)


async def forwards() -> MigrationManager:
    """Add the tables and the column."""
    manager = MigrationManager(migration_id=ID, app_name="buurtsein", description=DESCRIPTION)
    for class_name, tablename in dict.fromkeys((each[0], each[1]) for each in COLUMNS if each[1] != "sealed"):
        manager.add_table(class_name=class_name, tablename=tablename, schema=None, columns=None)
    for class_name, tablename, name, column, params in COLUMNS:
        manager.add_column(
            table_class_name=class_name,
            tablename=tablename,
            column_name=name,
            db_column_name=name,
            column_class=column,
            params=params,
            schema=None,
        )
    return manager
