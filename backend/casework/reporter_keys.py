"""The reporter's public key, by which words for the reporter are sealed.

Reports stand above us, hence the plain question.
"""

from typing import Any
from uuid import UUID

from backend.casework.tables import Case
from backend.database import Transaction

QUESTION = "SELECT reporter_key FROM report WHERE id = {}"


async def reporter_key_of(transaction: Transaction, report: UUID) -> bytes | None:
    """The public key as an entry sees it; None where nobody holds a code (any more)."""
    return key_in(await transaction.run(Case.raw(QUESTION, report)))


async def reporter_public_key(report: UUID) -> bytes | None:
    """The public key; None where nobody holds a code (any more)."""
    return key_in(await Case.raw(QUESTION, report))


def key_in(rows: list[dict[str, Any]]) -> bytes | None:
    """The key, where there is one."""
    return bytes(rows[0]["reporter_key"]) if rows and rows[0]["reporter_key"] is not None else None
