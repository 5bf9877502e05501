"""Without internet, and after an update: what the service worker keeps on the phone."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from backend.settings import ROOT
from tests.browser import residents
from tests.browser.conftest import Phones
from tests.support.processes import wait_until
from tests.support.server import Installation

pytestmark = pytest.mark.browser

KEPT = """async () => {
    await navigator.serviceWorker.ready
    return (await caches.keys()).sort()
}"""
CONTROLLED = "() => Boolean(navigator.serviceWorker.controller)"
PARTS = ("backend", "pwa", "neighbourhoods")


def visit(page: Page, home: str) -> None:
    """A first visit, until the phone can do without the network."""
    page.goto(home)
    page.wait_for_function(CONTROLLED)


def test_the_form_opens_and_waits_for_the_network(chromium: Browser, demo: Installation, phones: Phones) -> None:
    page = phones.take(chromium, demo.url)
    phones.expect("ERR_INTERNET_DISCONNECTED")
    visit(page, demo.url)
    page.context.set_offline(True)
    page.goto(f"{demo.url}/nieuw")
    page.locator("summary", has_text=residents.TILE).click()
    page.locator("label", has_text=residents.CATEGORY).click()
    residents.say_place(page)
    residents.tell(page)
    page.get_by_role("button", name="Kijk alles na").click()
    page.get_by_role("button", name="Verstuur melding").click()
    expect(page.get_by_text("Nog niet verstuurd: u hebt geen internet.")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="Verstuurd. Dank u wel.")).to_be_visible()
    residents.follow(page, demo.url, residents.code_of(page))


def test_other_pages_say_that_there_is_no_internet(chromium: Browser, demo: Installation, phones: Phones) -> None:
    page = phones.take(chromium, demo.url)
    phones.expect("ERR_INTERNET_DISCONNECTED")
    visit(page, demo.url)
    page.context.set_offline(True)
    page.goto(f"{demo.url}/buurt")
    expect(page.get_by_role("heading", name="U hebt nu geen internet")).to_be_visible()
    page.get_by_role("link", name="Begin een melding").click()
    expect(page.get_by_role("heading", name="Wat is er aan de hand?")).to_be_visible()


def test_no_report_and_no_session_is_kept(chromium: Browser, demo: Installation, phones: Phones) -> None:
    page = phones.take(chromium, demo.url)
    visit(page, demo.url)
    residents.fill_in(page, demo.url)
    residents.follow(page, demo.url, residents.send(page))
    names = page.evaluate("""async () => {
        const [cache] = await caches.keys()
        const requests = await (await caches.open(cache)).keys()
        return requests.map(({ url }) => url.replace(location.origin, ''))
    }""")
    pages = {name for name in names if not name.startswith("/static/")}
    assert pages == {"/nieuw?leeg", "/offline"}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The program in a folder of its own, where a new version of it can be made."""
    folder = tmp_path / "program"
    for part in PARTS:
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture
def installation(copy: Path, tmp_path: Path) -> Iterator[Installation]:
    """An installation that runs that copy."""
    own = Installation(tmp_path)
    own.web.folder = copy
    try:
        own.start()
        yield own
    finally:
        own.kill()


def test_a_new_version_comes_when_the_old_one_is_closed(
    installation: Installation, copy: Path, chromium: Browser, phones: Phones
) -> None:
    page = phones.take(chromium, installation.url)
    visit(page, installation.url)
    (old,) = page.evaluate(KEPT)

    installation.stop()
    with (copy / "pwa" / "static" / "app.css").open("a") as styles:
        styles.write("h1 { letter-spacing: 1px }\n")
    installation.start()

    page.reload()
    spaced = "getComputedStyle(document.querySelector('h1')).letterSpacing"
    assert page.evaluate(spaced) == "1px", "the network goes before what was kept"
    wait_until(lambda: len(page.evaluate(KEPT)) == 2, "the new version waits beside the old one")
    assert old in page.evaluate(KEPT), "nobody's form is interrupted"

    context = page.context
    page.close()

    def old_is_gone() -> bool:
        page = context.new_page()
        visit(page, installation.url)
        kept = page.evaluate(KEPT)
        page.close()
        return old not in kept

    wait_until(old_is_gone, "who opens it again has the new version alone")
