"""Members of staff in their browsers: signing in and out, and a task that was done too soon."""

from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import members, residents
from tests.browser.conftest import Phones
from tests.browser.members import Staff
from tests.support.server import Installation

pytestmark = pytest.mark.browser

WALKER = "wijkbeheerder"


@pytest.fixture
def page(chromium: Browser, demo: Installation, phones: Phones) -> Page:
    """A phone of the work."""
    return phones.take(chromium, demo.url)


def test_an_invitation_is_done_once_the_app_gave_a_code(page: Page, demo: Installation, phones: Phones) -> None:
    phones.expect("401")
    account = members.join(page, demo, f"Nieuw {uuid4().hex[:6]}", "gemeente/wijkbeheer:field")
    for code in ("000 000", account.code):
        expect(page.get_by_role("img", name="QR-code met uw sleutel")).to_be_visible()
        page.get_by_label("De code uit uw app").fill(code)
        page.get_by_role("button", name="Klaar, log in").click()
    expect(page.get_by_role("button", name="Uitloggen")).to_be_visible()
    assert page.url.endswith("/taken")


def test_a_wrong_password_says_so_and_a_right_one_opens_the_work(
    page: Page, demo: Installation, phones: Phones, staff: Staff
) -> None:
    phones.expect("401")
    account = staff.accounts["loket"]
    page.goto(f"{demo.url}/inloggen")
    page.get_by_label("Uw naam").fill(account.name)
    page.get_by_label("Uw wachtwoord").fill("een ander wachtwoord")
    page.get_by_role("button", name="Ga verder").click()
    expect(page.get_by_role("alert").filter(has_text="Naam")).to_be_visible()
    expect(page.get_by_label("Uw naam")).to_have_value(account.name)
    members.sign_in(page, demo.url, account)
    expect(page.get_by_role("heading", name="Zaken")).to_be_visible()

    page.get_by_role("button", name="Uitloggen").click()
    expect(page.get_by_role("heading", name="Inloggen voor medewerkers")).to_be_visible()
    page.go_back()
    page.goto(f"{demo.url}/zaken")
    expect(page.get_by_role("heading", name="Zaken")).to_be_hidden()


def test_done_too_soon_can_be_undone(page: Page, demo: Installation, phones: Phones, staff: Staff) -> None:
    place = f"Rozenstraat {uuid4().hex[:6]}"
    told = residents.told(demo.url, place=place)
    staff.seat(page, WALKER)
    page.goto(f"{demo.url}/taken")
    page.locator("[data-task]", has_text=place).get_by_role("link", name=residents.CATEGORY, exact=True).click()
    page.get_by_role("button", name="Klaar zonder foto").click()
    expect(page.get_by_text("Gedaan.")).to_be_visible()
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page.get_by_role("button", name="Klaar zonder foto")).to_be_visible()
    page.goto(f"{demo.url}/taken")
    expect(page.locator("[data-task]", has_text=place)).to_be_visible()

    residents.follow(page, demo.url, told.code)
    expect(page.locator(".timeline")).not_to_contain_text("Opgelost")


def test_what_cannot_be_done_goes_to_the_handler(page: Page, demo: Installation, staff: Staff) -> None:
    place = f"Rozenstraat {uuid4().hex[:6]}"
    residents.told(demo.url, place=place)
    staff.seat(page, WALKER)
    page.goto(f"{demo.url}/taken")
    card = page.locator("[data-task]", has_text=place)
    card.get_by_role("link", name=residents.CATEGORY, exact=True).click()
    page.get_by_text("Lukt niet, want…").click()
    page.get_by_label("Ik kan er niet bij").check()
    page.get_by_label("Wat ziet u daar?").fill("Er staat een auto op.")
    page.get_by_role("button", name="Geef dit door").click()
    expect(page.get_by_text("Doorgegeven.")).to_be_visible()
    page.goto(f"{demo.url}/taken")
    expect(page.locator("[data-task]", has_text=place)).to_have_count(0)
