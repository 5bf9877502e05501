"""Sending when the network does not help: what was typed stays, and there is one report in the end."""

from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import residents
from tests.browser.conftest import Phones
from tests.browser.members import Staff
from tests.browser.pictures import phone_photo
from tests.support.server import Installation

pytestmark = pytest.mark.browser

WAITING = "Nog niet verstuurd: u hebt geen internet. Uw tekst staat er nog."
HANDLER = "behandelaar"


@pytest.fixture
def place() -> str:
    """A place that only this test reports, to count by."""
    return f"Rozenstraat {uuid4().hex[:8]}"


@pytest.fixture
def page(chromium: Browser, demo: Installation, phones: Phones, place: str) -> Page:
    """A phone on which everything is filled in."""
    page = phones.take(chromium, demo.url)
    residents.fill_in(page, demo.url, place=place)
    return page


def test_cut_off_while_sending(page: Page, place: str, phones: Phones, staff: Staff) -> None:
    phones.expect("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    page.get_by_role("button", name="Verstuur melding").click()
    expect(page.get_by_text(WAITING)).to_be_visible()
    expect(page.locator("#overview")).to_contain_text(residents.TEXT)
    assert staff.cases(HANDLER, place) == []
    page.context.set_offline(False)
    page.get_by_role("button", name="Probeer nu opnieuw").click()
    expect(page.get_by_role("heading", name="Verstuurd. Dank u wel.")).to_be_visible()
    assert len(staff.cases(HANDLER, place)) == 1


def test_the_answer_is_lost(page: Page, demo: Installation, place: str, phones: Phones, staff: Staff) -> None:
    """The report came in, and the phone does not know it."""
    phones.expect("ERR_FAILED")

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/api/reports", lose, times=1)
    page.get_by_role("button", name="Verstuur melding").click()
    expect(page.get_by_text(WAITING)).to_be_visible()
    assert len(staff.cases(HANDLER, place)) == 1
    promised = page.locator("#code-first").inner_text().strip()
    page.get_by_role("button", name="Probeer nu opnieuw").click()
    expect(page.get_by_role("heading", name="Verstuurd. Dank u wel.")).to_be_visible()
    code = residents.code_of(page)
    assert code == promised
    assert len(staff.cases(HANDLER, place)) == 1
    residents.follow(page, demo.url, code)


def test_an_edit_after_a_lost_answer_is_another_report(page: Page, place: str, phones: Phones, staff: Staff) -> None:
    phones.expect("ERR_FAILED")

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/api/reports", lose, times=1)
    page.get_by_role("button", name="Verstuur melding").click()
    expect(page.get_by_text(WAITING)).to_be_visible()
    page.get_by_role("button", name="Wijzig Wat ziet u?").click()
    page.get_by_label("Vertel het kort").fill("Er liggen nu twee tegels los.")
    page.get_by_role("button", name="Kijk wie dit ziet").click()
    page.get_by_role("button", name="Kijk alles na").click()
    residents.send(page)
    assert len(staff.cases(HANDLER, place)) == 2


def test_a_server_in_trouble_is_asked_again(page: Page, place: str, phones: Phones, staff: Staff) -> None:
    phones.expect("503")
    page.route("**/api/reports", lambda route: route.fulfill(status=503, headers={"Retry-After": "1"}), times=1)
    page.get_by_role("button", name="Verstuur melding").click()
    expect(page.get_by_role("heading", name="Verstuurd. Dank u wel.")).to_be_visible()
    assert len(staff.cases(HANDLER, place)) == 1


def test_a_double_tap_sends_once(page: Page, place: str, staff: Staff) -> None:
    page.get_by_role("button", name="Verstuur melding").dblclick()
    expect(page.get_by_role("heading", name="Verstuurd. Dank u wel.")).to_be_visible()
    assert len(staff.cases(HANDLER, place)) == 1


def test_a_photo_follows_when_the_network_is_back(
    chromium: Browser, demo: Installation, phones: Phones, place: str
) -> None:
    page = phones.take(chromium, demo.url)
    phones.expect("ERR_FAILED")
    residents.fill_in(page, demo.url, place=place, photo=phone_photo((1200, 900)))
    page.route("**/photos/1", lambda route: route.abort(), times=1)
    code = residents.send(page)
    expect(page.get_by_text("Foto 1 is verstuurd.")).to_be_visible()
    residents.follow(page, demo.url, code)
    expect(page.get_by_role("img", name="Voor 1")).to_be_visible()
