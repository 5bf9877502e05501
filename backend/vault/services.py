"""The key pairs of services. In front of each box stands a mark of the key that it is sealed to.

By its mark a rotation finds what an earlier key still holds, wherever in the database that lies.
"""

import hashlib
from collections.abc import Mapping, Sequence

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from backend.vault.sealing import CannotOpen, Sender

#: Bytes of a mark. It follows from the public key, and is the same for all that is sealed to it.
MARK = 8


class Services:
    """Seals to the newest key of a service, and opens with whichever it has."""

    def __init__(self, keys: Mapping[str, Sequence[bytes]]) -> None:
        pairs = {name: [PrivateKey(key) for key in each] for name, each in keys.items()}
        self._boxes = {(name, mark_of(pair)): SealedBox(pair) for name, each in pairs.items() for pair in each}
        self._newest = {name: mark_of(each[0]) for name, each in pairs.items()}
        self._public = {name: bytes(each[0].public_key) for name, each in pairs.items()}

    def seal(self, service: str, data: bytes, sender: Sender | None = None) -> bytes:
        """Bytes that only this service opens again."""
        return self._newest[service] + (sender or Sender()).seal(self._public[service], data)

    def has_key_of(self, service: str, sealed: bytes) -> bool:
        """Whether the service has the key of this box."""
        return (service, sealed[:MARK]) in self._boxes

    def open(self, service: str, sealed: bytes) -> bytes:
        """The bytes again. Raises CannotOpen."""
        if not self.has_key_of(service, sealed):
            raise CannotOpen(service)
        try:
            return self._boxes[service, sealed[:MARK]].decrypt(sealed[MARK:])
        except CryptoError as failure:
            raise CannotOpen(service) from failure

    def replaced(self) -> dict[bytes, str]:
        """Marks of keys that do not seal any more, and whose they are."""
        return {mark: name for name, mark in self._boxes.keys() - self._newest.items()}


def mark_of(pair: PrivateKey) -> bytes:
    """The mark of a key."""
    return hashlib.blake2b(bytes(pair.public_key), digest_size=MARK, person=b"service mark").digest()
