"""Steps of a set-up: each says what it does, how long it took and, when it fails, what a person can do."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Stop(Exception):
    """The set-up cannot go on; the message says why and what would help."""


def say(sentence: str) -> None:
    """Tells the person at the terminal, at once and in order with what the commands print."""
    print(sentence, file=sys.stderr, flush=True)


@contextmanager
def step(sentence: str) -> Iterator[None]:
    """Says what begins, and after it how long it took."""
    say(f"• {sentence} …")
    began = time.monotonic()
    yield
    say(f"  done in {time.monotonic() - began:.1f} s")


def command(arguments: Sequence[str | Path], advice: str, environment: Mapping[str, str] | None = None) -> None:
    """Runs a command in the project's folder, its output in sight; raises Stop with `advice` when it fails."""
    failed = subprocess.run(arguments, cwd=ROOT, env={**os.environ, **(environment or {})}, check=False).returncode
    if failed:
        raise Stop(advice)


@contextmanager
def explained() -> Iterator[None]:
    """Ends the process with the sentence of a Stop, or quietly on Ctrl-C, instead of with a traceback."""
    try:
        yield
    except Stop as stop:
        sys.exit(f"\n{stop}")
    except KeyboardInterrupt:
        sys.exit("\nStopped. Start it again to go on.")
