"""A door into a running installation, through which a leak is planted and pulled out again while it serves."""

import os
import socket
import sys
import threading
import traceback
from pathlib import Path

import pytest

from backend.settings import ROOT
from tests.support.processes import Process
from tests.support.server import Installation

DOOR = "PLANTING_DOOR"
PROGRAM = "from tests.trust.planting import open_door; open_door()\nfrom backend.cli import main\nmain(['serve'])"


def with_door(own: Installation) -> Installation:
    """The installation, not started yet, with a door in its web process."""
    own.environment[DOOR] = str(own.folder / "door")
    own.web = Process([sys.executable, "-c", PROGRAM], own.web.log, environment=own.environment, folder=ROOT)
    return own


def plant(own: Installation, name: str) -> None:
    """From now on this leaks, until `pull`."""
    knock(own, name)


def pull(own: Installation) -> None:
    """Nothing leaks any more."""
    knock(own, "")


def knock(own: Installation, word: str) -> None:
    """Say a word at the door; the answer is nothing, or what went wrong."""
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(own.environment[DOOR])
        line.sendall(f"{word}\n".encode())
        answer = line.makefile().read()
    assert answer == "", answer


def open_door() -> None:
    """In the installation's process: listen in a thread of its own."""
    door = socket.socket(socket.AF_UNIX)
    path = Path(os.environ[DOOR])
    path.unlink(missing_ok=True)
    door.bind(str(path))
    door.listen()
    threading.Thread(target=answer_forever, args=[door], daemon=True).start()


def answer_forever(door: socket.socket) -> None:
    """One word after another."""
    from tests.trust.plants import PLANTS

    patch = pytest.MonkeyPatch()
    while True:
        line, _ = door.accept()
        with line, line.makefile("rw") as spoken:
            word = spoken.readline().strip()
            try:
                patch.undo()
                if word:
                    PLANTS[word].program(patch)
            except Exception:
                spoken.write(traceback.format_exc())
