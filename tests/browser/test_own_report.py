"""On the follow page, in a real browser: another code, a contact for the team, a copy to keep."""

import json
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import residents
from tests.browser.conftest import Phones
from tests.support.server import Installation

pytestmark = pytest.mark.browser


def take_new_code(page: Page) -> str:
    """The code that was shown before it worked, and still is when it does."""
    page.get_by_role("link", name="Neem een nieuwe code").click()
    expect(page.get_by_role("heading", name="Een nieuwe code")).to_be_visible()
    code = residents.code_of(page)
    page.get_by_role("button", name="Gebruik deze code").click()
    expect(page.get_by_text("Uw oude code werkt niet meer.").first).to_be_visible()
    assert residents.code_of(page) == code
    return code


@pytest.mark.parametrize("scripts", [True, False])
def test_a_new_code_opens_and_the_old_one_does_not(
    demo: Installation, chromium: Browser, phones: Phones, scripts: bool
) -> None:
    told = residents.told(demo.url)
    page, other = phones.take(chromium, demo.url, scripts=scripts), phones.take(chromium, demo.url, scripts=not scripts)
    phones.expect("404")
    said: list[str] = []
    page.context.on("request", lambda request: said.append(f"{request.url} {request.post_data or ''}"))
    residents.follow(page, demo.url, told.code)
    code = take_new_code(page)
    page.get_by_role("link", name="Bekijk uw melding").click()
    expect(page.get_by_text(told.reference)).to_be_visible()
    residents.follow(other, demo.url, code)
    fresh = phones.take(chromium, demo.url, scripts=scripts)
    fresh.goto(f"{demo.url}/volg")
    fresh.get_by_label("Uw code").fill(told.code)
    fresh.get_by_role("button", name="Bekijk mijn melding").click()
    expect(fresh.get_by_text("Met deze code vinden wij geen melding.")).to_be_visible()
    expect(fresh.get_by_text("Wij kunnen uw code niet terugvinden.")).to_be_visible()
    if scripts:
        written = (code, code.replace(" ", ""), code.replace(" ", "+"), code.replace(" ", "%20"))
        assert not [each for each in said if any(form in each for form in written)], "the server is never told the code"


def test_a_lost_answer_loses_no_code(demo: Installation, chromium: Browser, phones: Phones) -> None:
    told = residents.told(demo.url)
    page = phones.take(chromium, demo.url)
    phones.expect("ERR_FAILED", "Failed to load")
    residents.follow(page, demo.url, told.code)
    page.get_by_role("link", name="Neem een nieuwe code").click()
    page.route("**/api/follow/code", lambda route: (route.fetch(), route.abort()))
    code = residents.code_of(page)
    page.get_by_role("button", name="Gebruik deze code").click()
    expect(page.get_by_text("Probeer uw nieuwe code.")).to_be_visible()
    assert residents.code_of(page) == code
    page.unroute("**/api/follow/code")
    residents.follow(phones.take(chromium, demo.url), demo.url, code)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_contact_is_given_and_taken_back(
    demo: Installation, chromium: Browser, phones: Phones, scripts: bool
) -> None:
    page = phones.take(chromium, demo.url, scripts=scripts)
    phones.expect("422")
    residents.follow(page, demo.url, residents.told(demo.url).code)
    page.get_by_role("link", name="Laat het team u bellen of mailen").click()
    page.get_by_role("button", name="Geef dit aan het team").click()
    expect(page.get_by_text("Vul een e-mailadres of telefoonnummer in.")).to_be_visible()
    page.get_by_label("Telefoon").fill("06 12345678")
    page.get_by_role("button", name="Geef dit aan het team").click()
    expect(page.get_by_text("Het team kan u bereiken: 06 12345678")).to_be_visible()
    page.get_by_role("link", name="Verander uw gegevens").click()
    page.get_by_role("button", name="Haal mijn gegevens weg").click()
    expect(page.get_by_role("link", name="Laat het team u bellen of mailen")).to_be_visible()
    assert "06 12345678" not in page.content()


def test_a_copy_is_saved(demo: Installation, chromium: Browser, phones: Phones, tmp_path: Path) -> None:
    told = residents.told(demo.url)
    page = phones.take(chromium, demo.url)
    residents.follow(page, demo.url, told.code)
    page.get_by_role("link", name="Bewaar een kopie van uw melding").click()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Bewaar de kopie").click()
    coming.value.save_as(tmp_path / "kopie.zip")
    assert coming.value.suggested_filename == f"buurt-{told.reference}.zip"
    with zipfile.ZipFile(tmp_path / "kopie.zip") as archive:
        written = archive.read("gegevens.json").decode()
    assert json.loads(written)["report"]["text"] == residents.TEXT
    assert told.code.replace(" ", "") not in written.replace(" ", "")
