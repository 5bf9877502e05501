"""The check of the pins, on copies of our own files that went wrong in the ways that files do."""

import re
import shutil
from pathlib import Path

import pytest

from tools.pins import SOURCES, complaints
from tools.steps import ROOT


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what the pins are made from and of the pins."""
    for name in ["pyproject.toml", *SOURCES]:
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def change(file: Path, pattern: str, replacement: str) -> None:
    text, times = re.subn(pattern, replacement, file.read_text(), count=1)
    assert times == 1, f"{pattern} does not stand in {file.name}"
    file.write_text(text)


def test_our_own_pins_follow(project: Path) -> None:
    assert complaints(project) == []


@pytest.mark.parametrize("added", ['"flask",', '"msgspec>=99",'])
def test_a_changed_list_needs_new_pins(project: Path, added: str) -> None:
    change(project / "pyproject.toml", r'"msgspec",', added)
    lists, *details = complaints(project)
    assert lists == "requirements.txt was made from other lists than pyproject.toml has now."
    assert any(re.search(r"flask is not pinned|msgspec [\d.]+ is not msgspec>=99", detail) for detail in details)


def test_the_tests_run_what_will_run(project: Path) -> None:
    change(project / "requirements-dev.txt", r"\nmsgspec==\S+", "\nmsgspec==0.0.1")
    [complaint] = complaints(project)
    assert re.fullmatch(r"msgspec is [\d.]+ when it runs, and 0\.0\.1 in the tests\.", complaint)


def test_a_pin_without_hash_is_named(project: Path) -> None:
    change(project / "requirements-setup.txt", r"(uv==[\d.]+) \\\n( +--hash=\S+( \\)?\n)+", r"\1\n")
    assert complaints(project) == ["requirements-setup.txt: uv has no hash."]
