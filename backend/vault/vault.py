"""The vault of one installation: its keys in memory, its keyrings, its files.

In this layout every keyring's private key lies under one service key of the key file, so the running process can open
all of them. The next layout gives them to people; a data folder of this one is then refused with a sentence.
"""

import asyncio
import contextlib
import hmac
import secrets
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from nacl.public import PrivateKey, SealedBox

from backend.database import AlreadyThere, Database, Transaction
from backend.errors import Unavailable
from backend.vault import codes, keyfile
from backend.vault.files import FileStore
from backend.vault.keyfile import LAYOUT, KeyFile, KeysError
from backend.vault.tables import Foundation, Keyring

#: Derivations for browsers without JavaScript: two at once, and this many may wait.
DERIVERS = 2
DERIVING = 16


class Vault:
    """Opens and seals. Made by `open_vault`; the keyrings that it knows are those of the neighbourhood."""

    def __init__(self, keys: KeyFile, salt: bytes, iterations: int, files: FileStore) -> None:
        self.keys = keys
        self.salt = salt
        self.iterations = iterations
        self.files = files
        self._services = {name: SealedBox(keys.service(name)) for name in keys.services}
        self._public: dict[str, bytes] = {}
        self._sealed_private: dict[str, bytes] = {}
        self._private: dict[str, PrivateKey] = {}
        self._derivers = ThreadPoolExecutor(DERIVERS, thread_name_prefix="derive")
        self._deriving = 0

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

    def public_key(self, keyring: str) -> bytes:
        """The public half of `partner/team/duty`. KeyError if there is no such keyring."""
        return self._public[keyring]

    def has_keyring(self, keyring: str) -> bool:
        """Whether the keyring exists."""
        return keyring in self._public

    def private_key(self, keyring: str) -> PrivateKey:
        """The private half, opened with the service key and kept."""
        if keyring not in self._private:
            service = SealedBox(self.keys.service("keyrings"))
            self._private[keyring] = PrivateKey(service.decrypt(self._sealed_private[keyring]))
        return self._private[keyring]

    async def make_keyrings(self, database: Database, wanted: Iterable[str]) -> None:
        """Load the keyrings and make the ones that are missing."""
        await self._load_keyrings()
        missing = sorted(set(wanted) - self._public.keys())
        if not missing:
            return
        service = SealedBox(self.keys.service("keyrings").public_key)
        pairs = {name: PrivateKey.generate() for name in missing}

        async def entry(transaction: Transaction) -> None:
            for name, pair in pairs.items():
                transaction.add(
                    Keyring,
                    id=name,
                    epoch=1,
                    public_key=bytes(pair.public_key),
                    private_key=service.encrypt(bytes(pair)),
                )

        with contextlib.suppress(AlreadyThere):  # another process made them at the same moment
            await database.ledger.record(entry)
        await self._load_keyrings()

    async def _load_keyrings(self) -> None:
        for row in await Keyring.select():
            self._public[row["id"]] = bytes(row["public_key"])
            self._sealed_private[row["id"]] = bytes(row["private_key"])

    # Services

    def seal_to(self, service: str, data: bytes) -> bytes:
        """Seal bytes that only a service (`notifier`, `router`, `accounts`) opens again."""
        return bytes(self._services[service].encrypt(data))

    def open_as(self, service: str, sealed: bytes) -> bytes:
        """Open what was sealed to a service."""
        return bytes(self._services[service].decrypt(sealed))

    def close(self) -> None:
        """Let go of the threads."""
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
        raise KeysError(
            f"This data was made by another version (layout {foundation['layout']}, we read {LAYOUT}). "
            "Before 1.0 there is no way over: start with an empty data folder."
        )
    if keys.id != foundation["id"]:
        raise KeysError(f"The key file {keys_path} belongs to another installation than this database.")
    return Vault(keys, bytes(foundation["kdf_salt"]), foundation["kdf_iterations"], FileStore(files))


def keyring_of(team: str, duty: str) -> str:
    """The keyring of a team and a duty."""
    return f"{team}/{duty}"
