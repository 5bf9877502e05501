"""What a resident does, step by step, by the words that stand on the screen."""

import re
from typing import NamedTuple

import httpx
from playwright.sync_api import Page, expect

TILE = "Stoep of straat kapot"
CATEGORY = "Stoep of straatstenen kapot"
#: Read by a small team only.
SENSITIVE = ("Ik zie iets verdachts", "Drugs: dealen of spullen")
TEXT = "Losse tegel bij nummer 12. Mijn moeder viel bijna."
PLACE = "Rozenstraat 12, bij de bakker"
CODE = re.compile(r"(\d{3} ?){7}")
NOTIFICATIONS = """async () => {
    const registration = await navigator.serviceWorker.ready
    return (await registration.getNotifications()).map(({ title, body }) => [title, body].filter(Boolean).join('. '))
}"""


def tap_category(page: Page, tile: str = TILE, category: str = CATEGORY) -> None:
    """On the home page: the picture, and then what it is."""
    page.get_by_role("button", name=tile).click()
    page.locator("label", has_text=category).click()


def say_place(page: Page, place: str = PLACE) -> None:
    """The street, typed."""
    page.get_by_label("Of typ de straat").fill(place)
    page.get_by_role("button", name="Dit is de plek").click()


def tell(page: Page, text: str = TEXT, photo: bytes = b"") -> None:
    """What there is to see."""
    page.get_by_label("Vertel het kort").fill(text)
    if photo:
        choose_photo(page, photo)
        expect(page.get_by_role("img", name="Foto 1")).to_be_visible()
    page.get_by_role("button", name="Kijk wie dit ziet").click()


def choose_photo(page: Page, photo: bytes, label: str = "Maak of kies een foto") -> None:
    """A photo out of the phone."""
    page.get_by_label(label).set_input_files({"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": photo})


def fill_in(page: Page, home: str, *, place: str = PLACE, text: str = TEXT, photo: bytes = b"") -> None:
    """Everything up to the last step."""
    page.goto(home)
    tap_category(page)
    say_place(page, place)
    tell(page, text, photo)
    page.get_by_role("button", name="Kijk alles na").click()


def fill_in_sensitive(page: Page, home: str, *, place: str = PLACE, text: str = TEXT) -> None:
    """Something for a small team only, up to the question who must not see it."""
    page.goto(home)
    tap_category(page, *SENSITIVE)
    expect(page.get_by_text("Raak naalden en vaten niet aan.")).to_be_visible()
    page.get_by_role("button", name="Dit is het").click()
    say_place(page, place)
    tell(page, text)


def send(page: Page) -> str:
    """Sends what is filled in, and reads the code."""
    page.get_by_role("button", name="Verstuur melding").click()
    expect(page.get_by_role("heading", name="Verstuurd. Dank u wel.")).to_be_visible()
    return code_of(page)


def code_of(page: Page) -> str:
    """The code on the screen, written over once it can be read."""
    shown = page.locator("[data-slot=code]")
    expect(shown).to_be_visible()
    code = shown.inner_text()
    assert CODE.fullmatch(code.strip()), code
    return code.strip()


def follow(page: Page, home: str, code: str, category: str = CATEGORY) -> None:
    """The follow page, opened with the code."""
    page.goto(f"{home}/volg")
    page.get_by_label("Uw code").fill(code)
    page.get_by_role("button", name="Bekijk mijn melding").click()
    expect(page.get_by_role("heading", name=category)).to_be_visible()


def solved(page: Page, home: str) -> int:
    """How many the neighbourhood page counts as solved this month."""
    page.goto(f"{home}/buurt")
    return int(page.locator(".impact .number").inner_text())


def notifications(page: Page) -> list[str]:
    """What the phone lists now, from this application."""
    listed: list[str] = page.evaluate(NOTIFICATIONS)
    return listed


def still_open(home: str) -> int:
    """How many the neighbourhood page counts as open, asked anew: a browser keeps the page for a minute."""
    heading = re.search(r"<h2>Nog te doen(.*?)</h2>", httpx.get(f"{home}/buurt").text)
    assert heading
    return int((re.findall(r"\d+", heading[1]) or ["0"])[-1])


class Told(NamedTuple):
    """A report that was sent: its code, and the number for conversation."""

    code: str
    reference: str


def told(home: str, category: str = "stoep-bestrating", *, text: str = TEXT, place: str = PLACE) -> Told:
    """A report by the plain form, for tests of what comes after it."""
    with httpx.Client(base_url=home, timeout=20) as browser:
        form = browser.get("/nieuw").text
        hidden = {name: field_value(form, name) for name in ("submission", "code")}
        said = {"category": category, "description": place, "text": text, "action": "send"}
        sent = browser.post("/nieuw", data=hidden | said)
    reference = re.search(r"[2-9CFGHJMPQRVWX]{3}-[2-9CFGHJMPQRVWX]{4}", sent.text)
    assert reference, sent.text
    return Told(hidden["code"], reference[0])


def field_value(html: str, name: str) -> str:
    """What stands in a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]+)"', html)
    assert found, f"there is no field {name}"
    return found[1]
