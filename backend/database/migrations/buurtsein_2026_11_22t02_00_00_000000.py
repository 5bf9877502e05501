"""Indexes over several columns: the same raw SQL on both engines, since Piccolo's composite constraints fail on SQLite."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-22T02:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Indexes over several columns"

INDEXES = """
CREATE UNIQUE INDEX IF NOT EXISTS report_submission ON report (submission)
CREATE UNIQUE INDEX IF NOT EXISTS report_reference ON report (reference)
CREATE UNIQUE INDEX IF NOT EXISTS report_code_tag ON report (code_tag)
CREATE UNIQUE INDEX IF NOT EXISTS wrap_subject_keyring ON wrap (subject, keyring)
CREATE INDEX IF NOT EXISTS wrap_report_keyring ON wrap (report, keyring)
CREATE UNIQUE INDEX IF NOT EXISTS file_report_kind_n ON file (report, kind, n)
CREATE UNIQUE INDEX IF NOT EXISTS event_report_position ON event (report, position)
CREATE INDEX IF NOT EXISTS casefile_team_due ON casefile (team, due_at, id)
CREATE INDEX IF NOT EXISTS casefile_unread ON casefile (team, unread_team)
CREATE INDEX IF NOT EXISTS casefile_reference ON casefile (reference)
CREATE INDEX IF NOT EXISTS casefile_next_step ON casefile (next_step_at) WHERE next_step_at IS NOT NULL
CREATE INDEX IF NOT EXISTS casefile_public ON casefile (sensitivity, status, resolved_on, area, category)
CREATE INDEX IF NOT EXISTS casefile_cell ON casefile (cell) WHERE cell IS NOT NULL
CREATE INDEX IF NOT EXISTS task_report ON task (report)
CREATE INDEX IF NOT EXISTS task_team_due ON task (team, state, due_at, id)
CREATE INDEX IF NOT EXISTS task_action_task ON task_action (task)
CREATE INDEX IF NOT EXISTS delivery_due ON delivery (state, due_at)
CREATE INDEX IF NOT EXISTS delivery_cause ON delivery (cause) WHERE cause IS NOT NULL
CREATE INDEX IF NOT EXISTS subscription_owner ON subscription (owner)
CREATE UNIQUE INDEX IF NOT EXISTS subscription_digest ON subscription (owner, digest)
CREATE UNIQUE INDEX IF NOT EXISTS person_name ON person (name)
CREATE UNIQUE INDEX IF NOT EXISTS role_person_team ON role (person, team, role)
CREATE INDEX IF NOT EXISTS role_team ON role (team, role)
"""


async def forwards() -> MigrationManager:
    """Make the indexes."""
    manager = MigrationManager(migration_id=ID, app_name="buurtsein", description=DESCRIPTION)

    async def make() -> None:
        engine = engine_finder()
        assert engine is not None
        for statement in INDEXES.strip().splitlines():
            await engine.run_ddl(statement)

    manager.add_raw(make)
    return manager
