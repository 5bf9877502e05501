"""The access log becomes a chain, with joints of its chains, daily heads and what was found when it was checked.

Rows from before the chain are deleted: nobody could ever prove them.
"""

from typing import Any
from uuid import UUID as Id

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import UUID, BigInt, Bytea, Column, Date, Integer, Timestamptz, Varchar
from piccolo.engine import engine_finder

ID = "2026-11-24T18:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "The access log as a chain"

KEY: dict[str, Any] = {"default": None, "null": False, "primary_key": True}
COLUMNS: tuple[tuple[str, str, str, type[Column], dict[str, Any]], ...] = (
    ("AccessLog", "access_log", "chain", UUID, {"default": Id(int=0), "null": False}),
    ("AccessLog", "access_log", "position", BigInt, {"default": 0, "null": False}),
    ("AccessLog", "access_log", "hash", Bytea, {"default": b"", "null": False}),
    ("LogJoint", "log_joint", "position", BigInt, KEY),
    ("LogJoint", "log_joint", "at", Timestamptz, {"default": None, "null": False}),
    ("LogJoint", "log_joint", "chain", UUID, {"default": None, "null": False}),
    ("LogJoint", "log_joint", "reached", BigInt, {"default": 0, "null": False}),
    ("LogJoint", "log_joint", "reached_at", Timestamptz, {"default": None, "null": False}),
    ("LogJoint", "log_joint", "head", Bytea, {"default": b"", "null": False}),
    ("LogJoint", "log_joint", "hash", Bytea, {"default": b"", "null": False}),
    ("LogHead", "log_head", "number", BigInt, KEY),
    ("LogHead", "log_head", "day", Date, {"default": None, "null": False}),
    ("LogHead", "log_head", "joint", BigInt, {"default": 0, "null": False}),
    ("LogHead", "log_head", "joint_hash", Bytea, {"default": b"", "null": False}),
    ("LogHead", "log_head", "hash", Bytea, {"default": b"", "null": False}),
    ("LogHead", "log_head", "signature", Bytea, {"default": b"", "null": False}),
    ("LogCheck", "log_check", "at", Timestamptz, KEY),
    ("LogCheck", "log_check", "rows", BigInt, {"default": 0, "null": False}),
    ("LogCheck", "log_check", "breaks", Integer, {"default": 0, "null": False}),
    ("LogCheck", "log_check", "first", Varchar, {"length": 200, "default": "", "null": False}),
)


async def forwards() -> MigrationManager:
    """Add the tables and the columns."""
    manager = MigrationManager(migration_id=ID, app_name="buurtsein", description=DESCRIPTION)

    async def empty() -> None:
        engine = engine_finder()
        assert engine is not None
        await engine.run_ddl("DELETE FROM access_log")

    manager.add_raw(empty)
    for class_name, tablename in dict.fromkeys((each[0], each[1]) for each in COLUMNS if each[1] != "access_log"):
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
