"""The browsers that other tests rely on, on a page of our own: can each do here what those tests need of it?"""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pywebpush import webpush
from selenium.webdriver import Remote

from tests.browser import residents
from tests.support import browsers
from tests.support.processes import wait_until
from tests.support.push_service import PushService
from tests.support.subscriber import encode

pytestmark = pytest.mark.browser

PRIVATE_KEY = encode(bytes(range(1, 33)))
PUBLIC_KEY = "BFFcPW6545a5BNP-yn9U_c0MwemXvzddylFa0KbDtANfRTa-OlDzGPv5pUdZAqIhUCvvDVfgjFOyzApW8X2fk1Q"
WORKER = """
self.addEventListener('push', (event) => event.waitUntil(self.registration.showNotification(event.data.text())))
"""
SUBSCRIBE = """async (key) => {
    const registration = await navigator.serviceWorker.register('/sw.js')
    await navigator.serviceWorker.ready
    return (await registration.pushManager.subscribe({userVisibleOnly: true, applicationServerKey: key})).toJSON()
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One page and a service worker; gives the address."""
    folder: Path = tmp_path_factory.mktemp("site")
    (folder / "index.html").write_text("<!doctype html><html lang=nl><title>Proef</title><h1>Hallo</h1>")
    (folder / "sw.js").write_text(WORKER)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_chromium_is_a_phone_in_the_neighbourhood(chromium: Browser, site: str) -> None:
    page = browsers.phone(chromium).new_page()
    page.goto(site)
    place = "new Promise(done => navigator.geolocation.getCurrentPosition(at => done(at.coords.latitude)))"
    assert page.evaluate(place) == pytest.approx(52.374)
    assert page.evaluate("[innerWidth, navigator.language]") == [360, "nl-NL"]
    assert page.evaluate("Notification.permission") == "granted"
    page.context.close()


def test_firefox_shows_what_we_pushed(firefox: Browser, site: str, push_service: PushService) -> None:
    page = browsers.phone(firefox).new_page()
    page.goto(site)
    subscription = page.evaluate(SUBSCRIBE, PUBLIC_KEY)
    claims = {"sub": "mailto:test@buurtsein.example"}
    sent = webpush(subscription, "Opgelost", vapid_private_key=PRIVATE_KEY, vapid_claims=claims, ttl=60, timeout=5)
    assert sent.status_code == 201
    wait_until(lambda: residents.notifications(page) == ["Opgelost"], "the notification is listed")
    assert [push.status for push in push_service.received] == [201]


def test_webkit_opens_a_page(webkit: Remote, site: str) -> None:
    webkit.get(site)
    assert webkit.find_element("css selector", "h1").text == "Hallo"
