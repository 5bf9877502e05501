"""Sealed files on disk: random names, no telling time, durable before they are named in a row."""

import os
import secrets
from pathlib import Path

#: The time that every file carries, so that none tells when a report came.
NO_TIME = (0, 0)


class FileStore:
    """A folder of sealed files. Names are 32 hexadecimal digits; the first two are a subfolder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, sealed: bytes) -> str:
        """Store bytes durably and return their name. Raises OSError where the disk does not take them."""
        name = secrets.token_hex(16)
        target = self._path(name)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = target.with_suffix(".new")
        try:
            with unfinished.open("xb") as file:
                file.write(sealed)
                file.flush()
                os.fsync(file.fileno())
            os.utime(unfinished, NO_TIME)
            unfinished.rename(target)
            sync_folder(target.parent)
            os.utime(target.parent, NO_TIME)
        except OSError:
            unfinished.unlink(missing_ok=True)
            raise
        return name

    def get(self, name: str) -> bytes:
        """The bytes of a name. Raises FileNotFoundError."""
        return self._path(name).read_bytes()

    def remove(self, name: str) -> None:
        """Forget a file; one that is gone already is fine."""
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name


def sync_folder(folder: Path) -> None:
    """Make a rename durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
