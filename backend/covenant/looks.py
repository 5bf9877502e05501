"""A look: one row in the access log, in the entry of whoever opens something."""

from collections.abc import Collection, Sequence
from uuid import UUID, uuid4

from backend.covenant.chain import add_row, look_hasher
from backend.database import Transaction
from backend.installation import Installation

#: Of a report, in the log.
HASH_BYTES = 16


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
    look = {
        "id": uuid4(),
        "at": installation.clock(),
        "person": person,
        "keyring": keyring,
        "purpose": purpose,
        "compartments": ",".join(sorted(compartments)),
        "reports": b"".join(installation.vault.digest("log", report.bytes)[:HASH_BYTES] for report in reports),
    }
    add_row(look_hasher(installation.vault), transaction, look)
