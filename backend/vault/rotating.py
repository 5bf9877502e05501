"""The rotation of service keys: new ones, everything sealed to these, the earlier ones destroyed.

What is done stands in the key file and in the database alone: a service with an earlier key has a rotation to finish.
So a run that was killed is gone on with by the next.
"""

from collections.abc import Callable, Collection, Iterable

import msgspec
from piccolo.table import Table

from backend.database import Ledger
from backend.vault.keyfile import KeyFile, new_service_key
from backend.vault.replacing import alone, destroy_earlier, replace, tidy
from backend.vault.resealing import Tell, reseal
from backend.vault.vault import Vault

Say = Callable[[str], None]


async def rotate(
    ledger: Ledger,
    vault: Vault,
    tables: Iterable[type[Table]],
    services: Collection[str],
    *,
    sqlite: bool,
    say: Say,
    tell: Tell,
) -> int:
    """Give these services new keys and destroy the earlier ones; first of all, finish what an earlier run began.

    Returns how many damaged values no key opened. `tell` hears of each transaction that sealed something again.

    Processes that run go on meanwhile. Raises KeysError where the key file cannot be replaced, or one of them does not
    take it.
    """
    with alone(vault.key_path):
        tidy(vault.key_path)
        await hand_over(ledger, vault)
        begun = unfinished(vault.keys)
        if begun:
            say(f"Going on with what was begun: {', '.join(begun)}.")
        if fresh := sorted(set(services) - set(begun)):
            replace(vault.key_path, with_new_keys(vault.keys, fresh))
            say(f"There are new keys for {', '.join(fresh)}.")
            await hand_over(ledger, vault)
        say("Every process that runs seals to the new keys.")
        damaged = await reseal(ledger, vault, tables, sqlite=sqlite, tell=tell)
        replace(vault.key_path, without_earlier_keys(vault.keys))
        await hand_over(ledger, vault)
    return damaged


async def hand_over(ledger: Ledger, vault: Vault) -> None:
    """Wait until this process and all others work with the key file that is there now, and destroy the earlier one."""
    vault.reread()
    await vault.let_go(ledger)
    await destroy_earlier(vault.key_path)


def unfinished(keys: KeyFile) -> list[str]:
    """Services that still have an earlier key."""
    return sorted(name for name, each in keys.services.items() if len(each) > 1)


def with_new_keys(keys: KeyFile, services: Collection[str]) -> KeyFile:
    """A new key in front of those that these services have."""
    new = {name: (new_service_key(), *keys.services[name]) for name in services}
    return msgspec.structs.replace(keys, services=keys.services | new)


def without_earlier_keys(keys: KeyFile) -> KeyFile:
    """Of each service the newest key only."""
    return msgspec.structs.replace(keys, services={name: each[:1] for name, each in keys.services.items()})
