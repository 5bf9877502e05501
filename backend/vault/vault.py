"""The vault of one installation: its service keys in memory, the public keys of its keyrings, its files.

It can seal to everybody and opens for services alone. A keyring's private key is held by people: see `keychain`.
"""

import asyncio
import hmac
import secrets
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import structlog
from msgspec import Struct

from backend.database import Database, Ledger, Transaction
from backend.errors import Unavailable
from backend.vault import codes
from backend.vault.deletions import DeletionList
from backend.vault.files import FileStore
from backend.vault.holding import HeldKeys
from backend.vault.keyfile import LAYOUT, KeyFile, KeysError, other_layout
from backend.vault.sealing import Sender
from backend.vault.services import Services
from backend.vault.tables import Foundation, Keyring

log = structlog.get_logger("vault")

#: Derivations for browsers without JavaScript: two at once, and this many may wait.
DERIVERS = 2
DERIVING = 16
#: Seconds until a keyring that another process made is known here; what is sealed before that waits, dormant. And
#: until a replaced key file is noticed, and again until nothing that is being done depends on the earlier one.
REFRESH = 5.0
#: The service that holds what nobody may read yet.
DORMANT = "dormant"


class PublicHalf(Struct, frozen=True):
    """What is needed to seal to a keyring."""

    epoch: int
    public_key: bytes


class Vault:
    """Opens and seals. Made by `open_vault`."""

    def __init__(self, held: HeldKeys, salt: bytes, iterations: int, files: FileStore, deletions: Path) -> None:
        self.salt = salt
        self.iterations = iterations
        self.files = files
        self.services = Services(held.keys.services)
        self._held = held
        self._earlier: list[HeldKeys] = []
        self._rereading = threading.Lock()
        self.deletions = DeletionList(deletions, self.digest("deletion list", b""))
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

    @property
    def key_path(self) -> Path:
        """Where the key file lies."""
        return self._held.path

    @property
    def keys(self) -> KeyFile:
        """What stands in the key file."""
        return self._held.keys

    def seal_to(self, service: str, data: bytes) -> bytes:
        """Seal bytes that only a service (`notifier`, `router`, `accounts`) opens again."""
        return self.services.seal(service, data)

    def open_as(self, service: str, sealed: bytes) -> bytes:
        """Open what was sealed to a service, perhaps to a key that another process made just now. Raises CannotOpen."""
        if not self.services.has_key_of(service, sealed):
            self.reread()
        return self.services.open(service, sealed)

    def wrap_dormant(self, keys: Mapping[str, bytes], sender: Sender | None = None) -> bytes:
        """Keys that nobody may have yet."""
        return self.services.seal(DORMANT, msgspec.msgpack.encode(keys), sender)

    def open_dormant(self, wrapped: bytes) -> dict[str, bytes]:
        """The keys again, once what they waited for is there."""
        return msgspec.msgpack.decode(self.open_as(DORMANT, wrapped), type=dict[str, bytes])

    # The key file

    def reread(self) -> None:
        """Work with the key file that is there now. The earlier one stays held until `let_go`.

        Raises KeysError for one that we cannot use.
        """
        with self._rereading:
            if self._held.is_current():
                return
            held = HeldKeys.read(self._held.path)
            if (held.keys.id, held.keys.layout) != (self.keys.id, self.keys.layout):
                held.release()
                raise KeysError(other_installation(held.path))
            self._earlier.append(self._held)
            self._held, self.services = held, Services(held.keys.services)

    async def let_go(self, ledger: Ledger, earlier: Sequence[HeldKeys] | None = None) -> None:
        """Release earlier key files (default: all), once all that waits to be written now is written."""
        earlier = list(self._earlier if earlier is None else earlier)
        if earlier:
            await ledger.record(nothing)
        for held in earlier:
            self._earlier.remove(held)
            held.release()

    def keep_up(self, ledger: Ledger) -> None:
        """Refresh every few seconds until `close`."""
        self._keeping_up = asyncio.create_task(self._refresh_forever(ledger), name="keyrings")

    async def _refresh_forever(self, ledger: Ledger) -> None:
        resting: list[HeldKeys] = []
        while True:
            await asyncio.sleep(REFRESH)
            try:
                await self.refresh()
                await self.let_go(ledger, resting)
                self.reread()
                resting = list(self._earlier)
            except Exception as failure:  # the database is away: what is known stays, and is asked again
                log.warning("keyrings_not_refreshed", error=type(failure).__name__)

    def close(self) -> None:
        """Let go of threads and files."""
        if self._keeping_up:
            self._keeping_up.cancel()
        for held in (self._held, *self._earlier):
            held.release()
        self._derivers.shutdown(wait=False, cancel_futures=True)


async def open_vault(database: Database, keys_path: Path, files: Path, deletions: Path) -> Vault:
    """The vault of this database; a new database founds one.

    Raises KeysError where the key file is missing, belongs to another database, or has another layout, and where the
    deletion list cannot be written.
    """
    rows = await Foundation.select().limit(1)
    if not rows:
        held = HeldKeys.read_or_create(keys_path)
        await found(database, held.keys)
        rows = await Foundation.select().limit(1)
    else:
        held = HeldKeys.read(keys_path)
    foundation = rows[0]
    if held.keys.layout != LAYOUT or foundation["layout"] != LAYOUT:
        raise KeysError(other_layout(foundation["layout"]))
    if held.keys.id != foundation["id"]:
        raise KeysError(other_installation(keys_path))
    vault = Vault(held, bytes(foundation["kdf_salt"]), foundation["kdf_iterations"], FileStore(files), deletions)
    vault.deletions.prepare()
    await vault.refresh()
    vault.keep_up(database.ledger)
    return vault


async def found(database: Database, keys: KeyFile) -> None:
    """What every installation is founded with."""
    salt = secrets.token_bytes(16)

    async def entry(transaction: Transaction) -> None:
        transaction.add(Foundation, id=keys.id, layout=LAYOUT, kdf_salt=salt, kdf_iterations=codes.ITERATIONS)

    await database.ledger.record(entry)


async def nothing(_: Transaction) -> None:
    """An entry that waits for those before it."""


def other_installation(path: Path) -> str:
    """What to say of a key file that fits another database."""
    return f"The key file {path} belongs to another installation than this database."


def keyring_of(team: str, duty: str) -> str:
    """The keyring of a team and a duty."""
    return f"{team}/{duty}"
