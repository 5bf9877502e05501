"""The vault of one installation: its service keys in memory, the public keys of its keyrings, its files.

It can seal to everybody and opens for services alone. A keyring's private key is held by people: see `keychain`.
"""

import asyncio
import hmac
import secrets
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import structlog
from msgspec import Struct
from nacl.public import SealedBox

from backend.database import Database, Transaction
from backend.errors import Unavailable
from backend.vault import codes, keyfile
from backend.vault.files import FileStore
from backend.vault.keyfile import LAYOUT, KeyFile, KeysError, other_layout
from backend.vault.sealing import Sender, unwrap, wrap
from backend.vault.tables import Foundation, Keyring

log = structlog.get_logger("vault")

#: Derivations for browsers without JavaScript: two at once, and this many may wait.
DERIVERS = 2
DERIVING = 16
#: Seconds until a keyring that another process made is known here; what is sealed before that waits, dormant.
REFRESH = 5.0
#: The service that holds what nobody may read yet.
DORMANT = "dormant"


class PublicHalf(Struct, frozen=True):
    """What is needed to seal to a keyring."""

    epoch: int
    public_key: bytes


class Vault:
    """Opens and seals. Made by `open_vault`."""

    def __init__(self, keys: KeyFile, salt: bytes, iterations: int, files: FileStore) -> None:
        self.keys = keys
        self.salt = salt
        self.iterations = iterations
        self.files = files
        self._services = {name: keys.service(name) for name in keys.services}
        self._keyrings: dict[str, PublicHalf] = {}
        self._derivers = ThreadPoolExecutor(DERIVERS, thread_name_prefix="derive")
        self._deriving = 0
        self._keeping_up: asyncio.Task[None] | None = None

    # Codes

    async def derive(self, code: str) -> bytes:
        """The follow key of a typed code, for browsers without JavaScript; a wrong code gives a key that fits nothing.

        Raises Unavailable where too many wait already.
        """
        if self._deriving >= DERIVING:
            raise Unavailable
        digits = codes.digits_of(code) or "0"
        self._deriving += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._derivers, codes.derive, digits, self.salt, self.iterations)
        finally:
            self._deriving -= 1

    def tag(self, key: bytes) -> bytes:
        """By what the report of this key is found."""
        return codes.tag(self.keys.pepper, key)

    def digest(self, purpose: str, data: bytes) -> bytes:
        """A keyed hash that means nothing outside this installation."""
        return hmac.digest(self.keys.pepper, purpose.encode() + b"|" + data, "sha256")

    # Keyrings

    def has_keyring(self, keyring: str) -> bool:
        """Whether somebody made the key pair of `partner/team/duty`."""
        return keyring in self._keyrings

    def public_half(self, keyring: str) -> PublicHalf:
        """What to seal with. KeyError where nobody made the key pair yet."""
        return self._keyrings[keyring]

    async def refresh(self) -> None:
        """Learn which keyrings there are: another process may have made one, or a new epoch of one."""
        rows = await Keyring.select(Keyring.id, Keyring.epoch, Keyring.public_key)
        self._keyrings = {row["id"]: PublicHalf(row["epoch"], bytes(row["public_key"])) for row in rows}

    # Services

    def seal_to(self, service: str, data: bytes) -> bytes:
        """Seal bytes that only a service (`notifier`, `router`, `accounts`) opens again."""
        return bytes(SealedBox(self._services[service].public_key).encrypt(data))

    def open_as(self, service: str, sealed: bytes) -> bytes:
        """Open what was sealed to a service."""
        return bytes(SealedBox(self._services[service]).decrypt(sealed))

    def wrap_dormant(self, keys: Mapping[str, bytes], sender: Sender | None = None) -> bytes:
        """Keys that nobody may have yet."""
        return wrap(bytes(self._services[DORMANT].public_key), keys, sender)

    def open_dormant(self, wrapped: bytes) -> dict[str, bytes]:
        """The keys again, once what they waited for is there."""
        return unwrap(self._services[DORMANT], wrapped)

    def keep_up(self) -> None:
        """Refresh every few seconds until `close`."""
        self._keeping_up = asyncio.create_task(self._refresh_forever(), name="keyrings")

    async def _refresh_forever(self) -> None:
        while True:
            await asyncio.sleep(REFRESH)
            try:
                await self.refresh()
            except Exception as failure:  # the database is away: what is known stays, and is asked again
                log.warning("keyrings_not_refreshed", error=type(failure).__name__)

    def close(self) -> None:
        """Let go of the threads."""
        if self._keeping_up:
            self._keeping_up.cancel()
        self._derivers.shutdown(wait=False, cancel_futures=True)


async def open_vault(database: Database, keys_path: Path, files: Path) -> Vault:
    """The vault of this database; a new database founds one.

    Raises KeysError where the key file is missing, belongs to another database, or has another layout.
    """
    rows = await Foundation.select().limit(1)
    if not rows:
        keys = keyfile.read_or_create(keys_path)
        salt = secrets.token_bytes(16)

        async def found(transaction: Transaction) -> None:
            transaction.add(Foundation, id=keys.id, layout=LAYOUT, kdf_salt=salt, kdf_iterations=codes.ITERATIONS)

        await database.ledger.record(found)
        rows = await Foundation.select().limit(1)
    foundation = rows[0]
    keys = keyfile.read(keys_path)
    if keys.layout != LAYOUT or foundation["layout"] != LAYOUT:
        raise KeysError(other_layout(foundation["layout"]))
    if keys.id != foundation["id"]:
        raise KeysError(f"The key file {keys_path} belongs to another installation than this database.")
    vault = Vault(keys, bytes(foundation["kdf_salt"]), foundation["kdf_iterations"], FileStore(files))
    await vault.refresh()
    vault.keep_up()
    return vault


def keyring_of(team: str, duty: str) -> str:
    """The keyring of a team and a duty."""
    return f"{team}/{duty}"
