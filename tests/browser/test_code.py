"""The key of a report is derived from its code in the browser, or here where there is no JavaScript: the same key."""

import pytest
from playwright.sync_api import Browser

from tests.browser import residents
from tests.browser.conftest import Phones
from tests.support.server import Installation

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("sent_with_script", [True, False])
def test_what_one_made_the_other_opens(
    demo: Installation, chromium: Browser, phones: Phones, sent_with_script: bool
) -> None:
    sender = phones.take(chromium, demo.url, scripts=sent_with_script)
    reader = phones.take(chromium, demo.url, scripts=not sent_with_script)
    if sent_with_script:
        residents.fill_in(sender, demo.url)
    else:
        sender.goto(demo.url)
        residents.tap_category(sender)
        sender.get_by_label("Typ de straat").fill(residents.PLACE)
        sender.get_by_label("Vertel het kort").fill(residents.TEXT)
    code = residents.send(sender)
    residents.follow(reader, demo.url, code.replace(" ", "-"))


def test_the_code_never_leaves_a_browser_with_script(demo: Installation, chromium: Browser, phones: Phones) -> None:
    page = phones.take(chromium, demo.url)
    said: list[str] = []
    page.context.on(
        "request", lambda request: said.append(f"{request.url} {request.headers} {request.post_data or ''}")
    )
    residents.fill_in(page, demo.url)
    code = residents.send(page)
    residents.follow(page, demo.url, code)
    digits = code.replace(" ", "")
    assert any("/api/reports" in each for each in said)
    assert not any(written in each for each in said for written in (digits, code, code.replace(" ", "+")))
