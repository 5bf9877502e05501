"""Walks past every page, one for each kind of visitor. Each stop has a name; who walks looks at the page there."""

from collections.abc import Iterator

from playwright.sync_api import Page, expect

from tests.browser import residents
from tests.browser.members import Staff

Walk = Iterator[str]


def around(page: Page, home: str, staff: Staff) -> Walk:
    """What anybody can open."""
    for path in ("/", "/buurt", "/buurt/rozenprieel", "/volg", "/privacy", "/toegankelijkheid", "/offline", "/er-niet"):
        page.goto(home + path)
        yield path
    page.goto(f"{home}/volg")
    page.get_by_label("Uw code").fill("123")
    page.get_by_role("button", name="Bekijk mijn melding").click()
    expect(page.get_by_text("Een code heeft 21 cijfers. U typte er 3.")).to_be_visible()
    yield "a wrong code"


def reporting(page: Page, home: str, staff: Staff) -> Walk:
    """The form step by step, with a mistake, and the Sent screen."""
    page.goto(f"{home}/nieuw")
    yield "what"
    page.locator("summary", has_text=residents.TILE).click()
    yield "what, with a tile open"
    page.locator("label", has_text=residents.CATEGORY).click()
    yield "where"
    page.get_by_role("button", name="Dit is de plek").click()
    yield "where, with a mistake"
    residents.say_place(page)
    yield "show"
    residents.tell(page)
    yield "who"
    page.get_by_text("Liever helemaal geen spoor?").click()
    page.get_by_role("button", name="Kijk alles na").click()
    yield "check"
    code = residents.send(page)
    yield "sent"
    residents.follow(page, home, code)
    yield "follow"
    for link in ("Laat het team u bellen of mailen", "Neem een nieuwe code", "Bewaar een kopie van uw melding"):
        page.get_by_role("link", name=link).click()
        yield link
        page.get_by_role("link", name="Terug").click()
    page.get_by_role("link", name="Verwijder mijn melding").click()
    yield "withdraw"


def something_sensitive(page: Page, home: str, staff: Staff) -> Walk:
    """What looks different where it is sensitive."""
    page.goto(f"{home}/nieuw")
    page.locator("summary", has_text="Ik voel me niet veilig").click()
    page.locator("label", has_text="Wapen of geweld").click()
    yield "what, with first help"
    page.get_by_role("button", name="Dit is het").click()
    residents.say_place(page)
    residents.tell(page)
    yield "who, with exclusions"
    page.get_by_role("button", name="Kijk alles na").click()
    residents.send(page)
    yield "sent, sensitive"
    page.get_by_role("button", name="Bekijk uw melding").click()
    expect(page.locator(".timeline")).to_be_visible()
    yield "follow, sensitive"


def in_english(page: Page, home: str, staff: Staff) -> Walk:
    """Longer words."""
    for path in ("/en", "/en/nieuw", "/en/buurt", "/en/volg", "/en/privacy", "/en/toegankelijkheid"):
        page.goto(home + path)
        yield path


def joining(page: Page, home: str, staff: Staff) -> Walk:
    """Before anybody is signed in."""
    for path in ("/inloggen", "/uitnodiging"):
        page.goto(home + path)
        yield path
    account = staff.accounts["onderhoud"]
    page.goto(f"{home}/inloggen")
    page.get_by_label("Uw naam").fill(account.name)
    page.get_by_label("Uw wachtwoord").fill(account.password)
    page.get_by_role("button", name="Ga verder").click()
    yield "the second factor"


def outside(page: Page, home: str, staff: Staff) -> Walk:
    """A field worker's phone."""
    told = residents.told(home, place="Bij de kerk")
    staff.seat(page, "wijkbeheerder")
    page.goto(f"{home}/taken")
    yield "tasks"
    page.locator("[data-task]", has_text="Bij de kerk").get_by_role("link", name=residents.CATEGORY, exact=True).click()
    yield "task"
    page.get_by_text("Lukt niet, want…").click()
    yield "task that cannot be done"
    page.get_by_role("button", name="Klaar zonder foto").click()
    expect(page.get_by_role("button", name="Ongedaan maken")).to_be_visible()
    yield "task, done"
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page.get_by_role("button", name="Klaar zonder foto")).to_be_visible()
    assert told


def at_a_desk(page: Page, home: str, staff: Staff) -> Walk:
    """A handler's inbox and cases."""
    told = residents.told(home)
    staff.seat(page, "behandelaar")
    page.goto(f"{home}/zaken")
    yield "inbox"
    page.goto(f"{home}/zaken?q={told.reference}")
    yield "inbox, searched"
    page.locator(".case-link").click()
    yield "case"
    for step in page.locator(".step-box summary").all():
        step.click()
        yield f"case: {step.inner_text().strip()}"


def at_intake(page: Page, home: str, staff: Staff) -> Walk:
    """What is sealed."""
    told = residents.told(home, "verdacht-gedrag")
    staff.seat(page, "intake")
    page.goto(f"{home}/zaken")
    yield "inbox of intake"
    page.goto(f"{home}/zaken?q={told.reference}")
    page.locator(".case-link").click()
    yield "sealed case"


def at_the_log(page: Page, home: str, staff: Staff) -> Walk:
    """Who looked, for the auditor."""
    staff.seat(page, "controleur")
    page.goto(f"{home}/logboek")
    yield "log"
    for tool in page.locator(".log-tools summary").all():
        tool.click()
        yield f"log: {tool.inner_text().strip()}"
    page.goto(f"{home}/logboek?day=2020-01-01")
    yield "log, nothing found"


EVERYDAY = (around, reporting, something_sensitive, joining, outside, at_a_desk, at_intake, at_the_log)
