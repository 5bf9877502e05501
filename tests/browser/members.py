"""What a member of staff does: join by an invitation, sign in with password and second factor."""

import re
from typing import NamedTuple

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


def join(page: Page, installation: Installation, name: str, *roles: str) -> Account:
    """The administrator invites somebody, who makes an account of it and reads the second factor from the screen."""
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
    page.get_by_label("De code uit uw app").fill(pyotp.TOTP(account.secret).now())
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("button", name="Uitloggen")).to_be_visible()
