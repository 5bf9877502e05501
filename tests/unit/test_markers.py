"""What looks for leaks must find them: in each form in which they could hide."""

import base64
import gzip
import json
import struct
import zlib
from collections.abc import Callable

import pytest

from tests.support.markers import CHUNK, Search, forms_of_number, found_in, marker

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


def test_a_code_is_found_as_it_stands_in_an_address() -> None:
    code = "123 456 789 012 345 678 901"
    assert found_in(b"/volg?code=" + code.replace(" ", "%20").encode(), [code]) == {code}
    assert found_in(b"/volg?code=" + code.replace(" ", "+").encode(), [code]) == {code}


def test_a_coordinate_is_found_as_a_database_stores_it() -> None:
    search = Search({"lat": forms_of_number(52.3741234)})
    for hidden in (b"52.3741234", b"52.37412 N", struct.pack(">d", 52.3741234), struct.pack("<d", 52.3741234)):
        assert search.found_in(b"before " + hidden + b" after") == {"lat"}
    assert search.found_in(b"52.3740") == set()


def test_a_word_over_the_edge_of_what_is_looked_at_in_one_go_is_found() -> None:
    for before in range(CHUNK - len(WORD) - 2, CHUNK + 3):
        assert found_in(bytes(before) + WORD.encode() + bytes(9), [WORD]) == {WORD}
