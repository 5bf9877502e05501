"""The three engines that residents have, from Debian's packages: Chromium, Firefox ESR and WebKitGTK."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Geolocation, Playwright
from selenium.webdriver import Remote
from selenium.webdriver.remote.file_detector import UselessFileDetector
from selenium.webdriver.webkitgtk.options import Options

from tests.support.ports import free_port
from tests.support.processes import Process

WEBKIT_DRIVER = "/usr/bin/WebKitWebDriver"
#: In the neighbourhood. Firefox asks an address for it; this one answers by itself.
HERE: Geolocation = {"latitude": 52.374, "longitude": 4.640}
HERE_FOR_FIREFOX = 'data:application/json,{"location":{"lat":52.374,"lng":4.640},"accuracy":12}'


def chromium(playwright: Playwright) -> Browser:
    """Chromium, with a camera that films a test picture."""
    camera = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    return playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", *camera])


def firefox(playwright: Playwright, push_socket: str) -> Browser:
    """Firefox ESR that gets its push messages from our own service at the WebSocket address `push_socket`."""
    preferences: dict[str, str | float | bool] = {
        "dom.push.serverURL": push_socket,
        "dom.push.testing.allowInsecureServerURL": True,
        "dom.push.connection.enabled": True,
        "dom.push.testing.ignorePermission": True,
        "permissions.default.desktop-notification": 1,
        "alerts.useSystemBackend": False,
        "permissions.default.geo": 1,
        "geo.provider.use_geoclue": False,
        "geo.provider.network.url": HERE_FOR_FIREFOX,
    }
    return playwright.firefox.launch(
        channel="moz-firefox", executable_path="/usr/bin/firefox-esr", firefox_user_prefs=preferences
    )


@contextmanager
def webkit(folder: Path) -> Iterator[Remote]:
    """WebKitGTK in an ephemeral session, which stands in for a private window on an iPhone; its log is in `folder`."""
    port = free_port()
    screen = ["xvfb-run", "--auto-servernum", "dbus-run-session", "--"]
    # Without a desktop there is no accessibility bus to wait for.
    environment = {**os.environ, "NO_AT_BRIDGE": "1"}
    driver = Process([*screen, WEBKIT_DRIVER, f"--port={port}"], folder / "webkit.log", environment=environment)
    driver.start()
    try:
        driver.wait_ready(lambda: listens(port), "WebKitWebDriver listens")
        options = Options()
        options.binary_location = str(next(Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser")))
        options.add_argument("--automation")
        remote = Remote(f"http://127.0.0.1:{port}", options=options)
        # Files need no upload: the browser runs on this machine.
        remote.file_detector = UselessFileDetector()
        yield remote
        remote.quit()
    finally:
        driver.kill()


def phone(browser: Browser, *, scripts: bool = True) -> BrowserContext:
    """A resident's phone: small, Dutch, standing in the neighbourhood. `scripts=False` is one without JavaScript."""
    # Firefox knows no permission for the camera, and its notifications are allowed by a preference.
    permissions = ["geolocation", "notifications", "camera"] if browser.browser_type.name == "chromium" else []
    return browser.new_context(
        viewport={"width": 360, "height": 740},
        device_scale_factor=3,
        has_touch=True,
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
        geolocation=HERE,
        permissions=permissions,
        java_script_enabled=scripts,
    )


def listens(port: int) -> bool:
    """Whether something takes connections at this port of the loopback address."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
