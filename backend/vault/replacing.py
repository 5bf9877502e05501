"""Replacing the key file: a new one in its place at once, the earlier one destroyed when nobody works with it any more.

A kill at any moment leaves the whole earlier file or the whole new one at its path, and what lies beside it is dealt
with by the next run.
"""

import asyncio
import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path

from backend.vault import keyfile
from backend.vault.files import sync_folder
from backend.vault.keyfile import KeyFile, KeysError

#: Seconds in which every process that runs must have taken the new file.
PATIENCE = 120.0
LOOK_AGAIN = 0.1


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Nobody else replaces this key file meanwhile. Raises KeysError where somebody does."""
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        if not locked(descriptor):
            raise KeysError("Another rotation of these keys is running. Wait until it is done.")
        yield
    finally:
        os.close(descriptor)


def replace(path: Path, keys: KeyFile) -> None:
    """From now on these keys are at `path`; the earlier file waits beside it to be destroyed.

    Raises KeysError where the folder does not take it; then nothing changed.
    """
    new, earlier = beside(path)
    try:
        keyfile.write(new, keys)
        owner = path.stat()
        os.chown(new, owner.st_uid, owner.st_gid)
        os.link(path, earlier)
        new.rename(path)
        sync_folder(path.parent)
    except OSError as failure:
        raise KeysError(f"The key file {path} cannot be replaced ({failure.strerror}).") from failure


def tidy(path: Path) -> None:
    """Deal with what a killed run left: a new file that was never used, a second name of the file that still is."""
    new, earlier = beside(path)
    if new.exists():
        destroy(new)
    if earlier.exists() and earlier.samefile(path):
        earlier.unlink()


async def destroy_earlier(path: Path) -> None:
    """Destroy the earlier file once no process holds it. Raises KeysError where one goes on holding it."""
    _, earlier = beside(path)
    if not earlier.exists():
        return
    descriptor = os.open(earlier, os.O_RDONLY)
    try:
        end = time.monotonic() + PATIENCE
        while not locked(descriptor):
            if time.monotonic() > end:
                raise KeysError(
                    "A process still works with the earlier key file. Restart it, then run this command again: "
                    "it goes on where it stopped."
                )
            await asyncio.sleep(LOOK_AGAIN)
        destroy(earlier)
    finally:
        os.close(descriptor)


def destroy(path: Path) -> None:
    """Overwrite a file before it is removed: what keeps no copies of its own accord has nothing left of it."""
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    sync_folder(path.parent)


def beside(path: Path) -> tuple[Path, Path]:
    """Where the next and the earlier file lie."""
    return path.with_name(f"{path.name}.new"), path.with_name(f"{path.name}.earlier")


def locked(descriptor: int) -> bool:
    """Whether this process has the file or folder for itself now."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
