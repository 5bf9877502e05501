"""`kill -9` while people look: every answer they got is in the log, and the log holds."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.support.processes import wait_until
from tests.support.rows import count
from tests.support.server import Installation
from tests.support.visitors import Colleague, Visitor

pytestmark = pytest.mark.faults

EYES = 4
LOOKS = "SELECT count(*) FROM access_log"


class Looking:
    """A handler with many windows open; `answered` is how many looks were shown."""

    def __init__(self, running: Installation, handler: Colleague) -> None:
        self.running, self.handler = running, handler
        self.answered = 0
        self._lock, self._leaving = threading.Lock(), threading.Event()

    def look_on(self) -> None:
        """Look until told to leave; who gets no answer tries again."""
        with httpx.Client(base_url=self.running.url, cookies=dict(self.handler.cookies), timeout=30) as window:
            while not self._leaving.is_set():
                try:
                    shown = window.get("/api/cases").status_code == httpx.codes.OK
                except httpx.TransportError:
                    time.sleep(0.05)
                    continue
                with self._lock:
                    self.answered += shown

    def leave(self) -> None:
        """Close all windows."""
        self._leaving.set()


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("kills", [2, pytest.param(40, marks=pytest.mark.extended)])
def test_a_kill_leaves_a_log_that_holds(running: Installation, handler: Colleague, kills: int) -> None:
    database = running.environment["BUURTSEIN_DATABASE_URL"]
    with Visitor(running) as resident:
        resident.tell()
    looking = Looking(running, handler)
    with ThreadPoolExecutor(EYES) as windows:
        for _ in range(EYES):
            windows.submit(looking.look_on)
        try:
            for _ in range(kills):
                before = looking.answered
                wait_until(lambda: looking.answered > before + 20, "people look")  # noqa: B023
                running.web.kill()
                running.web.start()
                running.web.wait_ready(running.ready, "it is ready again")
                assert running.run("verify-log").startswith("The log holds"), "also while people look on"
        finally:
            looking.leave()
    assert count(database, LOOKS) >= looking.answered > 20 * kills
    chains = count(database, "SELECT count(DISTINCT chain) FROM access_log")
    assert chains == kills + 1, "one of each process"
    wait_until(lambda: count(database, "SELECT count(*) FROM log_joint") > 0, "the worker joins")
    assert running.run("verify-log").startswith("The log holds")
