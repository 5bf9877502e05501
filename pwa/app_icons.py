"""Draws the app's icon as SVG and PNG: `python -m pwa.app_icons`. A house with a lit door; it tells nothing."""

from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).parent / "static" / "icons"
GREEN, PAPER, LIGHT = "#0f5b4f", "#faf8f4", "#ffd447"
HOUSE = [(9, 25), (9, 15), (16, 8), (23, 15), (23, 25)]
DOOR = [(14, 25), (14, 19), (18, 19), (18, 25)]
GRID = 32
SHARPNESS = 4
"""Drawn this many times larger, then made small: smooth edges."""


def svg() -> str:
    """The icon as a vector."""

    def path(points: list[tuple[int, int]]) -> str:
        return "M" + "L".join(f"{x} {y}" for x, y in points) + "z"

    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {GRID} {GRID}">'
        f'<rect width="{GRID}" height="{GRID}" rx="7" fill="{GREEN}"/><path fill="{PAPER}" d="{path(HOUSE)}"/>'
        f'<path fill="{LIGHT}" d="{path(DOOR)}"/></svg>\n'
    )


def picture(size: int, *, rounded: bool, house: float = 1.0) -> Image.Image:
    """The icon in pixels. `house` scales the house within the tile: smaller where a phone cuts the edges off."""
    big = size * SHARPNESS
    image = Image.new("RGBA", (big, big), "#00000000")
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, big - 1, big - 1), big * 7 / GRID if rounded else 0, fill=GREEN)
    for points, colour in ((HOUSE, PAPER), (DOOR, LIGHT)):
        draw.polygon([placed(point, big, house) for point in points], fill=colour)
    return image.resize((size, size), Image.Resampling.LANCZOS)


def badge(size: int) -> Image.Image:
    """White on nothing, for the status bar of a phone."""
    big = size * SHARPNESS
    image = Image.new("RGBA", (big, big), "#ffffff00")
    draw = ImageDraw.Draw(image)
    draw.polygon([placed(point, big, 1.5) for point in HOUSE], fill="#ffffff")
    draw.polygon([placed(point, big, 1.5) for point in DOOR], fill="#ffffff00")
    return image.resize((size, size), Image.Resampling.LANCZOS)


def placed(point: tuple[int, int], big: int, scale: float) -> tuple[float, float]:
    """A point of the grid in pixels, scaled round the middle of the house."""
    x, y = point
    return ((16 + (x - 16) * scale) * big / GRID, (16 + (y - 16.5) * scale) * big / GRID)


def main() -> None:
    """Write all of them."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "icon.svg").write_text(svg(), encoding="utf-8")
    for name, image in {
        "192": picture(192, rounded=True),
        "512": picture(512, rounded=True),
        "180": picture(180, rounded=False),
        "maskable": picture(512, rounded=False, house=0.85),
        "badge": badge(96),
    }.items():
        image.save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
