"""Every page for every visitor: accessible in light and dark, valid, narrow enough, with targets for a thumb."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import quality, residents, walks
from tests.browser.conftest import Phones
from tests.browser.documents import html_validate, keep_documents, nu_validate
from tests.browser.members import Staff
from tests.browser.pictures import phone_photo
from tests.support.server import Installation

pytestmark = pytest.mark.browser


WALKS = [pytest.param(walk, id=walk.__name__) for walk in walks.EVERYDAY]
LONGER = pytest.param(walks.in_english, id="in_english", marks=pytest.mark.extended)


@pytest.mark.parametrize("walk", [*WALKS, LONGER])
def test_nothing_is_wrong_on_the_way(
    walk: Callable[[Page, str, Staff], walks.Walk], chromium: Browser, demo: Installation, phones: Phones, staff: Staff
) -> None:
    phones.expect("404")
    page = phones.take(chromium, demo.url)
    wrong = [f"{stop}: {complaint}" for stop in walk(page, demo.url, staff) for complaint in quality.complaints(page)]
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def documents(tmp_path: Path, chromium: Browser, demo: Installation, phones: Phones, staff: Staff) -> Path:
    """A folder with every page as the server sends it to a browser without JavaScript."""
    folder = tmp_path / "documents"
    folder.mkdir()
    phones.expect("404", "422")
    page = phones.take(chromium, demo.url, scripts=False)
    keep_documents(page, folder)
    report_without_script(page, demo.url)
    page.context.clear_cookies()
    for walk in (walks.around, walks.in_english, walks.joining, walks.at_a_desk, walks.at_intake, walks.at_the_log):
        for _stop in walk(page, demo.url, staff):
            pass
    staff.seat(page, "wijkbeheerder")
    page.goto(f"{demo.url}/taken")
    page.locator("[data-task] h2 a").first.click()
    return folder


def report_without_script(page: Page, home: str) -> None:
    """The form as it comes back: with a mistake, to look over, sent, with a photo, followed."""
    page.goto(home)
    residents.tap_category(page)
    page.get_by_role("button", name="Verstuur melding").click()
    page.get_by_label("Typ de straat").fill(residents.PLACE)
    page.get_by_label("Vertel het kort").fill('Losse tegel & een <gat> van 3" diep')
    page.get_by_role("button", name="Kijk eerst na").click()
    page.get_by_role("button", name="Verstuur melding").click()
    residents.choose_photo(page, phone_photo((800, 600)), "Een foto erbij")
    page.get_by_role("button", name="Verstuur deze foto").click()
    page.get_by_role("link", name="Bekijk uw melding").click()
    page.get_by_role("link", name="Laat het team u bellen of mailen").click()
    page.get_by_role("button", name="Geef dit aan het team").click()
    page.get_by_label("Telefoon").fill("06 12345678")
    page.get_by_role("button", name="Geef dit aan het team").click()
    page.get_by_role("link", name="Bewaar een kopie van uw melding").click()
    page.get_by_role("link", name="Terug").click()
    page.get_by_role("link", name="Neem een nieuwe code").click()
    page.get_by_role("button", name="Gebruik deze code").click()
    page.get_by_role("link", name="Bekijk uw melding").click()
    page.get_by_role("link", name="Verwijder mijn melding").click()


def test_html_is_valid(documents: Path) -> None:
    """By html-validate, and where there is Java by the validator of the W3C."""
    assert len(list(documents.iterdir())) >= 30
    wrong = html_validate(documents)
    if shutil.which("java"):
        wrong += nu_validate(documents)
    assert not wrong, "\n".join(wrong)
