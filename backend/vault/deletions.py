"""The deletion list: which reports were deleted, kept outside the data folder and outside every backup of it.

A copy of the database that is put back brings deleted reports with it; by this list they are deleted again. Each line
is sealed under a key that follows from the pepper: without the key file it says only that there is a line.
"""

import base64
import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import structlog
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from backend.vault.files import NO_TIME, sync_folder
from backend.vault.holding import is_at
from backend.vault.keyfile import KeysError

log = structlog.get_logger("deletions")

DAY_BYTES = 4


class Deletion(NamedTuple):
    """A report that was deleted, and the day."""

    report: UUID
    day: date


class DeletionList:
    """One file, a line per deletion, of use to every process that has its key."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._box = SecretBox(key)

    def prepare(self) -> None:
        """Make sure that lines can be added, before somebody withdraws. Raises KeysError."""
        try:
            with self._locked() as descriptor:
                os.utime(descriptor, NO_TIME)
            sync_folder(self._path.parent)
        except OSError as failure:
            raise KeysError(f"BUURTSEIN_DELETIONS: {self._path} cannot be written ({failure.strerror}).") from failure

    def add(self, deletion: Deletion) -> None:
        """Add a line, durable when this returns. Raises OSError where the disk does not take it."""
        with self._locked() as descriptor:
            torn = b"" if ends_whole(descriptor) else b"\n"
            write(descriptor, torn + self._line(deletion))

    def read(self) -> list[Deletion]:
        """Every deletion once. Lines that a kill tore, or that another key sealed, are counted in the log."""
        lines = self._path.read_bytes().splitlines() if self._path.exists() else []
        known = [self._deletion(line) for line in lines]
        if unreadable := known.count(None):
            log.warning("deletions_unreadable", lines=unreadable)
        return list(dict.fromkeys(deletion for deletion in known if deletion))

    def drop(self, before: date) -> int:
        """Forget what is older; returns how many lines that were. What cannot be read stays."""
        with self._locked() as descriptor:
            lines = read(descriptor).splitlines()
            kept = [line for line in lines if (found := self._deletion(line)) is None or found.day >= before]
            if len(kept) < len(lines):
                self._replace(kept)
        return len(lines) - len(kept)

    def _replace(self, lines: Sequence[bytes]) -> None:
        """Others wait for the lock of the file that was there, and then see that it is another one."""
        fresh = self._path.with_name(f"{self._path.name}.new")
        fresh.unlink(missing_ok=True)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            write(descriptor, b"".join(line + b"\n" for line in lines))
        finally:
            os.close(descriptor)
        fresh.rename(self._path)
        sync_folder(self._path.parent)

    @contextmanager
    def _locked(self) -> Iterator[int]:
        """The file, to be changed by one process at a time."""
        while True:
            descriptor = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX)
                if is_at(self._path, descriptor):
                    yield descriptor
                    return
            finally:
                os.close(descriptor)

    def _line(self, deletion: Deletion) -> bytes:
        plain = deletion.day.toordinal().to_bytes(DAY_BYTES, "big") + deletion.report.bytes
        return base64.urlsafe_b64encode(self._box.encrypt(plain)) + b"\n"

    def _deletion(self, line: bytes) -> Deletion | None:
        """None for a line that is none of ours."""
        try:
            plain = self._box.decrypt(base64.urlsafe_b64decode(line))
        except (CryptoError, ValueError):
            return None
        return Deletion(UUID(bytes=plain[DAY_BYTES:]), date.fromordinal(int.from_bytes(plain[:DAY_BYTES], "big")))


def write(descriptor: int, data: bytes) -> None:
    """Write all of it, durably, without a telling time. Raises OSError."""
    while data:
        data = data[os.write(descriptor, data) :]
    os.fsync(descriptor)
    os.utime(descriptor, NO_TIME)


def read(descriptor: int) -> bytes:
    """The whole of an open file."""
    return os.pread(descriptor, os.fstat(descriptor).st_size, 0)


def ends_whole(descriptor: int) -> bool:
    """Whether its last line has an end."""
    return read_end(descriptor) in (b"", b"\n")


def read_end(descriptor: int) -> bytes:
    """The last byte, where there is one."""
    return os.pread(descriptor, 1, max(0, os.fstat(descriptor).st_size - 1))
