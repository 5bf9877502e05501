"""The pins: requirements*.txt, compiled from the dependency lists of pyproject.toml, and the check that they follow.

Each file begins with the digest of the lists it was made from, so that a changed list without new pins is seen offline.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools import environment, package_index
from tools.steps import ROOT

HEADER = "# Made by ./test --pins from these lists of pyproject.toml: sha256 "
# uv's own name for each list; the tests' pins hold those of the application, at the same versions.
SOURCES = {
    environment.SETUP: ["--group", "setup"],
    environment.RUN: ["pyproject.toml"],
    environment.TEST: ["pyproject.toml", "--extra", "dev", "--constraints", environment.RUN],
}


class Pin(NamedTuple):
    """One exact version of a package, and how many files of it have a known hash."""

    version: str
    hashes: int


def wanted(root: Path) -> dict[str, list[str]]:
    """What pyproject.toml asks directly, per requirements file."""
    content = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    run = content["project"]["dependencies"]
    return {
        environment.SETUP: content["dependency-groups"]["setup"],
        environment.RUN: run,
        environment.TEST: run + content["project"]["optional-dependencies"]["dev"],
    }


def header(requirements: list[str]) -> str:
    """The first line of a requirements file that was made from these."""
    return HEADER + hashlib.sha256(json.dumps(sorted(requirements)).encode()).hexdigest()


def compile_all(root: Path, arguments: list[str]) -> None:
    """Makes the three files anew. uv keeps the versions it finds, unless an argument such as `--upgrade` tells it."""
    uv = str(environment.INSTALLER / "bin" / "uv")
    style = ["--quiet", "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-emit-index-url"]
    variables = {**os.environ, **package_index.as_uv_reads_it(environment.BASE_PYTHON)}
    for name, source in SOURCES.items():
        subprocess.run(
            [uv, "pip", "compile", *style, *source, "--output-file", name, *arguments],
            cwd=root,
            check=True,
            env=variables,
        )
        file = root / name
        file.write_text(f"{header(wanted(root)[name])}\n{file.read_text()}")


def read(file: Path) -> dict[str, Pin]:
    """The pins of a requirements file, by their package's canonical name."""
    lines = re.sub(r"\\\n", " ", file.read_text(encoding="utf-8")).splitlines()
    pins: dict[str, Pin] = {}
    for line in lines:
        if line and not line.lstrip().startswith("#"):
            requirement = Requirement(line.split(" --hash", 1)[0])
            version = str(requirement.specifier).removeprefix("==")
            pins[canonicalize_name(requirement.name)] = Pin(version, line.count(" --hash=sha256:"))
    return pins


def complaints(root: Path) -> list[str]:
    """What is wrong with the pins, in sentences; nothing when they follow pyproject.toml."""
    found = []
    pins = {name: read(root / name) for name in SOURCES}
    for name, requirements in wanted(root).items():
        if not (root / name).read_text(encoding="utf-8").startswith(header(requirements) + "\n"):
            found.append(f"{name} was made from other lists than pyproject.toml has now.")
        found += [f"{name}: {package} has no hash." for package, pin in pins[name].items() if not pin.hashes]
        found += [f"{name}: {reason}" for text in requirements if (reason := unmet(text, pins[name]))]
    for package, pin in pins[environment.RUN].items():
        other = pins[environment.TEST].get(package)
        if other is None or other.version != pin.version:
            found.append(f"{package} is {pin.version} when it runs, and {other and other.version} in the tests.")
    return found


def unmet(text: str, pins: dict[str, Pin]) -> str:
    """Why the pins do not give what a requirement asks, or nothing when they do."""
    requirement = Requirement(text)
    pin = pins.get(canonicalize_name(requirement.name))
    if requirement.marker and not requirement.marker.evaluate():
        return ""
    if pin is None:
        return f"{requirement.name} is not pinned."
    return "" if pin.version in requirement.specifier else f"{requirement.name} {pin.version} is not {text}."


if __name__ == "__main__":
    if sys.argv[1:2] == ["compile"]:
        compile_all(ROOT, sys.argv[2:])
    found = complaints(ROOT)
    if found:
        sys.exit("\n".join([*found, "Make the pins anew with: ./test --pins"]))
