"""The example, loaded once, and a copy for each test that breaks something."""

import shutil
from pathlib import Path

import pytest

from backend.neighbourhood import Neighbourhood, load
from tests.support.neighbourhoods import EXAMPLE, Folder


@pytest.fixture(scope="session")
def example() -> Neighbourhood:
    return load(EXAMPLE)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(Path(shutil.copytree(EXAMPLE, tmp_path / "copy")))
