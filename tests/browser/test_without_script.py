"""A resident whose browser runs no JavaScript: everything works, with plain forms and buttons."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import residents
from tests.browser.conftest import Phones
from tests.browser.pictures import phone_photo
from tests.support.server import Installation

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium: Browser, demo: Installation, phones: Phones) -> Page:
    """A phone without JavaScript, on the home page."""
    page = phones.take(chromium, demo.url, scripts=False)
    page.goto(demo.url)
    return page


def fill_in(page: Page, place: str = residents.PLACE, text: str = residents.TEXT) -> None:
    """The whole form, which is one page."""
    residents.tap_category(page)
    page.get_by_label("Typ de straat").fill(place)
    page.get_by_label("Vertel het kort").fill(text)


def test_the_whole_way(page: Page, demo: Installation, chromium: Browser, phones: Phones) -> None:
    fill_in(page)
    page.get_by_label("Een steen ligt los").check(force=True)
    page.get_by_role("button", name="Kijk eerst na").click()
    overview = page.locator("#overview")
    for shown in (residents.CATEGORY, residents.PLACE, residents.TEXT, "Een steen ligt los"):
        expect(overview).to_contain_text(shown)
    promised = page.locator("#code-first").inner_text().strip()

    page.get_by_role("button", name="Verstuur melding").click()
    expect(page.get_by_role("heading", name="Verstuurd. Dank u wel.")).to_be_visible()
    expect(page.get_by_text("Gemeente, Wijkbeheer")).to_be_visible()
    code = residents.code_of(page)
    assert code == promised, "the code that could be written down before"

    residents.choose_photo(page, phone_photo((1200, 900)), "Een foto erbij")
    page.get_by_role("button", name="Verstuur deze foto").click()
    expect(page.get_by_role("heading", name="De foto is verstuurd")).to_be_visible()
    assert residents.code_of(page) == code

    reader = phones.take(chromium, demo.url, scripts=False)
    residents.follow(reader, demo.url, code)
    expect(reader.locator(".timeline")).to_contain_text("ontvangen")
    expect(reader.get_by_role("img", name="Uw foto 1")).to_be_visible()


def test_before_sending_it_shows_what_others_can_read(page: Page) -> None:
    fill_in(page, text="Fatma Öztürk van nr 14 brak deze stoep op. Bel 0612345678. Mijn bsn is 882001826.")
    page.get_by_role("button", name="Kijk eerst na").click()
    shown = "[naam] van [adres] brak deze stoep op. Bel [telefoonnummer]. Mijn bsn is [burgerservicenummer]."
    expect(page.locator("#overview")).to_contain_text(f"Wat anderen kunnen lezen{shown}")
    page.get_by_role("button", name="Verstuur melding").click()
    expect(page.get_by_text("stond een burgerservicenummer. Dat hebben wij weggehaald.")).to_be_visible()


def test_what_is_missing_is_said_and_what_was_typed_is_kept(page: Page, phones: Phones) -> None:
    phones.expect("422")
    fill_in(page, place="")
    promised = page.locator("#code-first").inner_text().strip()
    page.get_by_role("button", name="Verstuur melding").click()
    expect(page).to_have_title(re.compile("^Fout:"))
    summary = page.get_by_role("alert").filter(has_text="Kijk hier nog even naar")
    link = summary.get_by_role("link")
    expect(link).to_have_count(1)
    expect(page.locator("#where")).to_contain_text(link.inner_text())
    assert link.get_attribute("href") == "#where"
    expect(page.get_by_label("Vertel het kort")).to_have_value(residents.TEXT)
    expect(page.get_by_label(residents.CATEGORY)).to_be_checked()

    page.get_by_label("Typ de straat").fill(residents.PLACE)
    page.get_by_role("button", name="Verstuur melding").click()
    expect(page.get_by_role("heading", name="Verstuurd. Dank u wel.")).to_be_visible()
    assert residents.code_of(page) == promised


def test_a_photo_that_is_none_is_refused_and_the_report_stays(page: Page, demo: Installation, phones: Phones) -> None:
    phones.expect("422")
    fill_in(page)
    page.get_by_role("button", name="Verstuur melding").click()
    code = residents.code_of(page)
    residents.choose_photo(page, b"GIF89a, or so it says", "Een foto erbij")
    page.get_by_role("button", name="Verstuur deze foto").click()
    expect(page.get_by_role("heading", name="Dat lukte niet")).to_be_visible()
    expect(page.get_by_text("Uw melding is wel verstuurd.")).to_be_visible()
    assert residents.code_of(page) == code


def test_a_reload_sends_nothing_again(page: Page, demo: Installation) -> None:
    fill_in(page)
    page.get_by_role("button", name="Verstuur melding").click()
    code = residents.code_of(page)
    page.reload()
    expect(page.get_by_role("heading", name="Verstuurd. Dank u wel.")).to_be_visible()
    assert residents.code_of(page) == code, "the same report"


def test_withdrawn_is_gone(page: Page, demo: Installation, phones: Phones) -> None:
    phones.expect("404")
    fill_in(page)
    page.get_by_role("button", name="Verstuur melding").click()
    code = residents.code_of(page)
    page.get_by_role("link", name="Bekijk uw melding").click()
    page.get_by_role("link", name="Verwijder mijn melding").click()
    page.get_by_role("button", name="Verwijder mijn melding").click()
    expect(page.get_by_role("heading", name="Uw melding is verwijderd")).to_be_visible()
    page.goto(f"{demo.url}/volg")
    page.get_by_label("Uw code").fill(code)
    page.get_by_role("button", name="Bekijk mijn melding").click()
    expect(page.get_by_role("alert")).to_contain_text("Met deze code vinden wij geen melding.")


def test_an_answer_is_sent_with_a_plain_form(page: Page) -> None:
    fill_in(page)
    page.get_by_role("button", name="Verstuur melding").click()
    page.get_by_role("link", name="Bekijk uw melding").click()
    page.get_by_label("Schrijf een bericht").fill("De tegel ligt er nu helemaal uit.")
    page.get_by_role("button", name="Verstuur bericht").click()
    expect(page.locator("#messages")).to_contain_text("De tegel ligt er nu helemaal uit.")
