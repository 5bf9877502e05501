"""The key pairs of services. In front of each box stands a mark of the key that it is sealed to.

By its mark a rotation finds what an earlier key still holds, wherever in the database that lies.
"""

import hashlib
from collections.abc import Mapping, Sequence

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from backend.vault.sealing import CannotOpen

#: Bytes of a mark. It follows from the public key, and is the same for all that is sealed to it.
MARK = 8


class Services:
    """Seals to the newest key of a service, and opens with whichever it has."""

    def __init__(self, keys: Mapping[str, Sequence[bytes]]) -> None:
        pairs = {name: [PrivateKey(key) for key in each] for name, each in keys.items()}
        self._newest = {name: each[0] for name, each in pairs.items()}
        self._pairs = {(name, mark_of(pair)): pair for name, each in pairs.items() for pair in each}

    def seal(self, service: str, data: bytes) -> bytes:
        """Bytes that only this service opens again."""
        pair = self._newest[service]
        return mark_of(pair) + SealedBox(pair.public_key).encrypt(data)

    def has_key_of(self, service: str, sealed: bytes) -> bool:
        """Whether the service has the key of this box."""
        return (service, sealed[:MARK]) in self._pairs

    def open(self, service: str, sealed: bytes) -> bytes:
        """The bytes again. Raises CannotOpen."""
        if not self.has_key_of(service, sealed):
            raise CannotOpen(service)
        try:
            return SealedBox(self._pairs[service, sealed[:MARK]]).decrypt(sealed[MARK:])
        except CryptoError as failure:
            raise CannotOpen(service) from failure

    def replaced(self) -> dict[bytes, str]:
        """Marks of keys that do not seal any more, and whose they are."""
        newest = {(name, mark_of(pair)) for name, pair in self._newest.items()}
        return {mark: name for name, mark in self._pairs.keys() - newest}


def mark_of(pair: PrivateKey) -> bytes:
    """The mark of a key."""
    return hashlib.blake2b(bytes(pair.public_key), digest_size=MARK, person=b"service mark").digest()
