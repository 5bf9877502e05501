"""Somebody who may be watched while they report: "Sluit snel" leaves nothing behind, on the screen or in the phone."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import residents
from tests.browser.conftest import Phones
from tests.browser.quality import bottom, top
from tests.support.server import Installation

pytestmark = pytest.mark.browser

ELSEWHERE = "knmi.nl"
CATEGORY = residents.SENSITIVE[1]
TEXT = "In de kelderbox van nummer 9 worden pakjes verkocht."
NEUTRAL = "<!doctype html><title>Weer</title><h1>Zonnig</h1>"
EMPTY = "left: "
TELL_CHANGES = """() => {
    const tell = () => console.log('left: ' + document.title + document.body.innerText)
    new MutationObserver(tell).observe(document.documentElement, { childList: true, subtree: true })
}"""
TELLING = re.compile(r"drugs|dealen|verdacht|kelderbox|pakjes|nummer 9|melding|\d{3} ?\d{3} ?\d{3}", re.IGNORECASE)
KEPT = """async () => {
    const kept = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })]
    for (const database of await indexedDB.databases()) kept.push(database.name)
    for (const name of await caches.keys()) {
        const cache = await caches.open(name)
        for (const request of await cache.keys()) {
            const answer = await cache.match(request)
            if ((answer.headers.get('Content-Type') ?? '').startsWith('text/html')) kept.push(await answer.text())
        }
    }
    return kept.join('\\n')
}"""


@pytest.fixture
def page(chromium: Browser, demo: Installation, phones: Phones) -> Page:
    """A phone on which something sensitive is filled in, and nothing was sent."""
    page = phones.take(chromium, demo.url)
    phones.expect(ELSEWHERE)
    residents.fill_in_sensitive(page, demo.url, place="Kelderboxen van nummer 9", text=TEXT)
    return page


def leave_quickly(page: Page) -> None:
    """One tap: the screen is empty before the next page, which never comes to this phone, is even asked for."""
    shown: list[str] = []
    page.context.route(f"**/*{ELSEWHERE}/**", lambda route: route.fulfill(content_type="text/html", body=NEUTRAL))
    page.on("console", lambda message: shown.append(message.text))
    page.evaluate(TELL_CHANGES)
    page.get_by_role("link", name="Sluit snel").click()
    page.wait_for_url(f"**/*{ELSEWHERE}/**")
    assert shown == [EMPTY], "nothing can be read any more: not in the window and not in its title"


def history(page: Page) -> str:
    """Titles and addresses that the phone's history shows."""
    entries: list[dict[str, Any]] = page.context.new_cdp_session(page).send("Page.getNavigationHistory")["entries"]
    return " ".join(f"{entry['title']} {entry['url']}" for entry in entries)


def test_only_what_is_sensitive_offers_to_leave(chromium: Browser, demo: Installation, phones: Phones) -> None:
    page = phones.take(chromium, demo.url)
    residents.fill_in(page, demo.url)
    expect(page.get_by_role("link", name="Sluit snel")).to_be_hidden()


def test_who_must_not_see_it_can_be_said(page: Page) -> None:
    expect(page.get_by_role("heading", name="Wie ziet wat?")).to_be_visible()
    page.get_by_label("Woningcorporatie").check()
    page.get_by_role("button", name="Kijk alles na").click()
    expect(page.locator("#overview")).to_contain_text("Woningcorporatie")
    assert residents.send(page)


@pytest.mark.parametrize(("width", "height", "letters"), [(390, 844, 1), (320, 640, 1), (360, 740, 2)])
def test_nobody_goes_on_past_who_can_be_kept_out(page: Page, width: int, height: int, letters: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate("letters => { document.documentElement.style.fontSize = `${letters * 100}%` }", letters)
    asked = page.get_by_role("group", name="Wie mag dit niet zien?")
    onwards = page.get_by_role("button", name="Kijk alles na")
    assert bottom(asked) <= top(onwards), "the button comes after the question, and not over it"


def test_who_is_kept_out_is_struck_out_among_the_readers(page: Page) -> None:
    readers = page.locator(".sees[data-sees=sealed]")
    struck = readers.get_by_role("deletion")
    one, other = "Team Veiligheid van de gemeente", "Vertrouwensteam van de welzijnsorganisatie"
    expect(readers).to_contain_text(f"{one}, of {other}")
    expect(struck).to_have_count(0)
    page.get_by_label("Gemeente").check()
    expect(struck).to_have_text([one])
    expect(struck).to_have_css("text-decoration-line", "line-through")
    page.get_by_label("Gemeente").uncheck()
    page.get_by_label("Welzijn").check()
    expect(struck).to_have_text([other])


def test_keeping_everybody_out_is_said_at_once(page: Page) -> None:
    reader = page.locator(".sees[data-sees=sealed] [data-reader]").last
    warning = page.get_by_text("Zo kan niemand uw melding lezen.").locator("visible=true")
    page.get_by_label("Gemeente").check()
    expect(warning).to_have_count(0)
    expect(reader).to_have_css("text-decoration-line", "none")
    page.get_by_label("Welzijn").check()
    expect(warning).to_be_in_viewport()
    expect(reader).to_have_css("text-decoration-line", "line-through")


def test_leaving_the_form_leaves_nothing(page: Page, demo: Installation) -> None:
    leave_quickly(page)
    assert not TELLING.search(history(page)), history(page)
    page.go_back()
    assert TEXT not in page.content()
    page.goto(f"{demo.url}/nieuw")
    expect(page.locator("#text")).to_have_value("")
    kept = page.evaluate(KEPT)
    assert TEXT not in kept
    assert page.context.cookies(demo.url) == []


def test_leaving_after_sending_ends_the_session_too(page: Page, demo: Installation) -> None:
    page.get_by_role("button", name="Kijk alles na").click()
    code = residents.send(page)
    expect(page.get_by_role("button", name="Stuur een bericht naar deze telefoon")).to_be_hidden()
    page.get_by_role("button", name="Bekijk uw melding").click()
    expect(page.get_by_role("heading", name=CATEGORY)).to_be_visible()
    leave_quickly(page)
    assert not TELLING.search(history(page)), history(page)
    page.goto(f"{demo.url}/volg")
    expect(page.get_by_label("Uw code")).to_be_visible()
    kept = page.evaluate(KEPT)
    assert not any(word in kept for word in (TEXT, code, code.replace(" ", ""), CATEGORY + " in"))
