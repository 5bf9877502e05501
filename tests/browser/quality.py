"""What is wrong with a page as it stands on the screen: accessibility, width, things too small to tap."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

HERE = Path(__file__).parent
NODE_MODULES = HERE / "node_modules"
NARROW = {"width": 320, "height": 640}
LEAST = 44  # CSS pixels, both ways
#: Links inside a sentence are as high as its line (WCAG 2.5.8), and what only screen readers meet has no size.
SMALL = """(least) => {
    const targets = 'a[href], button, summary, select, textarea, input:not([type=hidden])'
    const box = (element) => [element, ...(element.labels ?? [])].map((each) => each.getBoundingClientRect())
    const inSentence = (element) => {
        const sentence = element.closest('p, li, dd, span')
        return element.matches('a') && sentence && sentence.innerText.trim() !== element.innerText.trim()
    }
    const small = []
    for (const element of document.querySelectorAll(targets)) {
        if (!element.checkVisibility() || element.matches('.skip') || inSentence(element)) continue
        if (element.matches('.unseen') && !element.labels?.length) continue
        const boxes = box(element)
        const width = Math.max(...boxes.map((each) => each.width))
        const height = Math.max(...boxes.map((each) => each.height))
        if (Math.round(width) < least || Math.round(height) < least) {
            small.push(`${element.outerHTML.slice(0, 120)} is ${Math.round(width)}×${Math.round(height)}`)
        }
    }
    return small
}"""
OVERFLOW = "document.documentElement.scrollWidth - innerWidth"


def complaints(page: Page) -> list[str]:
    """Everything that is wrong with what the page shows now."""
    return [*accessibility(page), *too_small(page), *too_wide(page)]


def accessibility(page: Page) -> list[str]:
    """What axe finds, in light and in dark."""
    found = []
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate((NODE_MODULES / "axe-core" / "axe.min.js").read_text())
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        result: dict[str, Any] = page.evaluate("axe.run({ resultTypes: ['violations'] })")
        found += [
            f"{scheme}: {rule['id']}: {node['html'][:160]} {node['failureSummary']}"
            for rule in result["violations"]
            for node in rule["nodes"]
        ]
    page.emulate_media(color_scheme="light")
    return found


def too_small(page: Page) -> list[str]:
    """What a thumb misses."""
    small: list[str] = page.evaluate(SMALL, LEAST)
    return [f"too small to tap: {each}" for each in small]


def too_wide(page: Page) -> list[str]:
    """Whether the narrowest phone has to scroll sideways."""
    usual = page.viewport_size
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    wider = page.evaluate(OVERFLOW)
    if usual:
        page.set_viewport_size(usual)
    return [f"{wider} pixels too wide for a phone of {NARROW['width']}"] if wider > 0 else []


def top(part: Locator) -> float:
    """Where it begins on the screen, in CSS pixels."""
    box = part.bounding_box()
    assert box
    return box["y"]


def bottom(part: Locator) -> float:
    """Where it ends."""
    box = part.bounding_box()
    assert box
    return box["y"] + box["height"]
