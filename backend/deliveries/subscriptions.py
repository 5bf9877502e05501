"""Subscriptions: which browsers want news of a report, or of the work of a member of staff."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Literal
from uuid import UUID, uuid4

import msgspec

from backend.database import AlreadyThere, Transaction
from backend.deliveries.addresses import Address, read_address
from backend.deliveries.tables import Delivery, Subscription
from backend.errors import Conflict
from backend.installation import Installation
from backend.texts import mark

NOT_OPEN = mark("Bij deze melding sturen wij geen berichten naar een telefoon.")


async def subscribe(
    installation: Installation,
    *,
    owner: UUID,
    kind: Literal["report", "staff"],
    subscription: Mapping[str, Any],
    language: str,
) -> None:
    """Send news of `owner` to this browser from now on; the same browser again only renews what we know of it.

    Raises Invalid for an address that we do not send to, and Conflict where `owner` is no report of class `open`.
    """
    address = read_address(subscription, language, installation.settings.push_hosts)
    sealed = seal_address(installation, address)
    digest = digest_of(installation, owner, address.endpoint)
    today = installation.clock().date()

    async def entry(transaction: Transaction) -> None:
        if kind == "report" and not await is_open(transaction, owner):
            raise Conflict(NOT_OPEN)
        known = await transaction.run(
            Subscription.update({Subscription.address: sealed, Subscription.last_used: today})
            .where(Subscription.owner == owner, Subscription.digest == digest)
            .returning(Subscription.id)
        )
        if not known:
            transaction.add(
                Subscription, id=uuid4(), owner=owner, kind=kind, address=sealed, digest=digest, last_used=today
            )

    with suppress(AlreadyThere):  # the same browser, at the same moment, through another process
        await installation.ledger.record(entry)


async def is_open(transaction: Transaction, report: UUID) -> bool:
    """Whether the report is of class `open` now.

    The callers see to it; it is asked again in the entry itself, since no row may ever lead from an endpoint to a
    sensitive report. Casework stands above us, hence the plain question.
    """
    return bool(
        await transaction.run(
            Subscription.raw("SELECT id FROM casefile WHERE id = {} AND sensitivity = {}", report, "open")
        )
    )


async def unsubscribe(installation: Installation, *, owner: UUID, endpoint: str) -> None:
    """Send nothing more of `owner` to this browser. Nothing happens where it is unknown."""
    digest = digest_of(installation, owner, endpoint)

    async def entry(transaction: Transaction) -> None:
        await transaction.run(Subscription.delete().where(Subscription.owner == owner, Subscription.digest == digest))

    await installation.ledger.record(entry)


async def unsubscribe_all(installation: Installation, *, owner: UUID) -> None:
    """Send nothing more of `owner` to anyone."""

    async def entry(transaction: Transaction) -> None:
        await forget_owner(transaction, owner)

    await installation.ledger.record(entry)


async def forget_owner(transaction: Transaction, owner: UUID) -> None:
    """Forget every browser of a report that closed, was withdrawn or is not `open` any more, or of somebody who left.

    What was to go there is not sent: a push whose subscription is gone is dropped when it is claimed.
    """
    # Deliveries before subscriptions, as everywhere: two processes that take them in this order cannot lock each other.
    await transaction.run(
        Delivery.delete().where(Delivery.report == owner, Delivery.kind == "news", Delivery.state == "waiting")
    )
    await transaction.run(Subscription.delete().where(Subscription.owner == owner))


async def has_subscription(owner: UUID) -> bool:
    """Whether somebody gets news of `owner` by push."""
    return bool(await Subscription.select(Subscription.id).where(Subscription.owner == owner).limit(1))


def seal_address(installation: Installation, address: Address) -> bytes:
    """The address, for the notifier alone."""
    return installation.vault.seal_to("notifier", msgspec.json.encode(address))


def open_address(installation: Installation, sealed: bytes) -> Address:
    """The address, opened to send to it."""
    return msgspec.json.decode(installation.vault.open_as("notifier", sealed), type=Address)


def digest_of(installation: Installation, owner: UUID, endpoint: str) -> bytes:
    """Recognises a browser within one owner; two reports of one browser have nothing in common."""
    return installation.vault.digest("subscription", owner.bytes + endpoint.encode())
