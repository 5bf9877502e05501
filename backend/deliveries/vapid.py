"""VAPID: how push services know who we are (RFC 8292)."""

import time

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid
from py_vapid.utils import b64urlencode

from backend.installation import Installation

#: Seconds. Services take at most 24 hours; half of that leaves room for clocks that differ.
VALID = 12 * 3600
RENEWED_AFTER = 6 * 3600


def vapid_public_key(installation: Installation) -> str:
    """The `applicationServerKey` of browsers: base64url of the uncompressed point."""
    point = signer(installation).public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return str(b64urlencode(point))


def signer(installation: Installation) -> Vapid:
    """Signs with the key of this installation."""
    return Vapid.from_raw(installation.vault.keys.vapid)


class Passports:
    """The signed headers that name us, one per push service, kept for some hours: signing takes CPU."""

    def __init__(self, installation: Installation) -> None:
        self._signer = signer(installation)
        self._subject = installation.settings.vapid_subject
        self._kept: dict[str, tuple[float, dict[str, str]]] = {}

    def headers(self, origin: str) -> dict[str, str]:
        """The headers for a service. Its clock is the world's, so this does not ask the installation's."""
        now = time.time()
        until, headers = self._kept.get(origin, (0.0, {}))
        if now >= until:
            # A fresh dictionary each time: the library writes into what it is given.
            headers = self._signer.sign({"aud": origin, "sub": self._subject, "exp": int(now) + VALID})
            self._kept[origin] = (now + RENEWED_AFTER, headers)
        return headers
