"""The reporter's public key, by which what a reporter may read is sealed. Reports stand above us, hence plain SQL."""

from uuid import UUID

from backend.database import Transaction
from backend.vault.tables import Wrap

#: Changes nothing, and keeps the row until the entry ends: a new code waits for it, and then finds what was added.
HELD = "UPDATE report SET photos = photos WHERE id = {} RETURNING reporter_key"


async def held_reporter_key(transaction: Transaction, report: UUID) -> bytes | None:
    """The key, which cannot become another one before the entry ends; None where nobody holds a code (any more).

    For entries that take no step in the case: a step notices a new code by its version.
    """
    rows = await transaction.run(Wrap.raw(HELD, report))
    return bytes(rows[0]["reporter_key"]) if rows and rows[0]["reporter_key"] is not None else None
