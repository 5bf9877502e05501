"""Passkeys in a real browser, with a device that makes a secret and with one that does not."""

from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import members, residents
from tests.browser.conftest import Phones
from tests.browser.members import Staff
from tests.support.rows import change
from tests.support.server import Installation

pytestmark = pytest.mark.browser

ROLE = "gemeente/wijkbeheer:field"


@pytest.fixture
def home(demo: Installation) -> str:
    """By the name of this machine: passkeys know no addresses."""
    return demo.url


@pytest.fixture
def page(chromium: Browser, home: str, phones: Phones) -> Page:
    return phones.take(chromium, home)


def device(page: Page, *, prf: bool) -> None:
    """This phone makes passkeys, and its owner always agrees."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "ctap2Version": "ctap2_1",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
        "hasPrf": prf,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def invitation(demo: Installation) -> str:
    found = members.INVITATION.search(demo.run("staff", "invite", f"Nieuw {uuid4().hex[:6]}", ROLE))
    assert found
    return found[1]


def sign_in(page: Page, home: str) -> None:
    page.goto(f"{home}/inloggen")
    page.get_by_role("link", name="Inloggen zonder wachtwoord").click()
    page.get_by_role("button", name="Log in met uw passkey").click()
    expect(page.get_by_role("button", name="Uitloggen")).to_be_visible()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Uitloggen").click()
    expect(page.get_by_role("heading", name="Inloggen voor medewerkers")).to_be_visible()


def test_an_account_without_a_password(page: Page, demo: Installation, home: str, phones: Phones) -> None:
    phones.expect("409")
    device(page, prf=True)
    page.goto(f"{home}/uitnodiging")
    page.get_by_label("Uw uitnodiging").fill(invitation(demo))
    page.get_by_role("button", name="Liever zonder wachtwoord").click()
    expect(page.get_by_role("button", name="Uitloggen")).to_be_visible()
    sign_out(page)
    sign_in(page, home)
    page.goto(f"{home}/toegang")
    expect(page.get_by_text("Opent ook uw sleutels")).to_be_visible()
    page.get_by_role("button", name="Haal weg").click()
    expect(page.get_by_text("Zonder deze passkey komt u er niet meer in.")).to_be_visible()


def test_a_device_without_a_secret_asks_for_words_once(
    page: Page, demo: Installation, home: str, phones: Phones
) -> None:
    device(page, prf=False)
    account = members.join(page, demo, f"Nieuw {uuid4().hex[:6]}", ROLE)
    members.sign_in(page, home, account)
    page.goto(f"{home}/toegang")
    page.get_by_role("button", name="Voeg een passkey toe").click()
    expect(page.get_by_text("Uw passkey is toegevoegd.")).to_be_visible()
    sign_out(page)
    sign_in(page, home)
    phones.expect("422")
    for words in ("een ander wachtwoord", account.password):
        page.get_by_label("Uw wachtzin of wachtwoord").fill(words)
        page.get_by_role("button", name="Open mijn sleutels").click()
    expect(page.get_by_text("Uw sleutels zijn open.")).to_be_visible()


def test_a_device_that_is_unknown_says_so_and_offers_the_password(page: Page, home: str, phones: Phones) -> None:
    device(page, prf=True)
    page.goto(f"{home}/inloggen/passkey")
    page.get_by_role("button", name="Log in met uw passkey").click()
    expect(page.get_by_role("alert").filter(has_text="Dat lukte niet.")).to_be_visible()
    page.get_by_role("link", name="Inloggen met wachtwoord").click()
    expect(page.get_by_label("Uw wachtwoord")).to_be_visible()


def test_a_screen_that_was_left_open_asks_for_the_passkey(
    page: Page, demo: Installation, home: str, staff: Staff
) -> None:
    device(page, prf=True)
    told = residents.told(home, "drugsoverlast")
    staff.seat(page, "intake")
    page.goto(f"{home}/toegang")
    page.get_by_role("button", name="Voeg een passkey toe").click()
    expect(page.get_by_text("Uw passkey is toegevoegd.")).to_be_visible()
    change(demo.environment["BUURTSEIN_DATABASE_URL"], "UPDATE staff_session SET stepped_up_at = NULL")
    page.goto(f"{home}/zaken?q={told.reference}")
    page.locator(".case-link").click()
    expect(page.get_by_role("heading", name="Laat eerst zien dat u het bent")).to_be_visible()
    page.get_by_role("button", name="Gebruik uw passkey").click()
    expect(page.get_by_text("Laat eerst zien dat u het bent")).to_have_count(0)
    expect(page.get_by_text(told.reference).first).to_be_visible()
