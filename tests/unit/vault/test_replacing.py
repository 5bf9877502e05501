"""The key file is replaced whole or not at all, whenever a kill comes; and what it was is overwritten."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from backend.vault import keyfile, replacing
from backend.vault.holding import HeldKeys
from backend.vault.keyfile import KeyFile, KeysError
from backend.vault.rotating import with_new_keys


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    keyfile.create(tmp_path / "keys")
    return tmp_path / "keys"


def contents(path: Path) -> KeyFile:
    """What a process that starts now works with."""
    held = HeldKeys.read(path)
    held.release()
    return held.keys


def assert_alone(path: Path) -> None:
    """Nothing lies beside the key file, which others cannot read."""
    assert [each.name for each in path.parent.iterdir()] == ["keys"]
    assert path.stat().st_mode & 0o777 == 0o600


def killed_at(step: int, patch: pytest.MonkeyPatch) -> None:
    """Whatever changes something on the disk counts as a step; the process is killed before this one."""
    left = step

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*values: Any, **named: Any) -> Any:
            nonlocal left
            left -= 1
            if left == 0:
                raise Killed
            return real(*values, **named)

        return counting

    for owner, name in ((os, "fsync"), (os, "link"), (os, "chown"), (Path, "rename"), (Path, "unlink"), (Path, "open")):
        patch.setattr(owner, name, counted(getattr(owner, name)))


async def replaced(path: Path, keys: KeyFile) -> None:
    """As a rotation does it."""
    replacing.tidy(path)
    await replacing.destroy_earlier(path)
    replacing.replace(path, keys)
    await replacing.destroy_earlier(path)


@pytest.mark.parametrize("step", range(1, 12))
async def test_killed_at_each_step(path: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    earlier = contents(path)
    new = with_new_keys(earlier, ["notifier"])
    with monkeypatch.context() as patch:
        killed_at(step, patch)
        try:
            await replaced(path, new)
        except Killed:
            ended = False
        else:
            ended = True
    assert ended == (step > 9), "the number of steps is that of the code"
    assert contents(path) in (earlier, new)
    newest = with_new_keys(contents(path), ["router"])
    await replaced(path, newest)
    assert contents(path) == newest
    assert_alone(path)


async def test_what_it_was_is_overwritten(path: Path) -> None:
    with path.open("rb") as file:
        before = file.read()
        await replaced(path, with_new_keys(contents(path), ["router"]))
        file.seek(0)
        assert file.read() == bytes(len(before))


async def test_a_folder_that_takes_nothing_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(path)

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "link", full)
        with pytest.raises(KeysError, match="No space left"):
            replacing.replace(path, with_new_keys(before, ["router"]))
    assert contents(path) == before
    replacing.tidy(path)
    assert_alone(path)
