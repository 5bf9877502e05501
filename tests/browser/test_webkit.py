"""A resident's journey in WebKit: half of the phones. The session is ephemeral, as a private window on an iPhone is."""

from pathlib import Path

import pytest
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver import Remote
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from tests.browser import residents
from tests.browser.pictures import phone_photo
from tests.support.server import Installation

pytestmark = pytest.mark.browser

PATIENCE = 20


def find(webkit: Remote, selector: str, words: str = "") -> WebElement:
    """What can be seen and says these words; waits for it."""

    def seen(driver: Remote) -> WebElement | None:
        every = driver.find_elements(By.CSS_SELECTOR, selector)
        return next((each for each in every if each.is_displayed() and words in each.text), None)

    # The page may be drawn anew while it is looked at.
    found = WebDriverWait(webkit, PATIENCE, ignored_exceptions=[StaleElementReferenceException]).until(
        seen, f"{selector}: {words}"
    )
    assert found is not None
    return found


def tap(webkit: Remote, selector: str, words: str) -> None:
    """Brings it into sight, as a thumb would, and taps it."""
    button = find(webkit, selector, words)
    webkit.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", button)
    button.click()


def test_a_report_with_a_photo_and_its_code(webkit: Remote, demo: Installation, tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(phone_photo())
    webkit.get(demo.url)
    tap(webkit, "button", residents.TILE)
    tap(webkit, "label", residents.CATEGORY)
    find(webkit, "#description").send_keys(residents.PLACE)
    tap(webkit, "button", "Dit is de plek")
    find(webkit, "#text").send_keys(residents.TEXT)
    webkit.find_element(By.ID, "photo").send_keys(str(photo))
    find(webkit, "#photos img")
    tap(webkit, "button", "Kijk wie dit ziet")
    tap(webkit, "button", "Kijk alles na")
    assert residents.TEXT in find(webkit, "#overview").text
    tap(webkit, "button", "Verstuur melding")
    find(webkit, "h1", "Verstuurd. Dank u wel.")
    find(webkit, "[data-slot=photo-status]", "Foto 1 is verstuurd.")
    code = find(webkit, "[data-slot=code]").text

    webkit.delete_all_cookies()
    webkit.get(f"{demo.url}/volg")
    find(webkit, "#code").send_keys(code)
    tap(webkit, "button", "Bekijk mijn melding")
    find(webkit, "h1", residents.CATEGORY)
    assert "ontvangen" in find(webkit, ".timeline").text
    image = find(webkit, ".pair img")
    shape = "const image = arguments[0]; return image.complete && image.naturalWidth < image.naturalHeight"
    WebDriverWait(webkit, PATIENCE).until(lambda driver: driver.execute_script(shape, image), "upright")
