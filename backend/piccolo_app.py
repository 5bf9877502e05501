"""All tables, for migrations and for binding them to an engine."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.auditing.tables import LogCheck, LogHead, LogJoint
from backend.casework.tables import Case, Event, Task, TaskAction
from backend.covenant.tables import AccessLog
from backend.deliveries.digest.tables import DigestSubscription, NewsEntry, NewsList
from backend.deliveries.tables import Delivery, Subscription
from backend.people.tables import (
    HeldKey,
    Invitation,
    MemberKey,
    MemberLock,
    Passkey,
    Person,
    Recovery,
    RecoveryWrap,
    Role,
    StaffSession,
    UsedChallenge,
)
from backend.reports.tables import FollowSession, Report
from backend.vault.tables import File, Foundation, Keyring, Sealed, StandIns, Wrap

TABLES = [
    Foundation, Keyring, Sealed, Wrap, StandIns, File,
    AccessLog, LogJoint, LogHead, LogCheck,
    Person, Role, StaffSession, Invitation,
    Subscription, Delivery, DigestSubscription, NewsEntry, NewsList,
    MemberKey, MemberLock, HeldKey, Recovery, RecoveryWrap, Passkey, UsedChallenge,
    Case, Event, Task, TaskAction,
    Report, FollowSession,
]  # fmt: skip

APP_CONFIG = AppConfig(
    app_name="buurtsein",
    migrations_folder_path=str(Path(__file__).parent / "database" / "migrations"),
    table_classes=TABLES,
)
