"""The other side of a report: a handler with an inbox, two of them at once, and intake."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import residents
from tests.browser.conftest import Phones
from tests.browser.members import Staff
from tests.support.server import Installation

pytestmark = pytest.mark.browser

HANDLER = "behandelaar"
SAVED = "Opgeslagen. De melder kan dit nu lezen."
QUESTION = "Ligt de tegel op de stoep of op het fietspad?"
ANSWER = "Op de stoep, naast de lamp."
DONE = "De tegel ligt weer vast."


@pytest.fixture
def desk(chromium: Browser, demo: Installation, phones: Phones, staff: Staff) -> Page:
    """A handler's browser."""
    return handlers_browser(chromium, demo, phones, staff)


def handlers_browser(chromium: Browser, demo: Installation, phones: Phones, staff: Staff) -> Page:
    """One more browser in which the handler is signed in."""
    page = phones.take(chromium, demo.url)
    page.set_viewport_size({"width": 1280, "height": 800})
    staff.seat(page, HANDLER)
    return page


def search(page: Page, home: str, reference: str) -> None:
    """Looks in the inbox for the number that a resident gave by phone."""
    page.goto(f"{home}/zaken")
    page.get_by_role("searchbox").fill(reference)
    page.get_by_role("button", name="Zoek").click()


def open_case(page: Page, home: str, reference: str) -> None:
    """From the inbox to the case."""
    search(page, home, reference)
    page.locator(".case-link").click()
    expect(page.locator(".case-head")).to_contain_text(reference)


def open_step(page: Page, name: str) -> None:
    """One of the things that can be done with the case."""
    page.locator(".step-box summary", has_text=re.compile(rf"^\s*{name}\s*$")).click()


def take_step(page: Page, name: str, label: str, words: str, button: str) -> None:
    """A step with words that the resident will read."""
    open_step(page, name)
    page.locator(".step-box[open]").get_by_label(label).fill(words)
    page.get_by_role("button", name=button).click()
    expect(page.get_by_text(SAVED)).to_be_visible()


def test_from_the_inbox_to_solved(desk: Page, demo: Installation, chromium: Browser, phones: Phones) -> None:
    told = residents.told(demo.url)
    desk.goto(f"{demo.url}/zaken")
    expect(desk).to_have_title(re.compile(r"^\(\d+\) "))
    open_case(desk, demo.url, told.reference)
    expect(desk.get_by_text(residents.TEXT)).to_be_visible()
    expect(desk.get_by_text(residents.PLACE).first).to_be_visible()

    open_step(desk, "Gepland")
    desk.get_by_label("Op welke dag?").fill((datetime.now(UTC) + timedelta(days=3)).date().isoformat())
    desk.get_by_role("button", name="Zet de dag vast").click()
    expect(desk.get_by_text(SAVED)).to_be_visible()
    take_step(desk, "Vraag aan de melder", "Wat wilt u weten?", QUESTION, "Stel de vraag")

    resident = phones.take(chromium, demo.url)
    residents.follow(resident, demo.url, told.code)
    expect(resident.locator(".timeline")).to_contain_text("Gepland voor")
    expect(resident.locator("main")).to_contain_text(QUESTION)
    resident.get_by_label("Uw antwoord").fill(ANSWER)
    resident.get_by_role("button", name="Verstuur uw antwoord").click()
    expect(resident.locator("main")).to_contain_text(ANSWER)

    open_case(desk, demo.url, told.reference)
    expect(desk.locator("#berichten")).to_contain_text(ANSWER)
    take_step(desk, "Opgelost", "Wat is er gedaan?", DONE, "Dit is opgelost")

    resident.reload()
    expect(resident.locator(".timeline")).to_contain_text(DONE)
    resident.get_by_role("button", name="Ja, het is goed").click()
    expect(resident.locator(".timeline")).to_contain_text("U vindt het goed zo.")


def test_not_good_yet_opens_it_again(desk: Page, demo: Installation, chromium: Browser, phones: Phones) -> None:
    told = residents.told(demo.url)
    open_case(desk, demo.url, told.reference)
    take_step(desk, "Opgelost", "Wat is er gedaan?", DONE, "Dit is opgelost")
    resident = phones.take(chromium, demo.url)
    residents.follow(resident, demo.url, told.code)
    resident.get_by_text("Nog niet goed", exact=True).click()
    resident.get_by_label("Wat is er nog niet goed?").fill("Er ligt er nog een los.")
    resident.get_by_role("button", name="Laat er opnieuw naar kijken").click()
    expect(resident.locator(".badge").first).to_contain_text("Opnieuw bekeken")
    open_case(desk, demo.url, told.reference)
    expect(desk.locator("main")).to_contain_text("Er ligt er nog een los.")


def test_the_second_of_two_handlers_reads_what_changed(
    desk: Page, demo: Installation, chromium: Browser, phones: Phones, staff: Staff
) -> None:
    phones.expect("409")
    told = residents.told(demo.url)
    second = handlers_browser(chromium, demo, phones, staff)
    open_case(desk, demo.url, told.reference)
    open_case(second, demo.url, told.reference)

    take_step(desk, "Bezig", "Uw woorden erbij", "Wij halen zand.", "Wij zijn bezig")

    open_step(second, "Opgelost")
    second.get_by_label("Wat is er gedaan?").fill(DONE)
    second.get_by_role("button", name="Dit is opgelost").click()
    expect(second.get_by_role("alert")).to_contain_text("Dit is intussen veranderd door een collega.")
    expect(second.get_by_role("alert").get_by_role("listitem")).to_have_count(1)
    expect(second.locator(".timeline")).to_contain_text("Wij halen zand.")
    expect(second.get_by_label("Wat is er gedaan?")).to_have_value(DONE)

    second.get_by_role("button", name="Dit is opgelost").click()
    expect(second.get_by_text(SAVED)).to_be_visible()


def test_what_is_sealed_only_its_intake_sees(
    chromium: Browser, demo: Installation, phones: Phones, staff: Staff
) -> None:
    phones.expect("404")
    told = residents.told(demo.url, "verdacht-gedrag", text="Bij de garage worden 's nachts dozen gewisseld.")
    intake = phones.take(chromium, demo.url)
    staff.seat(intake, "intake")
    open_case(intake, demo.url, told.reference)
    expect(intake.get_by_text("Verzegeld: alleen uw team leest dit.")).to_be_visible()
    expect(intake.get_by_text("Bij de garage worden 's nachts dozen gewisseld.")).to_be_visible()
    address = intake.url

    for name in (HANDLER, "gebiedsverbinder", "vertrouwensteam"):
        other = phones.take(chromium, demo.url)
        staff.seat(other, name)
        search(other, demo.url, told.reference)
        expect(other.get_by_text("Hier is niets gevonden.")).to_be_visible()
        answer = other.goto(address)
        assert answer is not None
        assert answer.status == 404, name
        assert told.reference not in other.content()
