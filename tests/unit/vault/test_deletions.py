"""The deletion list: durable, shared by processes, and without a word for who has no key."""

import os
import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from backend.vault import Deletion, KeysError
from backend.vault.deletions import DeletionList

DAY = date(2026, 11, 24)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data.deleted"


@pytest.fixture
def key() -> bytes:
    return secrets.token_bytes(32)


def deletion(day: date = DAY) -> Deletion:
    return Deletion(uuid4(), day)


def test_what_is_added_is_read_again_once(path: Path, key: bytes) -> None:
    one, other = deletion(), deletion()
    for each in (one, other, one):
        DeletionList(path, key).add(each)
    assert DeletionList(path, key).read() == [one, other]


def test_a_list_that_is_not_there_is_empty(path: Path, key: bytes) -> None:
    assert DeletionList(path, key).read() == []


def test_it_says_nothing_without_the_key(path: Path, key: bytes) -> None:
    one = deletion()
    listed = DeletionList(path, key)
    listed.add(one)
    listed.add(one)
    raw = path.read_bytes()
    first, second = raw.splitlines()
    assert first != second, "the same report is not recognised"
    assert len(first) == len(second)
    for word in (one.report.bytes, one.report.hex.encode(), str(one.report).encode(), b"2026"):
        assert word not in raw
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.stat().st_mtime == 0


def test_a_torn_line_costs_no_other(path: Path, key: bytes) -> None:
    one, torn, later = deletion(), deletion(), deletion()
    listed = DeletionList(path, key)
    listed.add(one)
    listed.add(torn)
    path.write_bytes(path.read_bytes()[:-30])  # a kill in the middle of it
    listed.add(later)
    assert listed.read() == [one, later]


def test_another_key_reads_nothing_and_drops_nothing(path: Path, key: bytes) -> None:
    one = deletion(date(2000, 1, 1))
    DeletionList(path, key).add(one)
    other = DeletionList(path, secrets.token_bytes(32))
    assert other.read() == []
    assert other.drop(DAY) == 0
    assert DeletionList(path, key).read() == [one]


def test_what_is_old_is_dropped(path: Path, key: bytes) -> None:
    old, young = deletion(DAY - timedelta(days=1)), deletion()
    listed = DeletionList(path, key)
    for each in (old, young):
        listed.add(each)
    assert listed.drop(DAY) == 1
    assert listed.read() == [young]
    assert path.stat().st_mtime == 0


def test_no_line_is_lost_while_others_are_dropped(path: Path, key: bytes) -> None:
    added = [deletion(DAY if n % 2 else DAY - timedelta(days=1)) for n in range(200)]

    def work(each: Deletion) -> None:
        listed = DeletionList(path, key)  # as another process has it
        listed.add(each)
        if each.report.int % 5 == 0:
            listed.drop(DAY)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, added))
    listed = DeletionList(path, key)
    listed.drop(DAY)
    assert set(listed.read()) == {each for each in added if each.day == DAY}


def test_a_disk_that_does_not_take_it_is_told(path: Path, key: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    listed = DeletionList(path, key)
    listed.prepare()
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(OSError, match="No space"):
            listed.add(deletion())
    assert listed.read() == []


def test_a_place_that_cannot_be_written_stops_the_start(tmp_path: Path, key: bytes) -> None:
    with pytest.raises(KeysError, match="BUURTSEIN_DELETIONS"):
        DeletionList(tmp_path / "nowhere" / "list", key).prepare()
