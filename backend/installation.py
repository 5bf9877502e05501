"""One installation: a neighbourhood, its database, its keys, its clock. What every verb is given."""

from collections.abc import Callable
from datetime import UTC, datetime

from msgspec import Struct

from backend.database import Database, Ledger
from backend.neighbourhood import Neighbourhood
from backend.settings import Settings
from backend.vault import Vault

Clock = Callable[[], datetime]


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


class Installation(Struct, frozen=True):
    """The parts that verbs work with."""

    settings: Settings
    neighbourhood: Neighbourhood
    database: Database
    vault: Vault
    clock: Clock

    @property
    def ledger(self) -> Ledger:
        """Where everything is written."""
        return self.database.ledger
