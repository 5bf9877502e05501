"""Markers: words that stand nowhere else, and every form in which one could leak."""

import base64
import html
import json
import secrets
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from urllib.parse import quote, quote_plus

import numpy as np

#: How compressed streams begin: zlib at each level, gzip.
STREAMS = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda", b"\x1f\x8b\x08")
MOST = 5_000_000
#: How every marker begins: a reader of a failing test sees at once what it is.
BEGINNING = f"merk{secrets.token_hex(4)}"
#: What is looked at in one go, and the bits of a hash of four bytes.
CHUNK, BITS = 1 << 20, 20


def marker(name: str) -> str:
    """A fresh marker; letters and digits only, so that nothing escapes it."""
    return f"{BEGINNING}{name.replace('.', '').replace(' ', '')}{secrets.token_hex(4)}"


@cache
def forms(word: str) -> frozenset[bytes]:
    """The word in every form that we look for: plain, base64, hex, URL-encoded, UTF-16, and those once more in hex."""
    wide = word.encode("utf-16-le")
    escaped = {quote(word, safe=""), quote_plus(word), html.escape(word), json.dumps(word)[1:-1]}
    plain = {each.encode() for each in escaped} | {word.encode("utf-16-be")}
    return forms_of_bytes(word.encode()) | forms_of_bytes(wide) | plain


def forms_of_bytes(plain: bytes) -> frozenset[bytes]:
    """The bytes of a key or a word in every form."""
    percent = "".join(f"%{byte:02x}" for byte in plain).encode()
    once = {plain, percent, percent.upper(), *base64_forms(plain)}
    return frozenset(once | {each.hex().encode() for each in once} | {each.hex().upper().encode() for each in once})


def forms_of_number(value: float) -> frozenset[bytes]:
    """A coordinate of seven decimals: as digits, also cut or rounded to a metre, and as a database stores it."""
    digits = f"{value:.7f}"
    written = {digits, digits[:-2], f"{value:.5f}", f"{value:.6f}"}
    return frozenset({each.encode() for each in written} | {struct.pack(">d", value), struct.pack("<d", value)})


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
    whole = memoryview(data)
    for beginning in STREAMS:
        at = data.find(beginning)
        while at >= 0:
            stream = zlib.decompressobj(zlib.MAX_WBITS | 32)
            with suppress(zlib.error):
                yield stream.decompress(whole[at:], MOST)
            at = data.find(beginning, at + 1)


class Search:
    """Looks for many words at once, each in many forms: name → its forms, of at least four bytes each."""

    def __init__(self, looked_for: Mapping[str, Iterable[bytes]]) -> None:
        self._starts: dict[bytes, list[tuple[bytes, str]]] = {}
        self._longest = 4
        for name, written in looked_for.items():
            for form in written:
                self._starts.setdefault(form[:4], []).append((form, name))
                self._longest = max(self._longest, len(form))
        self._known = np.zeros(1 << BITS, dtype=bool)
        if self._starts:
            self._known[hashed(np.frombuffer(b"".join(self._starts), dtype="<u4"))] = True

    def found_in(self, data: bytes) -> set[str]:
        """Which of the words stand in these bytes, in whatever form."""
        return {name for part in unpacked(data) for name in self._in_part(part)}

    def _in_part(self, part: bytes) -> Iterator[str]:
        for begin in range(0, len(part), CHUNK):
            chunk = part[begin : begin + CHUNK + self._longest]
            if len(chunk) < 4:
                continue
            # Every four bytes in a row as one number: those that begin no form are most of them.
            each = np.frombuffer(chunk, dtype=np.uint8).astype(np.uint32)
            fours = each[:-3] | each[1:-2] << 8 | each[2:-1] << 16 | each[3:] << 24
            for at in np.flatnonzero(self._known[hashed(fours)]).tolist():
                for form, name in self._starts.get(chunk[at : at + 4], ()):
                    if chunk.startswith(form, at):
                        yield name


def hashed(fours: np.ndarray) -> np.ndarray:
    """Places in a table for numbers of four bytes."""
    return (fours.astype(np.uint32) * np.uint32(2654435761)) >> np.uint32(32 - BITS)


def found_in(data: bytes, words: Iterable[str]) -> set[str]:
    """Which of the words stand in these bytes, in whatever form."""
    return Search({word: forms(word) for word in words}).found_in(data)
