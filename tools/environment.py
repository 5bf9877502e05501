"""`.venv`: exactly the packages that a requirements file pins, and the project itself. Only uv comes through pip."""

import hashlib
import os
import re
import shutil
import sys
from pathlib import Path

from tools import package_index
from tools.steps import ROOT, command, say, step

SETUP, RUN, TEST = "requirements-setup.txt", "requirements.txt", "requirements-dev.txt"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
INSTALLER = VENV / "setup"
# Somebody may have activated .venv: it is made by the Python behind it, which has pip.
BASE_PYTHON: str = getattr(sys, "_base_executable", sys.executable)

NO_PACKAGES = """The packages could not be fetched or installed; the reason is above.
Is there a connection to the package index that pip is configured to use? Then start it again:
it goes on where it stopped."""


def prepare(requirements: str) -> None:
    """Makes `.venv` hold what `requirements` pins. At once when it does, or holds the tests' packages as well."""
    if PYTHON.exists() and (is_current(requirements) or is_current(TEST)):
        return
    if not PYTHON.exists():
        say("Setting up in .venv: once, about a minute with a good connection.")
    index = package_index.as_uv_reads_it(BASE_PYTHON)
    fetch_installer()
    fill(TEST if stamp(TEST).exists() else requirements, index)


def fetch_installer() -> None:
    """Puts uv and setuptools in a folder of their own, which also a Python without venv and ensurepip can do."""
    if is_current(SETUP):
        return
    shutil.rmtree(INSTALLER, ignore_errors=True)
    pip = [BASE_PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "2"]
    # A person's own pip settings can forbid --target; root is warned for nothing, as this is no system folder.
    settings = {"PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0", "PIP_ROOT_USER_ACTION": "ignore"}
    with step("Fetching the installer, uv (about 20 MB)"):
        command([*pip, "--target", INSTALLER, "--require-hashes", "-r", ROOT / SETUP], NO_PACKAGES, settings)
    stamp(SETUP).write_text(fingerprint(SETUP))


def fill(requirements: str, index: dict[str, str]) -> None:
    """Makes `.venv` exactly what `requirements` pins, plus the project itself with its command `buurtsein`."""
    # setuptools, pinned beside uv, builds the project's own package: nothing unpinned is fetched for it.
    settings = {**index, "UV_PYTHON_DOWNLOADS": "never", "PYTHONPATH": str(INSTALLER)}
    uv = INSTALLER / "bin" / "uv"
    into: list[str | Path] = ["--python", PYTHON]
    progress = [] if sys.stderr.isatty() else ["--quiet"]
    stamp(RUN).unlink(missing_ok=True)
    stamp(TEST).unlink(missing_ok=True)
    with step(f"Installing {count_pins(requirements)} packages from {requirements}"):
        command([uv, "venv", "--quiet", "--allow-existing", "--python", BASE_PYTHON, VENV], NO_PACKAGES, settings)
        pinned = ["--require-hashes", "--compile-bytecode", requirements]
        command([uv, "pip", "sync", *progress, *into, *pinned], NO_PACKAGES, settings)
        # compat: a plain path instead of an import hook, which would cost every start 30 ms.
        own = ["--no-deps", "--no-build-isolation", "--config-setting", "editable_mode=compat", "--editable", "."]
        command([uv, "pip", "install", "--quiet", *into, *own], NO_PACKAGES, settings)
    stamp(requirements).write_text(fingerprint(requirements))


def stamp(requirements: str) -> Path:
    """The file that is written last, when `.venv` holds `requirements`."""
    return VENV / f"{requirements}.stamp"


def is_current(requirements: str) -> bool:
    """Whether `.venv` holds `requirements` as they are now."""
    written = stamp(requirements)
    return written.exists() and written.read_text() == fingerprint(requirements)


def fingerprint(requirements: str) -> str:
    """What an environment depends on: the pins, the project's own package, this Python, and where the folder is."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {ROOT}".encode())
    for name in [SETUP] if requirements == SETUP else [requirements, SETUP, "pyproject.toml"]:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def count_pins(requirements: str) -> int:
    """How many packages a requirements file pins."""
    return len(re.findall(r"^[\w.-]+(?:\[.*?\])?==", (ROOT / requirements).read_text(), re.MULTILINE))


def replace_process(*arguments: str) -> None:
    """Goes on as the environment's Python with these arguments."""
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), *arguments])
