"""What one person can open now: keyrings, each opened when it is first asked for."""

from collections.abc import Mapping

import msgspec
from msgspec import Struct
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from backend.errors import Locked
from backend.vault.sealing import CannotOpen, unwrap


class KeyringKeys:
    """The private keys of a keyring: that of today's epoch, and the earlier ones, which lie sealed under it."""

    def __init__(self, private_key: PrivateKey, epoch: int = 1, earlier: bytes | None = None) -> None:
        self.private_key = private_key
        self.epoch = epoch
        self._earlier = earlier
        self._opened: dict[int, PrivateKey] | None = None

    def unwrap(self, epoch: int, wrapped: bytes) -> dict[str, bytes]:
        """The named keys of a wrap of this epoch. Raises CannotOpen."""
        return unwrap(self.at(epoch), wrapped)

    def at(self, epoch: int) -> PrivateKey:
        """The private key of an epoch. Raises CannotOpen for one that is not ours."""
        if epoch == self.epoch:
            return self.private_key
        try:
            return self.earlier()[epoch]
        except KeyError as failure:
            raise CannotOpen("epoch") from failure

    def earlier(self) -> dict[int, PrivateKey]:
        """The private keys of all earlier epochs."""
        if self._opened is None:
            self._opened = open_earlier(self.private_key, self._earlier)
        return self._opened


def open_earlier(private_key: PrivateKey, sealed: bytes | None) -> dict[int, PrivateKey]:
    """Epoch → private key of the epochs before."""
    if sealed is None:
        return {}
    raw = msgspec.msgpack.decode(SealedBox(private_key).decrypt(sealed), type=dict[int, bytes])
    return {epoch: PrivateKey(key) for epoch, key in raw.items()}


def seal_earlier(public_key: PublicKey, keys: Mapping[int, PrivateKey]) -> bytes:
    """Earlier private keys, for whoever holds the key of the new epoch."""
    return bytes(SealedBox(public_key).encrypt(msgspec.msgpack.encode({n: bytes(key) for n, key in keys.items()})))


class Held(Struct, frozen=True):
    """A keyring's private key as one person holds it: sealed to that person. `earlier` is as the keyring keeps it."""

    epoch: int
    sealed: bytes
    earlier: bytes | None = None


class Keychain:
    """A person's own key pair, and the keyrings that were given to it. An empty one opens nothing."""

    def __init__(self, own: PrivateKey | None = None, held: Mapping[str, Held] | None = None) -> None:
        self.own = own
        self.held = dict(held or {})
        self._opened: dict[str, KeyringKeys] = {}

    def opened_own(self) -> PrivateKey:
        """The person's own private key. Raises Locked."""
        if self.own is None:
            raise Locked
        return self.own

    def has(self, keyring: str) -> bool:
        """Whether this person can open the keyring."""
        return self.own is not None and keyring in self.held

    def keys(self, keyring: str) -> KeyringKeys:
        """The keyring, open. Raises Locked for a keyring that this person was not given."""
        if keyring not in self._opened:
            self._opened[keyring] = self._open(keyring)
        return self._opened[keyring]

    def _open(self, keyring: str) -> KeyringKeys:
        if self.own is None or keyring not in self.held:
            raise Locked
        held = self.held[keyring]
        try:
            private_key = PrivateKey(SealedBox(self.own).decrypt(held.sealed))
        except CryptoError as failure:
            raise CannotOpen(keyring) from failure
        return KeyringKeys(private_key, held.epoch, held.earlier)
