"""A resident with a modern phone: keyboard only, the own place, photos that are small before they leave, English."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser import residents
from tests.browser.conftest import Phones
from tests.browser.pictures import PHONE, phone_photo
from tests.browser.quality import bottom, top
from tests.support.server import Installation

pytestmark = pytest.mark.browser

MOST_PHOTO_BYTES = 300_000
KEEP_PHOTOS = """globalThis.photosSent = []
const send = globalThis.fetch
globalThis.fetch = async (address, options) => {
    if (options?.body instanceof Blob) photosSent.push([...new Uint8Array(await options.body.arrayBuffer())])
    return send(address, options)
}"""

FOCUSED = """() => {
    const here = document.activeElement
    if (here === document.body) return ''
    const labels = [...(here.labels ?? [])].map((label) => label.innerText).join(' ')
    return labels || here.getAttribute('aria-label') || here.innerText
}"""


@pytest.fixture
def page(chromium: Browser, demo: Installation, phones: Phones) -> Page:
    """A phone."""
    return phones.take(chromium, demo.url)


def focused(page: Page) -> str:
    """What a screen reader says of what has the focus: its label, or its own words."""
    words: str = page.evaluate(FOCUSED)
    return " ".join(words.split())


def tab_to(page: Page, words: str) -> None:
    """Presses Tab until the focus is on what has these words."""
    passed = []
    for _ in range(60):
        if words in focused(page):
            return
        passed.append(focused(page))
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not come to {words!r}; it passed {passed}")


def test_everything_by_keyboard(page: Page, demo: Installation) -> None:
    page.goto(demo.url)
    tab_to(page, residents.TILE)
    page.keyboard.press("Enter")
    page.wait_for_url("**/nieuw")
    tab_to(page, "Stoep of straatstenen kapot")
    page.keyboard.press("Space")
    tab_to(page, "Dit is het")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Waar is het?")).to_be_focused()
    tab_to(page, "Of typ de straat")
    page.keyboard.type(residents.PLACE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Wat ziet u?")).to_be_focused()
    tab_to(page, "Vertel het kort")
    page.keyboard.type(residents.TEXT)
    tab_to(page, "Kijk wie dit ziet")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Wie ziet wat?")).to_be_focused()
    tab_to(page, "Kijk alles na")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Klopt dit?")).to_be_focused()
    tab_to(page, "Verstuur melding")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Verstuurd. Dank u wel.")).to_be_focused()
    assert residents.code_of(page)


def test_a_forgotten_place_is_asked_for_where_it_belongs(page: Page, demo: Installation) -> None:
    page.goto(demo.url)
    residents.tap_category(page)
    page.get_by_role("button", name="Dit is de plek").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(page).to_have_title(re.compile("^Fout:"))
    summary.get_by_role("link", name="Gebruik uw plek, of typ de straat.").click()
    expect(page.get_by_label("Of typ de straat")).to_be_focused()


def test_the_own_place_is_found_and_can_be_wiped(page: Page, demo: Installation) -> None:
    page.goto(demo.url)
    residents.tap_category(page)
    page.get_by_role("button", name="Gebruik mijn plek").click()
    expect(page.get_by_text("Gevonden, op ongeveer")).to_be_visible()
    page.get_by_role("button", name="Wis mijn plek").click()
    page.get_by_role("button", name="Dit is de plek").click()
    expect(page.get_by_role("link", name="Gebruik uw plek, of typ de straat.")).to_be_visible()
    page.get_by_role("button", name="Gebruik mijn plek").click()
    expect(page.get_by_text("Gevonden, op ongeveer")).to_be_visible()
    page.get_by_role("button", name="Dit is de plek").click()
    expect(page.get_by_role("heading", name="Wat ziet u?")).to_be_visible()


def test_without_leave_to_know_the_place_it_is_typed(page: Page, demo: Installation) -> None:
    page.context.clear_permissions()
    page.goto(demo.url)
    residents.tap_category(page)
    page.get_by_role("button", name="Gebruik mijn plek").click()
    expect(page.get_by_text("Uw telefoon geeft de plek niet door. Typ de straat.")).to_be_visible()
    expect(page.get_by_label("Of typ de straat")).to_be_focused()
    residents.say_place(page)
    expect(page.get_by_role("heading", name="Wat ziet u?")).to_be_visible()


def test_a_photo_leaves_small_upright_and_without_its_story(page: Page, demo: Installation) -> None:
    page.add_init_script(KEEP_PHOTOS)
    original = phone_photo()
    assert len(original) > 1_000_000
    assert PHONE.encode() in original
    residents.fill_in(page, demo.url, photo=original)
    residents.send(page)
    expect(page.get_by_text("Foto 1 is verstuurd.")).to_be_visible()
    (sent,) = page.evaluate("photosSent")
    assert len(sent) <= MOST_PHOTO_BYTES
    photo = Image.open(io.BytesIO(bytes(sent)))
    assert photo.size == (1200, 1600), "turned upright, at most 1600 pixels"
    assert not photo.getexif()
    assert PHONE.encode() not in bytes(sent)


def test_a_photo_that_is_none_is_said_so_at_once(page: Page, demo: Installation) -> None:
    page.goto(demo.url)
    residents.tap_category(page)
    residents.say_place(page)
    residents.choose_photo(page, b"not a photo")
    expect(page.get_by_text("Deze foto kunnen wij niet openen. Kies een andere.")).to_be_visible()
    residents.tell(page)
    expect(page.get_by_role("heading", name="Wie ziet wat?")).to_be_visible()


@pytest.mark.parametrize("height", [640, 740, 844])
def test_what_just_came_does_not_lie_under_the_button(page: Page, demo: Installation, height: int) -> None:
    page.set_viewport_size({"width": 390, "height": height})
    page.goto(demo.url)
    residents.tap_category(page, "Ik voel me niet veilig", "Wapen of geweld")
    onwards = page.get_by_role("button", name="Dit is het")
    assert bottom(page.get_by_text("Blijf op afstand.").locator("visible=true")) <= top(onwards)
    onwards.click()
    residents.say_place(page)
    residents.choose_photo(page, phone_photo((1200, 900)))
    away = page.get_by_role("button", name="Haal foto 1 weg")
    expect(away).to_be_in_viewport()
    assert bottom(away) <= top(page.get_by_role("button", name="Kijk wie dit ziet"))


def test_nothing_stands_in_the_history(page: Page, demo: Installation) -> None:
    residents.fill_in(page, demo.url)
    residents.send(page)
    history = page.context.new_cdp_session(page).send("Page.getNavigationHistory")["entries"]
    written = " ".join(f"{entry['title']} {entry['url']}" for entry in history)
    assert not re.search(r"tegel|stoep|steen|melding|rozen|\d{3} ?\d{3}", written, re.IGNORECASE), written


def test_who_wants_no_trace_gets_no_code(page: Page, demo: Installation) -> None:
    page.goto(demo.url)
    residents.tap_category(page)
    residents.say_place(page)
    residents.tell(page)
    page.get_by_text("Liever helemaal geen spoor?").click()
    page.get_by_label("Geef mij geen code.").check()
    page.get_by_role("button", name="Kijk alles na").click()
    page.get_by_role("button", name="Verstuur melding").click()
    expect(page.get_by_role("heading", name="Verstuurd. Dank u wel.")).to_be_visible()
    expect(page.get_by_role("heading", name="Uw code")).to_have_count(0)
    expect(page.get_by_role("button", name="Stuur een bericht naar deze telefoon")).to_have_count(0)


def test_the_same_in_english(page: Page, demo: Installation) -> None:
    page.goto(demo.url)
    page.get_by_role("navigation", name="Taal").get_by_role("link", name="English").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="Broken pavement or street").click()
    page.locator("label", has_text="Broken pavement or paving stones").click()
    page.get_by_label("Or type the street").fill(residents.PLACE)
    page.locator("#where [data-next]").click()
    page.locator("#text").fill("Loose tile")
    page.locator("#show [data-next]").click()
    page.locator("#who [data-next]").click()
    page.locator("#send").click()
    expect(page.locator(".sent-head h1")).to_be_visible()
    code = residents.code_of(page)
    page.goto(f"{demo.url}/en/volg")
    page.locator("#code").fill(code)
    page.locator("#enter button").click()
    expect(page.locator(".timeline")).to_be_visible()
    words = page.locator("main").inner_text()
    assert not re.search(r"\b(uw|melding|wij|gebeurd|ontvangen|bericht)\b", words, re.IGNORECASE), words
