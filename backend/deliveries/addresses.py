"""Where a push goes: the subscription that a browser gave us, checked before we ever connect to it."""

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from msgspec import Struct

from backend.errors import Invalid
from backend.settings import LOOPBACK
from backend.texts import mark

#: Strict on purpose: what we check and what the HTTP client connects to must be the same place.
ENDPOINT = re.compile(r"(?P<scheme>https?)://(?P<host>[a-z0-9.-]+)(?P<port>:\d{1,5})?/[!-~]*", re.ASCII)
ENDPOINT_LENGTH = 2000
UNKNOWN_PLACE = mark("Deze browser kan geen berichten van ons krijgen. Probeer een andere browser.")
BAD_KEYS = mark("De sleutels van uw browser kloppen niet. Zet berichten uit en weer aan.")


class Address(Struct, frozen=True):
    """A browser: its endpoint, its keys (base64url) and the language of its texts."""

    endpoint: str
    p256dh: str
    auth: str
    language: str

    @property
    def origin(self) -> str:
        """The push service, as VAPID names it."""
        parts = urlsplit(self.endpoint)
        return f"{parts.scheme}://{parts.netloc}"


def read_address(subscription: Mapping[str, Any], language: str, push_hosts: tuple[str, ...]) -> Address:
    """The address in `{endpoint, keys: {p256dh, auth}}`, as browsers give it. Raises Invalid with every wrong field."""
    fields: dict[str, str] = {}
    endpoint, keys = subscription.get("endpoint"), subscription.get("keys")
    if not isinstance(endpoint, str) or not may_send_to(endpoint, push_hosts):
        fields["endpoint"] = UNKNOWN_PLACE
    p256dh, auth = (keys.get("p256dh"), keys.get("auth")) if isinstance(keys, Mapping) else (None, None)
    if not is_point(p256dh) or len(decoded(auth)) != 16:
        fields["keys"] = BAD_KEYS
    if fields:
        raise Invalid(fields)
    return Address(str(endpoint), str(p256dh), str(auth), language)


def may_send_to(endpoint: str, push_hosts: tuple[str, ...]) -> bool:
    """Whether the allow-list has this endpoint: `host`, `*.suffix` (https, port 443) or a full origin.

    http passes on loopback only, and only where its origin stands in the list.
    """
    parts = ENDPOINT.fullmatch(endpoint)
    if not parts or len(endpoint) > ENDPOINT_LENGTH:
        return False
    scheme, host, port = parts["scheme"], parts["host"], parts["port"] or ""
    if f"{scheme}://{host}{port}" in push_hosts:
        return scheme == "https" or host in LOOPBACK
    if scheme != "https" or port not in ("", ":443"):
        return False
    return any(host.endswith(entry[1:]) if entry.startswith("*.") else host == entry for entry in push_hosts)


def is_point(value: object) -> bool:
    """Whether this is a public key on P-256, uncompressed."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(value))
    except ValueError:
        return False
    return len(decoded(value)) == 65


def decoded(value: object) -> bytes:
    """The bytes of base64url with or without padding; none where it is something else."""
    if not isinstance(value, str) or len(value) > 200:
        return b""
    bare = value.rstrip("=")
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""
