"""Which phones want the digest. Whoever asks is nobody: no session is asked for, and no report is known here."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from uuid import uuid4

from backend.database import AlreadyThere, Transaction
from backend.deliveries.addresses import read_address
from backend.deliveries.digest.tables import DigestSubscription
from backend.deliveries.subscriptions import seal_address
from backend.installation import Installation


async def subscribe_to_digest(installation: Installation, subscription: Mapping[str, Any]) -> None:
    """Send the digest to this browser; the same one again renews it. Raises Invalid.

    The address has no language of its own: everybody gets the same bytes.
    """
    language = installation.neighbourhood.languages[0]
    address = read_address(subscription, language, installation.settings.push_hosts)
    sealed, digest = seal_address(installation, address), digest_of(installation, address.endpoint)
    month = installation.clock().date().replace(day=1)

    async def entry(transaction: Transaction) -> None:
        known = await transaction.run(
            DigestSubscription.update({DigestSubscription.address: sealed, DigestSubscription.last_used: month})
            .where(DigestSubscription.digest == digest)
            .returning(DigestSubscription.id)
        )
        if not known:
            transaction.add(DigestSubscription, id=uuid4(), address=sealed, digest=digest, last_used=month)

    with suppress(AlreadyThere):  # the same browser, at the same moment, through another process
        await installation.ledger.record(entry)


async def unsubscribe_from_digest(installation: Installation, endpoint: str) -> None:
    """Send it no more. Nothing happens where the browser is unknown."""
    digest = digest_of(installation, endpoint)

    async def entry(transaction: Transaction) -> None:
        await transaction.run(DigestSubscription.delete().where(DigestSubscription.digest == digest))
        transaction.forget()

    await installation.ledger.record(entry)


def digest_of(installation: Installation, endpoint: str) -> bytes:
    """Recognises a browser among those that want the digest, and nowhere else."""
    return installation.vault.digest("digest subscription", endpoint.encode())
