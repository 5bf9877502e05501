"""Markers: words that stand nowhere else, and every form in which one could leak."""

import base64
import secrets
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache

#: How compressed streams begin: zlib at each level, gzip.
STREAMS = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda", b"\x1f\x8b\x08")
MOST = 5_000_000
#: How every marker begins: where this is not, none of them is, and the search is done.
BEGINNING = f"merk{secrets.token_hex(4)}"


def marker(name: str) -> str:
    """A fresh marker; letters and digits only, so that nothing escapes it."""
    return f"{BEGINNING}{name.replace('.', '')}{secrets.token_hex(4)}"


@cache
def forms(word: str) -> frozenset[bytes]:
    """The word in every form that we look for: plain, base64, hex, URL-encoded, UTF-16, and those once more in hex."""
    plain = word.encode()
    wide = word.encode("utf-16-le")
    percent = "".join(f"%{byte:02x}" for byte in plain).encode()
    once = {plain, wide, word.encode("utf-16-be"), percent, percent.upper(), *base64_forms(plain), *base64_forms(wide)}
    return frozenset(once | {each.hex().encode() for each in once} | {each.hex().upper().encode() for each in once})


def base64_forms(plain: bytes) -> Iterator[bytes]:
    """The word somewhere inside base64 or base64url: what stands before it shifts it by up to two bytes."""
    for before in range(3):
        written = base64.b64encode(b"\0" * before + plain)
        # The first and the last characters also hold bits of what stands beside the word.
        inside = written[(before * 8 + 5) // 6 : len(plain + b"\0" * before) * 8 // 6]
        yield inside
        yield inside.replace(b"+", b"-").replace(b"/", b"_")


def unpacked(data: bytes) -> Iterator[bytes]:
    """The bytes themselves, and of every compressed stream in them what it holds."""
    yield data
    for beginning in STREAMS:
        at = data.find(beginning)
        while at >= 0:
            stream = zlib.decompressobj(zlib.MAX_WBITS | 32)
            with suppress(zlib.error):
                yield stream.decompress(data[at:], MOST)
            at = data.find(beginning, at + 1)


def found_in(data: bytes, words: Iterable[str]) -> set[str]:
    """Which of the words stand in these bytes, in whatever form."""
    parts = list(unpacked(data))
    marked = stands_in(BEGINNING, parts)
    return {word for word in words if (marked or not word.startswith(BEGINNING)) and stands_in(word, parts)}


def stands_in(word: str, parts: Iterable[bytes]) -> bool:
    """Whether a form of the word is there."""
    return any(form in part for part in parts for form in forms(word))
