"""Somebody who is subscribed to push, with the keys that a browser would keep."""

import base64
import os

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


class Subscriber:
    """Gives the subscription that a page would send us, and reads what the push service got for it."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._auth = os.urandom(16)

    @property
    def subscription(self) -> dict[str, object]:
        """What `PushSubscription.toJSON()` gives in a browser."""
        point = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"endpoint": self.endpoint, "keys": {"p256dh": encode(point), "auth": encode(self._auth)}}

    def read(self, body: bytes) -> str:
        """Decrypts a message (RFC 8291); fails when it was not meant for these keys."""
        clear: bytes = http_ece.decrypt(body, private_key=self._key, auth_secret=self._auth, version="aes128gcm")
        return clear.decode()


def encode(value: bytes) -> str:
    """Base64 for URLs, without padding, as browsers write keys."""
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
