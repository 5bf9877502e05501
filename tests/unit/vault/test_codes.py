"""The code: easy to type, hard to guess, and derived to the same key here as in a browser."""

import re

from hypothesis import given
from hypothesis import strategies as st

from backend.vault import codes

SALT = bytes(range(16))


def test_a_code_is_twenty_one_digits_in_groups_and_never_twice_the_same() -> None:
    made = {codes.new_code() for _ in range(500)}
    assert len(made) == 500
    assert all(re.fullmatch(r"(\d{3} ){6}\d{3}", code) for code in made)


def test_a_code_is_read_however_it_is_typed() -> None:
    code = codes.new_code()
    plain = code.replace(" ", "")
    arabic = plain.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    typed = [code, plain, "-".join(code.split()), f"  {code}\n", arabic]
    assert {codes.digits_of(one) for one in typed} == {plain}


@given(st.integers(min_value=0, max_value=20), st.integers(min_value=1, max_value=9))
def test_one_wrong_digit_is_noticed(position: int, change: int) -> None:
    digits = codes.new_code().replace(" ", "")
    wrong = str((int(digits[position]) + change) % 10)
    assert codes.digits_of(digits[:position] + wrong + digits[position + 1 :]) is None


def test_the_derivation_is_frozen() -> None:
    """These bytes are in use on phones: another answer would lock every reporter out."""
    key = codes.derive("123456789012345678904", SALT, 1_000)
    assert key.hex() == "8a3e5a76a894c02ebd9e17a7ae6b9b8898a8adb2dcb96cf15203359fa14adbc3"
    public_key = bytes(codes.mailbox_pair(key).public_key)
    assert public_key.hex() == "26ef75e2ba53ee52144b8678e3573d072dc227fbc64fd2cd607b862aac1eaa7e"


def test_references_have_no_vowels_or_look_alikes() -> None:
    for _ in range(200):
        assert re.fullmatch(r"[2-9CFGHJMPQRVWX]{3}-[2-9CFGHJMPQRVWX]{4}", codes.new_reference())
