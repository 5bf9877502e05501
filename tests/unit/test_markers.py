"""What looks for leaks must find them: in each form in which they could hide."""

import base64
import gzip
import json
import zlib
from collections.abc import Callable

import pytest

from tests.support.markers import found_in, marker

WORD = marker("geheim")
AROUND: list[Callable[[bytes], bytes]] = [
    lambda word: word,
    base64.b64encode,
    lambda word: base64.b64encode(b"a" + word + b"zz"),
    lambda word: base64.b64encode(b"ab" + word + b"zzz"),
    lambda word: base64.urlsafe_b64encode(b"\xff\xfe\xfd\xfc" + word),
    lambda word: word.hex().encode(),
    lambda word: word.hex().upper().encode(),
    lambda word: base64.b64encode(b"x" + word).hex().encode(),
    lambda word: b"".join(b"%%%02X" % byte for byte in word),
    lambda word: word.decode().encode("utf-16-le"),
    lambda word: zlib.compress(b"before " + word + b" after"),
    lambda word: b"something " + gzip.compress(base64.b64encode(b"x" + word)) + b" else",
    lambda word: json.dumps({"text": word.decode()}).encode(),
]


@pytest.mark.parametrize("hide", AROUND)
def test_a_hidden_word_is_found(hide: Callable[[bytes], bytes]) -> None:
    hidden = b"\x78\x9c no stream; " + hide(WORD.encode()) + b" the end"
    assert found_in(hidden, [WORD, marker("anders")]) == {WORD}


def test_what_is_not_there_is_not_found() -> None:
    assert found_in(b"nothing to see " * 1000, [WORD]) == set()
