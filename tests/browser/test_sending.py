"""Sending when the network does not help: what was typed stays, and there is one report in the end."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import residents
from tests.browser.conftest import Phones
from tests.browser.pictures import phone_photo
from tests.support.server import Installation

pytestmark = pytest.mark.browser

Count = Callable[[], int]
WAITING = "Nog niet verstuurd: u hebt geen internet. Uw tekst staat er nog."


@pytest.fixture
def reports(demo: Installation) -> Count:
    """How many more are open in the neighbourhood than before the test."""
    before = residents.still_open(demo.url)
    return lambda: residents.still_open(demo.url) - before


@pytest.fixture
def page(chromium: Browser, demo: Installation, phones: Phones) -> Page:
    """A phone on which everything is filled in."""
    page = phones.take(chromium, demo.url)
    residents.fill_in(page, demo.url)
    return page


def lose_answer(route: Route) -> None:
    """The server has it, and the phone never hears so."""
    route.fetch()
    route.abort()


def promised(page: Page) -> str:
    """The code that the last step asks to write down."""
    return page.locator("#code-first").inner_text().strip()


def change_text(page: Page) -> None:
    """From the last step back to the text, and to the last step again."""
    page.get_by_role("button", name="Wijzig Wat ziet u?").click()
    page.get_by_label("Vertel het kort").fill("Er liggen nu twee tegels los.")
    page.get_by_role("button", name="Kijk wie dit ziet").click()


def test_cut_off_while_sending(page: Page, phones: Phones, reports: Count) -> None:
    phones.expect("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    page.get_by_role("button", name="Verstuur melding").click()
    expect(page.get_by_text(WAITING)).to_be_visible()
    expect(page.locator("#overview")).to_contain_text(residents.TEXT)
    assert reports() == 0
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="Verstuurd. Dank u wel.")).to_be_visible()
    assert reports() == 1


def test_the_answer_is_lost(page: Page, demo: Installation, phones: Phones, reports: Count) -> None:
    phones.expect("ERR_FAILED")
    page.route("**/api/reports", lose_answer, times=1)
    page.get_by_role("button", name="Verstuur melding").click()
    expect(page.get_by_text(WAITING)).to_be_visible()
    assert reports() == 1
    written = promised(page)
    expect(page.get_by_role("heading", name="Verstuurd. Dank u wel.")).to_be_visible()
    code = residents.code_of(page)
    assert code == written
    assert reports() == 1
    residents.follow(page, demo.url, code)


def test_an_edit_after_a_lost_answer_is_another_report(
    page: Page, demo: Installation, phones: Phones, reports: Count
) -> None:
    phones.expect("ERR_FAILED", "409")
    page.route("**/api/reports", lose_answer, times=1)
    first = promised(page)
    page.get_by_role("button", name="Verstuur melding").click()
    expect(page.get_by_text(WAITING)).to_be_visible()
    change_text(page)
    assert promised(page) == first, "nobody knows yet that it arrived"
    page.get_by_role("button", name="Verstuur melding").click()
    expect(page.get_by_role("alert").get_by_text("Schrijf ook de nieuwe code op.")).to_be_visible()
    second = promised(page)
    assert residents.send(page) == second != first
    assert reports() == 2
    residents.follow(page, demo.url, first)


def test_an_edit_without_a_network_keeps_the_code(page: Page, phones: Phones, reports: Count) -> None:
    phones.expect("ERR_FAILED")
    page.route("**/api/reports", lambda route: route.abort(), times=1)
    first = promised(page)
    page.get_by_role("button", name="Verstuur melding").click()
    expect(page.get_by_text(WAITING)).to_be_visible()
    change_text(page)
    assert residents.send(page) == first
    assert reports() == 1


@pytest.mark.parametrize("script", ["all", "late"])
def test_a_refused_report_keeps_the_code(chromium: Browser, demo: Installation, phones: Phones, script: str) -> None:
    phones.expect("422", "ERR_FAILED")
    page = phones.take(chromium, demo.url)
    if script == "late":  # what makes codes did not come: the form goes as a plain one
        page.route("**/flow*.js", lambda route: route.abort())
    residents.fill_in_sensitive(page, demo.url)
    boxes = page.get_by_role("group", name="Wie mag dit niet zien?").get_by_role("checkbox")
    for box in boxes.all():
        box.check()
    page.get_by_role("button", name="Kijk alles na").click()
    first = promised(page)
    page.get_by_role("button", name="Verstuur melding").click()
    expect(page.get_by_role("alert").filter(has_text="Kijk hier nog even naar")).to_be_visible()
    page.unroute_all()
    boxes.first.uncheck()
    page.get_by_role("button", name="Kijk alles na").click()
    assert promised(page) == first
    assert residents.send(page) == first
    residents.follow(page, demo.url, first, residents.SENSITIVE[1])


def test_a_server_in_trouble_is_asked_again(page: Page, phones: Phones, reports: Count) -> None:
    phones.expect("503")
    page.route("**/api/reports", lambda route: route.fulfill(status=503, headers={"Retry-After": "1"}), times=1)
    page.get_by_role("button", name="Verstuur melding").click()
    expect(page.get_by_role("heading", name="Verstuurd. Dank u wel.")).to_be_visible()
    assert reports() == 1


def test_a_double_tap_sends_once(page: Page, reports: Count) -> None:
    page.get_by_role("button", name="Verstuur melding").dblclick()
    expect(page.get_by_role("heading", name="Verstuurd. Dank u wel.")).to_be_visible()
    assert reports() == 1


def test_a_photo_follows_when_the_network_is_back(chromium: Browser, demo: Installation, phones: Phones) -> None:
    page = phones.take(chromium, demo.url)
    phones.expect("ERR_FAILED")
    residents.fill_in(page, demo.url, photo=phone_photo((1200, 900)))
    page.route("**/photos/1", lambda route: route.abort(), times=1)
    code = residents.send(page)
    expect(page.get_by_text("Foto 1 is verstuurd.")).to_be_visible()
    residents.follow(page, demo.url, code)
    expect(page.get_by_role("img", name="Uw foto 1")).to_be_visible()
