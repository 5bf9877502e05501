"""Waking: a dormant wrap is sealed to its keyring once what it waited for is there, and the log says so."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from backend.covenant.looks import add_look
from backend.covenant.sealing import WAITS_FOR_KEYRING, WAITS_FOR_RELEASE
from backend.database import Transaction
from backend.installation import Installation
from backend.vault import wrap
from backend.vault.tables import Keyring, Wrap

#: Wraps of one entry.
AT_ONCE = 200


async def wake(installation: Installation) -> int:
    """Seal to their keyrings what waited for somebody to make these; returns how many wraps there were."""
    woken = 0
    for keyring in await keyrings_in_demand():
        while some := await installation.ledger.record(partial(wake_some, installation=installation, keyring=keyring)):
            woken += some
    return woken


async def keyrings_in_demand() -> list[str]:
    """Keyrings that were made, and that something waits for."""
    rows = await Wrap.raw(
        "SELECT DISTINCT w.keyring FROM wrap w JOIN keyring k ON k.id = w.keyring WHERE w.waits_for = {}",
        WAITS_FOR_KEYRING,
    )
    return [row["keyring"] for row in rows]


async def wake_some(transaction: Transaction, installation: Installation, keyring: str) -> int:
    """Some of what waits for a keyring, in one entry with its line in the log."""
    rows = await transaction.run(
        Wrap.select(Wrap.id, Wrap.report, Wrap.keys)
        .where(Wrap.waits_for == WAITS_FOR_KEYRING, Wrap.keyring == keyring)
        .limit(AT_ONCE)
    )
    if rows:
        (half,) = await transaction.run(Keyring.select(Keyring.epoch, Keyring.public_key).where(Keyring.id == keyring))
        await seal_to_keyring(transaction, installation, keyring, half, rows)
    return len(rows)


async def seal_to_keyring(
    transaction: Transaction,
    installation: Installation,
    keyring: str,
    half: dict[str, Any],
    rows: Sequence[dict[str, Any]],
) -> None:
    """Open each wrap with the service key that holds it, and seal it to the keyring."""
    names: set[str] = set()
    for row in rows:
        keys = installation.vault.open_dormant(bytes(row["keys"]))
        names |= keys.keys()
        awake = columns_awake(half, keys)
        await transaction.run(Wrap.update(awake).where(Wrap.id == row["id"]))
    reports = list(dict.fromkeys(row["report"] for row in rows))
    add_look(installation, transaction, None, keyring, reports, names, "wake")


def columns_awake(half: dict[str, Any], keys: dict[str, bytes]) -> dict[Any, Any]:
    """What changes in a wrap that wakes."""
    return {
        Wrap.keys: wrap(bytes(half["public_key"]), keys),
        Wrap.epoch: half["epoch"],
        Wrap.dormant: False,
        Wrap.waits_for: "",
    }


async def wake_released(transaction: Transaction, installation: Installation, report: UUID) -> None:
    """The slot of a re-sealed report is there: its team can open it, once it has a key pair."""
    rows = await transaction.run(
        Wrap.select(Wrap.id, Wrap.report, Wrap.keyring, Wrap.keys).where(
            Wrap.report == report, Wrap.waits_for == WAITS_FOR_RELEASE
        )
    )
    for keyring in {row["keyring"] for row in rows}:
        own = [row for row in rows if row["keyring"] == keyring]
        halves = await transaction.run(Keyring.select(Keyring.epoch, Keyring.public_key).where(Keyring.id == keyring))
        if halves:
            await seal_to_keyring(transaction, installation, keyring, halves[0], own)
        else:
            waits: dict[Any, Any] = {Wrap.waits_for: WAITS_FOR_KEYRING}
            await transaction.run(Wrap.update(waits).where(Wrap.id.is_in([row["id"] for row in own])))
