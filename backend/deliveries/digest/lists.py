"""The list of a slot: one value for each reporter that there is news for, among values that mean nothing. Pure."""

import hmac
import secrets
from collections.abc import Collection

#: Bytes of a value, and how many a list has at least.
VALUE = 8
LEAST = 64


def value_of(news_key: bytes, slot: str) -> bytes:
    """What stands in the list of `slot` where there is news for who has this key."""
    return hmac.digest(news_key, slot.encode(), "sha256")[:VALUE]


def padded(values: Collection[bytes]) -> bytes:
    """These values and random ones, in random order: a power of two of them, and never fewer than 64."""
    size = max(LEAST, 1 << (len(values) - 1).bit_length()) if values else LEAST
    entries = [*values, *(secrets.token_bytes(VALUE) for _ in range(size - len(values)))]
    secrets.SystemRandom().shuffle(entries)
    return b"".join(entries)


def values_in(entries: bytes) -> list[bytes]:
    """The values of a list again."""
    return [entries[start : start + VALUE] for start in range(0, len(entries), VALUE)]
