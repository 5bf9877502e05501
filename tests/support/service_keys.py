"""Something of every kind that is sealed to a service, what must still come of it, and what a key opens of it all."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from backend.casework import Reseal, reseal, send_message
from backend.casework.tables import Case
from backend.covenant import NOTIFIER, exclusions_of, sleeping_keys, wake, wake_released
from backend.database import Transaction
from backend.deliveries.digest.subscribing import subscribe_to_digest
from backend.deliveries.digest.tables import DigestSubscription, NewsEntry
from backend.deliveries.digest.waiting import open_entry
from backend.deliveries.subscriptions import open_address
from backend.deliveries.tables import Subscription
from backend.installation import Installation
from backend.reports import Contact, add_photo, set_level
from backend.reports.tables import Report
from backend.vault.keyfile import KeyFile
from backend.vault.services import MARK
from backend.vault.tables import Keyring
from tests.support.cases import HANDLER, INTAKE, Told, jpeg, tell
from tests.support.keys import make_keyrings, private_key
from tests.support.looking import keys_of
from tests.support.outbox import run
from tests.support.rows import columns, rows, tables
from tests.support.staff import Colleague, colleague
from tests.support.subscriber import Subscriber

#: Where something is sealed to a service, written a second time.
KINDS = {
    "wrap.keys",
    "sealed.exclusions",
    "sealed.news_key",
    "subscription.address",
    "digest_subscription.address",
    "news_entry.sealed",
    "person.totp",
}
#: The team that has no member yet, and the one that waits for a slot.
WAITING, RELEASED = "corporatie/leefbaarheid/case", "politie/wijkagent/case"
CONTACT = Contact(email="mina@buurt.example")


class Things(Struct):
    """What was there before a rotation."""

    told: dict[str, Told]
    colleague: Colleague
    direct: Subscriber
    digest: Subscriber
    news: set[tuple[bool, bytes]]


async def fill(installation: Installation, direct: Subscriber, digest: Subscriber) -> Things:
    """Reports of all classes with photos, contacts, exclusions and news; phones that want it; somebody with codes."""
    await make_keyrings(installation)
    await run(installation, Keyring.delete().where(Keyring.id == WAITING))
    await installation.vault.refresh()
    told = {
        "open": await tell(installation, level=4, contact=CONTACT, photos=1),
        "restricted": await tell(installation, "burenoverlast", level=3, contact=CONTACT, exclude=("politie",)),
        "sealed": await tell(installation, "drugsoverlast", level=3, contact=CONTACT, exclude=("corporatie",)),
    }
    for each in told.values():
        (row,) = await Report.select(Report.submission).where(Report.id == each.id)
        await add_photo(installation, row["submission"], 1, jpeg())
    cookie = await told["open"].session()
    await set_level(installation, cookie, 4, subscription=direct.subscription)
    await subscribe_to_digest(installation, digest.subscription)
    await send_message(installation, HANDLER, told["open"].id, "Wij komen.")
    await send_message(installation, INTAKE, told["sealed"].id, "Wij lezen dit.")
    version = (await Case.select(Case.version).where(Case.id == told["sealed"].id))[0]["version"]
    decided = Reseal(team="politie/wijkagent", form="full", note="Zij kunnen hier iets aan doen.")
    await reseal(installation, INTAKE, told["sealed"].id, decided=decided, version=version)
    who = await colleague(installation, "Sanne Visser", "case")
    return Things(told, who, direct, digest, await news(installation))


async def news(installation: Installation) -> set[tuple[bool, bytes]]:
    """What waits for the next slot."""
    return {open_entry(installation, bytes(row["sealed"])) for row in await NewsEntry.select()}


async def assert_all_opens(installation: Installation, things: Things) -> None:
    """Everything that a service must do with what was there, it does."""
    told = things.told
    for table, phone in ((Subscription, things.direct), (DigestSubscription, things.digest)):
        addresses = [open_address(installation, bytes(row["address"])) for row in await table.select(table.address)]
        assert phone.endpoint in {address.endpoint for address in addresses}
    assert await news(installation) >= things.news
    await things.colleague.come_in()
    assert await asked(installation, exclusions_of, told["restricted"].id) == ("politie",)
    assert await asked(installation, exclusions_of, told["sealed"].id) == ("corporatie",)
    for each in told.values():
        assert (await keys_of(installation, each.id))[NOTIFIER] == {"contact"}
    asleep = await asked(
        installation, lambda own, transaction, id: sleeping_keys(transaction, own, id), told["open"].id
    )
    assert {name for keys in asleep.values() for name in keys} >= {"task", "place", "narrative", "media", "contact"}
    await assert_wakes(installation, told)


async def assert_wakes(installation: Installation, told: dict[str, Told]) -> None:
    """The team gets its first member, and the slot of the other comes: what slept opens for both."""
    public_key = bytes(private_key(WAITING).public_key)
    await asked(installation, add_keyring, public_key)
    await wake(installation)
    assert (await keys_of(installation, told["restricted"].id))[WAITING] >= {"task", "place", "narrative"}
    await asked(installation, lambda own, transaction, id: wake_released(transaction, own, id), told["sealed"].id)
    assert (await keys_of(installation, told["sealed"].id))[RELEASED] >= {"task", "place", "narrative"}


async def add_keyring(_: Installation, transaction: Transaction, public_key: bytes) -> None:
    """The keyring that nobody had made."""
    transaction.add(Keyring, id=WAITING, epoch=1, public_key=public_key, rotate=False)


async def asked(installation: Installation, verb: Any, *values: Any) -> Any:
    """What a verb does in an entry of its own."""

    async def entry(transaction: Transaction) -> Any:
        return await verb(installation, transaction, *values)

    return await installation.ledger.record(entry)


def opened_by(keys: Iterable[PrivateKey], url: str) -> set[str]:
    """The columns of the database that hold something which one of these keys opens, with a mark before it or without.

    Read past the application, and past what it believes to be sealed.
    """
    boxes = [SealedBox(key) for key in keys]
    found = set()
    for table in tables(url):
        names = sorted(columns(url, table))
        for row in rows(url, f'SELECT * FROM "{table}"'):  # noqa: S608
            for name in names:
                if isinstance(row[name], bytes) and any(opens(box, row[name]) for box in boxes):
                    found.add(f"{table}.{name}")
    return found


def opens(box: SealedBox[PrivateKey], value: bytes) -> bool:
    """Whether a value, or what stands behind a mark, opens."""
    for sealed in (value, value[MARK:]):
        try:
            box.decrypt(sealed)
        except (CryptoError, ValueError, TypeError):
            continue
        return True
    return False


def private_keys(keys: KeyFile) -> list[PrivateKey]:
    """All keys of services."""
    return [PrivateKey(key) for each in keys.services.values() for key in each]
