"""What a first view of the report form costs on the wire: screens.md, Budgets."""

import gzip
import re

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from pwa.pages.assets import SOURCE
from pwa.pages.shell import KEPT

KB = 1024
GZIP = {"Accept-Encoding": "gzip"}


def wire(client: TestClient[Litestar], path: str) -> int:
    """Bytes of the body as they travel."""
    return int(client.get(path, headers=GZIP).headers["content-length"])


def first_view(client: TestClient[Litestar], path: str) -> set[str]:
    """What a browser fetches before anybody touches the page."""
    html = client.get(path).text
    links = re.findall(r'<link rel="(?:stylesheet|icon|manifest)" href="([^"]+)', html)
    return {path, *links, *re.findall(r'<(?:script|img)[^>]* src="([^"]+)', html)}


@pytest.mark.parametrize("path", ["/nieuw", "/en/nieuw"])
def test_the_first_view_of_the_form(client: TestClient[Litestar], path: str) -> None:
    fetched = first_view(client, path)
    assert len(fetched) <= 6
    assert sum(wire(client, each) for each in fetched) <= 30 * KB
    assert wire(client, path) <= 14 * KB


def test_the_stylesheet(client: TestClient[Litestar]) -> None:
    (sheet,) = (each for each in first_view(client, "/nieuw") if each.endswith(".css"))
    assert wire(client, sheet) <= 6 * KB


def test_all_scripts_of_the_report_path_until_it_is_sent() -> None:
    scripts = [SOURCE / name for name in KEPT if name.endswith(".js")]
    assert sum(len(gzip.compress(script.read_bytes(), 9)) for script in scripts) <= 12 * KB
