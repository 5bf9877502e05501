"""What is sealed opens with its key, in its place, and nowhere else."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.public import PrivateKey, SealedBox

from backend.vault import CannotOpen, Sender, new_key, seal, unseal, unwrap, wrap
from backend.vault.sealing import TEXT_STEP

REPORT = UUID("6f0d9d2e-0000-4000-8000-000000000001")


@given(st.binary(max_size=3_000))
def test_a_body_comes_back_whole(body: bytes) -> None:
    key = new_key()
    assert unseal(key, seal(key, body, REPORT, "narrative"), REPORT, "narrative") == body


@pytest.mark.parametrize(
    ("report", "name"), [(uuid4(), "narrative"), (REPORT, "place")], ids=["another report", "another compartment"]
)
def test_a_row_that_is_swapped_does_not_open(report: UUID, name: str) -> None:
    key = new_key()
    sealed = seal(key, b"two men at the garages", REPORT, "narrative")
    with pytest.raises(CannotOpen):
        unseal(key, sealed, report, name)


def test_a_changed_byte_or_another_key_does_not_open() -> None:
    key = new_key()
    sealed = bytearray(seal(key, b"text", REPORT, "narrative"))
    with pytest.raises(CannotOpen):
        unseal(new_key(), bytes(sealed), REPORT, "narrative")
    sealed[-1] ^= 1
    with pytest.raises(CannotOpen):
        unseal(key, bytes(sealed), REPORT, "narrative")


@given(st.integers(min_value=0, max_value=TEXT_STEP - 1), st.integers(min_value=0, max_value=TEXT_STEP - 1))
def test_short_and_long_texts_look_the_same(one: int, other: int) -> None:
    key = new_key()
    assert len(seal(key, b"a" * one, REPORT, "x")) == len(seal(key, b"b" * other, REPORT, "x"))


def test_wrapped_keys_open_for_their_keyring_only() -> None:
    team, other = PrivateKey.generate(), PrivateKey.generate()
    keys = {"task": new_key(), "place": new_key()}
    wrapped = wrap(bytes(team.public_key), keys)
    assert unwrap(team, wrapped) == keys
    with pytest.raises(CannotOpen):
        unwrap(other, wrapped)


def test_one_sender_seals_to_many_and_each_opens_only_their_own() -> None:
    team, other = PrivateKey.generate(), PrivateKey.generate()
    sender = Sender()
    wrapped = wrap(bytes(team.public_key), {"task": b"1" * 32}, sender)
    others = wrap(bytes(other.public_key), {"task": b"2" * 32}, sender)
    assert unwrap(team, wrapped) == {"task": b"1" * 32}
    assert unwrap(other, others) == {"task": b"2" * 32}
    with pytest.raises(CannotOpen):
        unwrap(team, others)


def test_two_boxes_of_one_sender_to_one_reader_share_no_key_stream() -> None:
    reader, sender = PrivateKey.generate(), Sender()
    first, second = (sender.seal(bytes(reader.public_key), bytes(64)) for _ in range(2))
    assert first[:32] != second[:32], "the nonce follows from the public half: it must be another"
    assert first[32:] != second[32:]
    assert SealedBox(reader).decrypt(second) == bytes(64)
