"""Indexes of the access log, and triggers that refuse to change it or to take away what is younger than two years.

Who owns the database can drop a trigger; the chain is for them. A trigger stops mistakes, and whoever comes in through
the application.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-24T18:05:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Indexes and triggers of the access log"

INDEXES = """
CREATE UNIQUE INDEX IF NOT EXISTS access_log_chain ON access_log (chain, position)
CREATE INDEX IF NOT EXISTS access_log_at ON access_log (at, id)
CREATE INDEX IF NOT EXISTS access_log_person ON access_log (person, at, id)
CREATE INDEX IF NOT EXISTS access_log_keyring ON access_log (keyring, at, id)
CREATE INDEX IF NOT EXISTS log_joint_chain ON log_joint (chain, reached)
"""
#: Whole months: a row may go when all of its month is two years old. Heads stay.
SQLITE_OLD = "OLD.at < date('now', 'start of month', '-2 years')"
POSTGRES_OLD = "OLD.at < date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' - interval '2 years'"
OLD = {
    "sqlite": {"access_log": SQLITE_OLD, "log_joint": SQLITE_OLD, "log_head": "0"},
    "postgres": {"access_log": POSTGRES_OLD, "log_joint": POSTGRES_OLD, "log_head": "false"},
}
#: On SQLite REPLACE deletes without asking the trigger of a DELETE.
THERE = {
    "access_log": "id = NEW.id OR (chain = NEW.chain AND position = NEW.position)",
    "log_joint": "position = NEW.position",
    "log_head": "number = NEW.number",
}
REFUSE = "SELECT RAISE(ABORT, 'the access log cannot be changed')"
POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change_of_log() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the access log cannot be changed'; END $$
"""


def on_sqlite() -> list[str]:
    """The triggers, SQLite's way."""
    statements = []
    for table, old in OLD["sqlite"].items():
        there = f"EXISTS (SELECT 1 FROM {table} WHERE {THERE[table]})"
        statements += [
            f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} BEGIN {REFUSE}; END",
            f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} WHEN NOT ({old}) BEGIN {REFUSE}; END",
            f"CREATE TRIGGER {table}_replace BEFORE INSERT ON {table} WHEN {there} BEGIN {REFUSE}; END",
        ]
    return statements


def on_postgres() -> list[str]:
    """The triggers, PostgreSQL's way."""
    statements = [POSTGRES_FUNCTION]
    for table, old in OLD["postgres"].items():
        refuse = "EXECUTE FUNCTION refuse_change_of_log()"
        statements += [
            f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} FOR EACH STATEMENT {refuse}",
            f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}",
            f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} FOR EACH ROW WHEN (NOT ({old})) {refuse}",
        ]
    return statements


async def forwards() -> MigrationManager:
    """Make the indexes, then the triggers."""
    manager = MigrationManager(migration_id=ID, app_name="buurtsein", description=DESCRIPTION)

    async def make() -> None:
        engine = engine_finder()
        assert engine is not None
        triggers = on_sqlite() if engine.engine_type == "sqlite" else on_postgres()
        for statement in [*INDEXES.strip().splitlines(), *triggers]:
            await engine.run_ddl(statement)

    manager.add_raw(make)
    return manager
