"""What scripts add for staff: ready in one tap, undo while it counts, a lost network, being told of work."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import members, residents
from tests.browser.conftest import Phones
from tests.browser.members import Staff
from tests.browser.pictures import phone_photo
from tests.support.processes import wait_until
from tests.support.push_service import PushService
from tests.support.server import Installation
from tests.support.visitors import Visitor

pytestmark = pytest.mark.browser

UNDO = 10_000  # ms
GONE = UNDO + 5_000


@pytest.fixture
def worker(chromium: Browser, demo: Installation, staff: Staff, phones: Phones) -> Page:
    """The phone of somebody who works outside, with today's tasks."""
    with Visitor(demo) as resident:
        resident.tell("grofvuil")
    page = phones.take(chromium, demo.url)
    staff.seat(page, "wijkbeheerder")
    page.goto(f"{demo.url}/taken")
    return page


@pytest.fixture
def installation(database_url: str, push_service: PushService, tmp_path: Path) -> Iterator[Installation]:
    """Its own processes, which may push to the test's service."""
    own = Installation(tmp_path, database_url, PUSH_HOSTS=push_service.origin)
    own.start()
    yield own
    own.kill()


def count(page: Page) -> int:
    """How many tasks the title says there are."""
    return int("".join(filter(str.isdigit, page.locator("h1").inner_text())))


def test_ready_from_the_list_with_a_photo_and_undone(worker: Page) -> None:
    before, task = count(worker), worker.locator("[data-task]").first
    with worker.expect_file_chooser() as camera, worker.expect_response("**/api/actions/*/photo") as photo:
        task.get_by_role("link", name="Klaar – maak foto").click()
        camera.value.set_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": phone_photo()})
    assert photo.value.status == 201
    assert len(photo.value.request.post_data_buffer or b"") < 300 * 1024
    expect(task.get_by_text("Gedaan.")).to_be_visible()
    assert count(worker) == before - 1
    task.get_by_role("button", name="Ongedaan maken").click()
    expect(task.get_by_role("link", name="Klaar – maak foto")).to_be_focused()
    assert count(worker) == before
    worker.reload()
    assert count(worker) == before


def test_what_is_not_undone_leaves_the_list(worker: Page) -> None:
    before, task = count(worker), worker.locator("[data-task]").first
    id = task.get_attribute("data-task")
    task.get_by_role("link").first.click()
    worker.get_by_role("button", name="Klaar zonder foto").click()
    expect(worker.get_by_role("button", name="Ongedaan maken")).to_be_focused()
    worker.wait_for_url("**/taken", timeout=GONE)
    assert count(worker) == before - 1
    expect(worker.locator(f"[data-task='{id}']")).to_have_count(0)


def test_a_lost_network_is_said_and_made_up_for(worker: Page, phones: Phones) -> None:
    phones.expect("ERR_INTERNET_DISCONNECTED")
    worker.locator("[data-task] h2 a").first.click()
    worker.get_by_text("Lukt niet, want…").click()
    worker.get_by_label("Ik kan er niet bij").check()
    worker.context.set_offline(True)
    worker.get_by_role("button", name="Geef dit door").click()
    expect(worker.get_by_text("Geen internet. Houd deze pagina open.")).to_be_visible()
    worker.context.set_offline(False)
    expect(worker.get_by_text("Doorgegeven.")).to_be_visible()


def test_the_nearest_task_comes_first(worker: Page) -> None:
    worker.get_by_role("button", name="Dichtbij eerst").click()
    shown = worker.locator("[data-slot=distance]", has_text=" m")
    expect(shown.first).to_be_visible()
    metres = [int(each.removesuffix(" m")) for each in shown.all_inner_texts() if each.endswith(" m")]
    assert metres == sorted(metres)


def test_a_handler_sees_what_the_reporter_will_read(
    chromium: Browser, demo: Installation, staff: Staff, phones: Phones
) -> None:
    with Visitor(demo) as resident:
        reference = resident.follow(resident.tell("wegdek"))["reference"]
    page = phones.take(chromium, demo.url)
    staff.seat(page, "behandelaar")
    page.goto(f"{demo.url}/zaken?q={reference}")
    page.locator(".case-link").click()
    page.get_by_text("Gepland", exact=True).click()
    page.get_by_label("Op welke dag?").fill("2030-12-02")
    page.get_by_label("Uw woorden erbij").first.fill("Wij komen met twee man.")
    expect(page.locator("#step-planned q")).to_have_text("Gepland voor maandag 2 december. Wij komen met twee man.")
    page.get_by_role("button", name="Zet de dag vast").click()
    expect(page.get_by_text("Opgeslagen. De melder kan dit nu lezen.")).to_be_visible()
    expect(page.locator(".timeline li").first).to_contain_text("Gepland voor maandag 2 december.")


def test_intake_is_told_of_new_work_and_not_of_what(
    installation: Installation, firefox: Browser, push_service: PushService, phones: Phones
) -> None:
    page = phones.take(firefox, installation.url)
    account = members.join(page, installation, "Noor Bakker", "gemeente/veiligheid:intake")
    members.sign_in(page, installation.url, account)
    page.get_by_role("button", name="Zet meldingen op dit toestel aan").click()
    expect(page.get_by_text("U krijgt een bericht als er werk is.")).to_be_visible()
    with Visitor(installation) as resident:
        resident.tell("intimidatie")
    push_service.wait_for(1)
    wait_until(lambda: residents.notifications(page) != [], "the notification is listed")
    assert "intimid" not in " ".join(residents.notifications(page)).lower()
    page.reload()
    assert page.title().startswith("(1) Zaken")
    expect(page.get_by_role("button", name="Zet meldingen op dit toestel aan")).to_be_hidden()


def test_what_was_done_waits_for_the_next_sign_in(
    chromium: Browser, demo: Installation, staff: Staff, phones: Phones
) -> None:
    phones.expect("401")
    with Visitor(demo) as resident:
        resident.tell("grofvuil")
    page = phones.take(chromium, demo.url)
    staff.seat(page, "wijkbeheerder")
    page.goto(f"{demo.url}/taken")
    page.locator("[data-task] h2 a").first.click()
    page.context.clear_cookies()
    page.get_by_role("button", name="Klaar zonder foto").click()
    expect(page.get_by_text("U bent uitgelogd. Log in op een nieuw tabblad.")).to_be_visible()
    expect(page.get_by_role("link", name="Log in")).to_have_attribute("target", "_blank")
    staff.seat(page, "wijkbeheerder")
    expect(page.get_by_text("Gedaan.")).to_be_visible(timeout=GONE)
