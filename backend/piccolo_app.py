"""All tables, for migrations and for binding them to an engine."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.casework.tables import Case, Event, Task, TaskAction
from backend.covenant.tables import AccessLog
from backend.deliveries.tables import Delivery, Subscription
from backend.people.tables import (
    HeldKey,
    Invitation,
    MemberKey,
    MemberLock,
    Person,
    Recovery,
    RecoveryWrap,
    Role,
    StaffSession,
)
from backend.reports.tables import FollowSession, Report
from backend.vault.tables import File, Foundation, Keyring, Sealed, StandIns, Wrap

TABLES = [
    Foundation, Keyring, Sealed, Wrap, StandIns, File,
    AccessLog,
    Person, Role, StaffSession, Invitation,
    MemberKey, MemberLock, HeldKey, Recovery, RecoveryWrap,
    Subscription, Delivery,
    Case, Event, Task, TaskAction,
    Report, FollowSession,
]  # fmt: skip

APP_CONFIG = AppConfig(
    app_name="buurtsein",
    migrations_folder_path=str(Path(__file__).parent / "database" / "migrations"),
    table_classes=TABLES,
)
