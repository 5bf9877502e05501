"""The journey that the application is for: from a resident's phone to the responsible team, and back."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import members, residents
from tests.browser.conftest import Phones
from tests.browser.pictures import phone_photo
from tests.support.processes import wait_until
from tests.support.push_service import PushService
from tests.support.server import Installation

pytestmark = pytest.mark.browser

UNDO_SECONDS = 10


@pytest.fixture
def installation(database_url: str, push_service: PushService, tmp_path: Path) -> Iterator[Installation]:
    """Its own processes, which may push to the test's service."""
    own = Installation(tmp_path, database_url, PUSH_HOSTS=push_service.origin)
    try:
        own.start(migrate=False)
        yield own
    finally:
        own.kill()


def test_a_report_travels_there_and_back(
    installation: Installation, firefox: Browser, chromium: Browser, push_service: PushService, phones: Phones
) -> None:
    home = installation.url
    worker = phones.take(chromium, home)
    account = members.join(worker, installation, "Sanne Visser", "gemeente/wijkbeheer:field")
    solved = residents.solved(worker, home)

    resident = phones.take(firefox, home)
    code = report_tile(resident, home)
    ask_for_news(resident)
    assert push_service.received == []

    members.sign_in(worker, home, account)
    finish_task(worker)
    assert push_service.received == [], "nothing leaves while it can be undone"

    push_service.wait_for(1, timeout=UNDO_SECONDS + 15)
    wait_until(lambda: residents.notifications(resident) != [], "the notification is listed")
    assert residents.notifications(resident) == ["Er is nieuws. Open de app om het te lezen."], "and not what it is"

    reader = phones.take(chromium, home)
    residents.follow(reader, home, code)
    see_what_happened(reader)
    assert residents.solved(reader, home) == solved + 1


def report_tile(page: Page, home: str) -> str:
    """Without a name or an account: what, where, a photo. They see who has it and by when."""
    page.goto(home)
    residents.tap_category(page)
    page.get_by_role("button", name="Gebruik mijn plek").click()
    expect(page.get_by_text("Gevonden, op ongeveer")).to_be_visible()
    page.get_by_role("button", name="Dit is de plek").click()
    residents.tell(page, photo=phone_photo())
    page.get_by_role("button", name="Kijk alles na").click()
    code = residents.send(page)
    expect(page.get_by_text("Gemeente, Wijkbeheer")).to_be_visible()
    expect(page.get_by_text("in Rozenprieel: Wijkbeheer van de gemeente")).to_be_visible()
    expect(page.get_by_text(re.compile(r"Uiterlijk \w+dag \d+ \w+"))).to_have_count(2)
    expect(page.get_by_text("Foto 1 is verstuurd.")).to_be_visible()
    return code


def ask_for_news(page: Page) -> None:
    """On this phone, without an address."""
    page.get_by_role("button", name="Stuur een bericht naar deze telefoon").click()
    expect(page.get_by_text("U krijgt een bericht op deze telefoon.")).to_be_visible()


def finish_task(page: Page) -> None:
    """The one task of today: read, done, and a photo of how it is now."""
    page.get_by_role("link", name=residents.CATEGORY, exact=True).click()
    expect(page.get_by_text("52.37")).to_be_visible()
    expect(page.get_by_text("Rozenprieel", exact=True)).to_be_visible()
    assert residents.TEXT not in page.content(), "who works outside needs no words of the resident"
    see_photo(page, "Voor: foto 1")
    residents.choose_photo(page, phone_photo(colour="seagreen"), "Klaar – maak foto")
    expect(page.get_by_text("Gedaan.")).to_be_visible()
    expect(page.get_by_role("button", name="Ongedaan maken")).to_be_visible()


def see_what_happened(page: Page) -> None:
    """The whole story in plain words, with before and after."""
    timeline = page.locator(".timeline li")
    expect(timeline.first).to_contain_text("Opgelost")
    expect(timeline.last).to_contain_text("ontvangen")
    for name in ("Voor 1", "Na 1"):
        see_photo(page, name)


def see_photo(page: Page, name: str) -> None:
    """A photo that is there, and upright: the phone held it on its side."""
    photo = page.get_by_role("img", name=name)
    photo.scroll_into_view_if_needed()
    assert photo.evaluate("image => image.decode().then(() => image.naturalWidth < image.naturalHeight)"), name
