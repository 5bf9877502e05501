"""News of a sensitive report: the same push as everybody's at a slot, and the rest only in the reporter's own app."""

import re
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import residents
from tests.browser.conftest import Phones
from tests.support.neighbourhoods import EXAMPLE
from tests.support.processes import wait_until
from tests.support.push_service import PushService
from tests.support.rows import change, count
from tests.support.server import Installation
from tests.support.visitors import colleagues

pytestmark = pytest.mark.browser

T = TypeVar("T")

CATEGORY, TILE = "Drugs: dealen of spullen", "Ik zie iets verdachts"
STORED = "() => JSON.stringify({ ...localStorage })"
ON, OFF = "Zet nieuws aan", "Zet nieuws uit"
#: What the phone shows, in a language of its own.
SAID = (
    "Er is nieuws uit de buurt. Open de app om het te lezen.",
    "There is news from the neighbourhood. Open the app to read it.",
)
TOLD = "Er is nieuws over een melding van u."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A neighbourhood of which a test chooses the slots."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "neighbourhood"))


@pytest.fixture
def installation(database_url: str, push_service: PushService, tmp_path: Path, folder: Path) -> Iterator[Installation]:
    own = Installation(tmp_path, database_url, PUSH_HOSTS=push_service.origin, NEIGHBOURHOOD=str(folder))
    digest_at(folder, "23:59:59")
    try:
        own.start(migrate=False)
        yield own
    finally:
        own.kill()


def aside(work: Callable[..., T], *arguments: Any) -> T:
    """Do something in a thread of its own: this one has the loop of the browsers."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work, *arguments).result()


def rows_in(database_url: str, table: str) -> int:
    """How many there are."""
    return aside(count, database_url, f"SELECT count(*) FROM {table}")  # noqa: S608


def digest_at(folder: Path, second: str) -> None:
    """The first slot comes with the day, the second at this time."""
    file = folder / "neighbourhood.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"digest_at = .*", f"digest_at = [00:00:00, {second}]", text), encoding="utf-8")


def report(page: Page, home: str) -> str:
    """Something that nobody may know of."""
    page.goto(home)
    residents.tap_category(page, TILE, CATEGORY)
    page.get_by_role("button", name="Dit is het").click()
    residents.say_place(page, "Kelderboxen van nummer 9")
    residents.tell(page, "Er worden pakjes verkocht.")
    page.get_by_role("button", name="Kijk alles na").click()
    return residents.send(page)


def the_team_answers(installation: Installation, reference: str) -> None:
    """Intake says something to the reporter."""
    (intake,) = aside(colleagues, installation, "gemeente/veiligheid:intake")
    with intake:
        intake.sign_in()
        case = intake.find(reference)
        assert intake.post(f"/api/cases/{case['id']}/messages", json={"text": "Wij kijken."}).status_code == 200


def a_slot_comes(installation: Installation, folder: Path, database_url: str) -> None:
    """The second slot of today is now, and the last digest is long ago."""
    installation.stop()
    aside(change, database_url, "UPDATE news_list SET sent = false")
    digest_at(folder, (datetime.now(ZoneInfo("Europe/Amsterdam")) - timedelta(seconds=1)).strftime("%H:%M:%S"))
    installation.start(migrate=False)


def test_news_of_a_sensitive_report_comes_without_a_trace(
    installation: Installation,
    firefox: Browser,
    push_service: PushService,
    phones: Phones,
    folder: Path,
    database_url: str,
) -> None:
    phones.expect("WebSocket", "NetworkError", "connect")  # the installation is started again
    wait_until(lambda: rows_in(database_url, "news_list") == 1, "the list of this morning")
    page = phones.take(firefox, installation.url)
    code = report(page, installation.url)
    reference = page.locator("[data-slot=reference]").inner_text()
    assert page.evaluate(STORED) == "{}", "nothing is kept on the phone unless it is asked for"
    expect(page.get_by_role("button", name="Stuur een bericht naar deze telefoon")).to_be_hidden()
    page.get_by_role("button", name=ON).click()
    expect(page.get_by_text("Nieuws staat aan. U krijgt soms een bericht")).to_be_visible()
    kept = page.evaluate(STORED)
    assert code.replace(" ", "") not in kept
    assert reference not in kept

    the_team_answers(installation, reference)
    page.goto(installation.url)
    expect(page.get_by_text("Nieuws uit de buurt staat aan.")).to_be_visible()
    expect(page.get_by_text(TOLD)).to_be_hidden()
    assert push_service.received == [], "nothing leaves because of this"

    a_slot_comes(installation, folder, database_url)
    push_service.wait_for(1, timeout=90)
    wait_until(lambda: residents.notifications(page) != [], "the notification is listed")
    (shown,) = residents.notifications(page)
    assert shown in SAID, "and not what of"
    page.goto(installation.url)
    expect(page.get_by_text(TOLD)).to_be_visible()

    page.get_by_role("link", name="Kijk met uw code").click()
    page.get_by_label("Uw code").fill(code)
    page.get_by_role("button", name="Bekijk mijn melding").click()
    expect(page.get_by_text("Wij kijken.")).to_be_visible()
    expect(page.get_by_role("button", name=OFF)).to_be_visible()
    page.goto(installation.url)
    expect(page.get_by_text("Nieuws uit de buurt staat aan.")).to_be_visible()
    expect(page.get_by_text(TOLD)).to_be_hidden()

    page.get_by_role("button", name=OFF).click()
    expect(page.get_by_text("Nieuws uit de buurt staat aan.")).to_be_hidden()
    assert page.evaluate(STORED) == "{}"
    wait_until(lambda: rows_in(database_url, "digest_subscription") == 0, "the phone is forgotten")


def test_a_phone_without_messages_keeps_news_in_the_app_until_the_report_goes(
    demo: Installation, chromium: Browser, phones: Phones
) -> None:
    database_url = demo.environment["BUURTSEIN_DATABASE_URL"]
    told = residents.told(demo.url, "burenoverlast")
    page = phones.take(chromium, demo.url)
    phones.expect("Push API in incognito mode")
    page.goto(f"{demo.url}/volg")
    page.get_by_label("Uw code").fill(told.code)
    page.get_by_role("button", name="Bekijk mijn melding").click()
    page.evaluate("() => { Notification.requestPermission = async () => 'denied' }")
    page.get_by_text("Wat bewaart mijn telefoon?").click()
    expect(page.get_by_text("Een sleutel voor nieuws.")).to_be_visible()
    page.get_by_role("button", name=ON).click()
    expect(page.get_by_text("Nieuws staat aan, alleen in deze app.")).to_be_visible()
    assert rows_in(database_url, "digest_subscription") == 0
    assert page.evaluate(STORED) != "{}"
    page.get_by_role("link", name="Verwijder mijn melding").click()
    page.get_by_role("button", name="Verwijder mijn melding").click()
    expect(page.get_by_role("button", name="Verwijder mijn melding")).to_be_hidden()
    wait_until(lambda: page.evaluate(STORED) == "{}", "what was kept for the report goes with it")
