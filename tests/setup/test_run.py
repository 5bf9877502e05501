"""`./run` on a machine where nothing was set up: what a new user meets, also where something is missing."""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.ports import free_port
from tests.support.processes import Process
from tests.support.server import answers
from tools.environment import RUN, SETUP
from tools.steps import ROOT

OURS = ["backend", "moderation", "neighbourhoods", "pwa", "tools", "run", "pyproject.toml", "README.md", RUN, SETUP]
START_SECONDS = 2.0


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project as it is cloned, in a folder of its own."""
    folder = tmp_path / "buurtsein"
    folder.mkdir()
    for name in OURS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif (ROOT / name).exists():
            shutil.copy(ROOT / name, folder)
    return folder


def machine(home: Path, **more: str) -> dict[str, str]:
    """The environment of a new user, who has set nothing; where packages come from stays as it is on this machine."""
    places = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_", "LANG"))}
    return {"PATH": "/usr/bin:/bin", "HOME": str(home), **places, **more}


def run(folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "run"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_a_busy_port_is_named_before_anything_is_fetched(copy: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        refused = run(copy, machine(tmp_path, PORT=str(port)))
    assert refused.returncode == 1
    assert f"Port {port} of this machine is not free" in refused.stderr
    assert not (copy / ".venv").exists()


def test_without_pip_it_says_what_to_install(copy: Path, tmp_path: Path) -> None:
    (tmp_path / "pip.py").write_text("raise ImportError('there is no pip')")
    refused = run(copy, machine(tmp_path, PYTHONPATH=str(tmp_path), PORT=str(free_port())))
    assert refused.returncode == 1
    assert "sudo apt-get install python3-pip" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_without_network_it_says_so_and_can_go_on(copy: Path, tmp_path: Path) -> None:
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_EXTRA_INDEX_URL": "", "PIP_FIND_LINKS": ""}
    refused = run(copy, machine(tmp_path, PORT=str(free_port()), **nowhere))
    assert refused.returncode == 1
    assert "Is there a connection to the package index" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.extended
def test_a_new_user_types_one_command(copy: Path, tmp_path: Path) -> None:
    """The first start may take as long as its downloads; the second is there within two seconds."""
    port = free_port()
    process = Process(["./run"], tmp_path / "run.log", environment=machine(tmp_path, PORT=str(port)), folder=copy)
    for patience in (300.0, START_SECONDS):
        began = time.monotonic()
        process.start()
        process.wait_ready(lambda: answers(f"http://localhost:{port}/readyz"), "./run serves", patience)
        assert time.monotonic() - began < patience
        assert process.stop() == 0
