"""A look: one row in the access log, in the entry of whoever opens something."""

from collections.abc import Collection, Sequence
from uuid import UUID, uuid4

from backend.covenant.tables import AccessLog
from backend.database import Transaction
from backend.installation import Installation


def add_look(
    installation: Installation,
    transaction: Transaction,
    person: UUID | None,
    keyring: str,
    reports: Sequence[UUID],
    compartments: Collection[str],
    purpose: str,
) -> None:
    """Who opened what, with which keyring and why, with keyed hashes instead of reports. No person: the worker."""
    transaction.add(
        AccessLog,
        id=uuid4(),
        at=installation.clock(),
        person=person,
        keyring=keyring,
        purpose=purpose,
        compartments=",".join(sorted(compartments)),
        reports=b"".join(installation.vault.digest("log", report.bytes)[:16] for report in reports),
    )
