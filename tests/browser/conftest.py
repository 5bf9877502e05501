"""Browsers, driven synchronously.

Playwright's loop ends with each file, since asynchronous tests of another file could not run beside it.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright
from selenium.webdriver import Remote

from tests.browser.members import Staff
from tests.browser.watching import PATIENCE, Watch, watched
from tests.support import browsers
from tests.support.push_service import PushService
from tests.support.server import Installation

expect.set_options(timeout=PATIENCE)


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


class Phones:
    """Gives phones that are watched, and at the end what they complained of."""

    def __init__(self) -> None:
        self.watches: list[Watch] = []
        self._expected: list[str] = []

    def take(self, browser: Browser, home: str, *, scripts: bool = True) -> Page:
        """A page of a new phone, which should ask nobody but the installation at `home`."""
        context = browsers.phone(browser, scripts=scripts)
        self.watches.append(watched(context, home))
        return context.new_page()

    def expect(self, *complaints: str) -> None:
        """Parts of complaints that this test brings about itself, such as a lost network."""
        self._expected += complaints

    def give_back(self) -> list[str]:
        """What nobody expected, of all of them."""
        for watch in self.watches:
            watch.context.close()
        seen = [complaint for watch in self.watches for complaint in watch.complaints]
        return [complaint for complaint in seen if not any(part in complaint for part in self._expected)]


@pytest.fixture
def phones() -> Iterator[Phones]:
    """Phones for one test. At its end none of them may have complained, or asked another host for anything."""
    taken = Phones()
    yield taken
    assert taken.give_back() == []


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The example as `./run` shows it, with reports in every state; shared by all browser tests. Nobody stops it."""
    own = Installation(tmp_path_factory.mktemp("demo"), demo=True)
    try:
        own.start()
        yield own
    finally:
        own.kill()


@pytest.fixture(scope="session")
def staff(demo: Installation) -> Staff:
    """The accounts of the example."""
    return Staff(demo)
