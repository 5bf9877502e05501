"""Holding the key file: a lock on the file that was read says that somebody works with what stood in it.

A rotation puts another file in its place, and destroys the earlier one once nobody holds it any more.
"""

import fcntl
import os
from pathlib import Path
from typing import Self

import msgspec

from backend.vault import keyfile
from backend.vault.keyfile import KeyFile, KeysError


class HeldKeys:
    """The keys as this process read them. A killed process lets go of them by itself."""

    def __init__(self, path: Path, descriptor: int, keys: KeyFile) -> None:
        self.path = path
        self.keys = keys
        self._descriptor = descriptor

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the key file and hold it.

        Raises KeysError with a sentence where it is missing, others can read it, or we cannot.
        """
        descriptor = open_locked(path)
        try:
            return cls(path, descriptor, parse(path, descriptor))
        except BaseException:
            os.close(descriptor)
            raise

    @classmethod
    def read_or_create(cls, path: Path) -> Self:
        """Those of an installation that is founded now: the keys that lie ready, or new ones."""
        if not path.exists():
            keyfile.create(path)
        return cls.read(path)

    def is_current(self) -> bool:
        """Whether this is still the file at its path. One that is gone was not replaced."""
        return is_at(self.path, self._descriptor) or not self.path.exists()

    def release(self) -> None:
        """Nothing of this process depends on this file any more."""
        os.close(self._descriptor)


def open_locked(path: Path) -> int:
    """A descriptor of the file that is at `path`, with a shared lock on it. Raises KeysError."""
    while True:
        try:
            descriptor = os.open(path, os.O_RDONLY)
        except FileNotFoundError as failure:
            raise KeysError(
                f"The key file {path} is missing. Without it nothing that lies in this database can be opened: "
                "put it back, or start with an empty data folder and an empty database."
            ) from failure
        except OSError as failure:
            raise KeysError(f"The key file {path} cannot be opened ({failure.strerror}).") from failure
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        if is_at(path, descriptor):
            return descriptor
        os.close(descriptor)  # it was replaced between the two, and is being destroyed


def parse(path: Path, descriptor: int) -> KeyFile:
    """What stands in an open key file. Raises KeysError."""
    if os.fstat(descriptor).st_mode & 0o077:
        raise KeysError(f"Others can read the key file {path}: run chmod 600 on it.")
    try:
        with os.fdopen(os.dup(descriptor), "rb") as file:
            return msgspec.json.decode(file.read(), type=KeyFile)
    except msgspec.DecodeError as failure:
        raise KeysError(f"The key file {path} cannot be read ({failure}). Put back the right one.") from failure


def is_at(path: Path, descriptor: int) -> bool:
    """Whether an open file is the one at `path`."""
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False
