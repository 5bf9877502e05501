"""What a member of staff does: join by an invitation, sign in with password and second factor."""

import json
import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx
import pyotp
from playwright.sync_api import Page, expect

from tests.support.server import Installation

PASSWORD = "fiets banaan wolk lamp"
INVITATION = re.compile(r"^ {2}(\S{10,})$", re.MULTILINE)


class Account(NamedTuple):
    """What signs somebody in."""

    name: str
    password: str
    secret: str

    @property
    def code(self) -> str:
        """What the app shows now. Each works once."""
        return pyotp.TOTP(self.secret).now()


def join(page: Page, installation: Installation, name: str, *roles: str) -> Account:
    """The administrator invites somebody, who chooses a password and puts the key on the screen into an app."""
    printed = installation.run("staff", "invite", name, *roles)
    found = INVITATION.search(printed)
    assert found, printed
    page.goto(f"{installation.url}/uitnodiging")
    page.get_by_label("Uw uitnodiging").fill(found[1])
    page.get_by_label("Kies een wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Maak mijn account").click()
    secret = page.locator(".code").inner_text()
    return Account(name, PASSWORD, re.sub(r"\s", "", secret))


def sign_in(page: Page, home: str, account: Account) -> None:
    """Password, and the code that the app shows now."""
    page.goto(f"{home}/inloggen")
    page.get_by_label("Uw naam").fill(account.name)
    page.get_by_label("Uw wachtwoord").fill(account.password)
    page.get_by_role("button", name="Ga verder").click()
    page.get_by_label("De code uit uw app").fill(account.code)
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_role("button", name="Uitloggen")).to_be_visible()


class Staff:
    """The accounts of the demonstration. Each is signed in once, since a code of the second factor works once."""

    def __init__(self, demo: Installation) -> None:
        self.home = demo.url
        written = json.loads(Path(f"{demo.data}.demo.json").read_bytes())
        self.accounts = {each["name"]: Account(each["name"], each["password"], each["totp_secret"]) for each in written}
        self._clients: dict[str, httpx.Client] = {}

    def client(self, name: str) -> httpx.Client:
        """Somebody's session, for what no screen shows."""
        known = self._clients.get(name)
        # Of work outside a browser that sat here before may have renewed the device key: then this one fell behind.
        if known is None or known.get("/api/session").status_code == 401:
            account, client = self.accounts[name], httpx.Client(base_url=self.home, timeout=20)
            client.post("/api/session", json={"name": name, "password": account.password}).raise_for_status()
            client.post("/api/session/totp", json={"code": account.code}).raise_for_status()
            self._clients[name] = client
        return self._clients[name]

    def seat(self, page: Page, name: str) -> None:
        """From now on this browser is somebody's, who signed in before."""
        host = urlsplit(self.home).hostname or ""
        token = self.client(name).cookies["staff"]
        page.context.add_cookies([{"name": "staff", "value": token, "domain": host, "path": "/", "sameSite": "Strict"}])
