"""Programs that a test starts, and that never outlive it."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import psutil

PATIENCE = 60.0


def wait_until(true: Callable[[], bool], what: str, timeout: float = PATIENCE) -> None:
    """Waits until something is true; fails, naming `what`, after `timeout` seconds."""
    end = time.monotonic() + timeout
    while not true():
        if time.monotonic() > end:
            raise TimeoutError(f"Not within {timeout:g} s: {what}")
        time.sleep(0.02)


class Process:
    """One program and its children, with a log file of all that it says over its starts."""

    def __init__(
        self,
        command: Sequence[str | Path],
        log: Path,
        *,
        environment: Mapping[str, str] | None = None,
        user: str | None = None,
        folder: Path | None = None,
    ) -> None:
        self.command = command
        self.log = log
        self.environment = environment
        self.user = user
        self.folder = folder
        self._popen: subprocess.Popen[bytes] | None = None

    @property
    def alive(self) -> bool:
        """Whether it runs now."""
        return self._popen is not None and self._popen.poll() is None

    @property
    def pid(self) -> int:
        """The process id of the program itself."""
        assert self._popen is not None, "it was not started"
        return self._popen.pid

    def start(self) -> None:
        """Starts it in a process group of its own, so that no child of it is forgotten."""
        with self.log.open("ab") as log:
            self._popen = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self.environment,
                cwd=self.folder,
                start_new_session=True,
                user=self.user,
                group=self.user,
                extra_groups=[] if self.user else None,
            )

    def wait_ready(self, ready: Callable[[], bool], what: str, timeout: float = PATIENCE) -> None:
        """Waits until it is ready; an early end shows what it said."""
        try:
            wait_until(lambda: not self.alive or ready(), what, timeout)
        except TimeoutError as late:
            raise TimeoutError(f"{late}\n{self.said()}") from None
        if not self.alive:
            raise RuntimeError(f"It ended by itself: {what}\n{self.said()}")

    def stop(self, kindly: signal.Signals = signal.SIGTERM) -> int:
        """Asks the program to end, waits, and returns its exit code."""
        assert self._popen is not None, "it was not started"
        if self.alive:
            self._popen.send_signal(kindly)
        try:
            return self._popen.wait(PATIENCE)
        finally:
            self.kill()

    def kill(self) -> None:
        """Ends it and its children as a power cut would; nothing happens when it is gone."""
        if self._popen is None:
            return
        # PostgreSQL's children leave the group; those of a shell stay in it when their parent is gone.
        with suppress(psutil.NoSuchProcess):
            for child in psutil.Process(self._popen.pid).children(recursive=True):
                child.kill()
        with suppress(ProcessLookupError):
            os.killpg(self._popen.pid, signal.SIGKILL)
        self._popen.wait(PATIENCE)

    def said(self, characters: int = 4000) -> str:
        """The end of its log."""
        return self.log.read_text(errors="replace")[-characters:] if self.log.exists() else ""
