"""Browsers, driven synchronously.

Playwright's loop ends with each file, since asynchronous tests of another file could not run beside it.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright
from selenium.webdriver import Remote

from tests.support import browsers
from tests.support.push_service import PushService


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """What drives Chromium and Firefox."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Chromium, shared by the tests of one file; each takes a context of its own with `browsers.phone`."""
    browser = browsers.chromium(playwright)
    yield browser
    browser.close()


@pytest.fixture
def firefox(playwright: Playwright, push_service: PushService) -> Iterator[Browser]:
    """Firefox that is connected to this test's push service."""
    browser = browsers.firefox(playwright, push_service.socket_url)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def webkit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Remote]:
    """WebKitGTK, shared by the tests of one file."""
    with browsers.webkit(tmp_path_factory.mktemp("webkit")) as driver:
        yield driver
