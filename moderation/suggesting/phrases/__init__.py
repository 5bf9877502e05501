"""Phrases that the suggestion learns from: a file per language, a heading per category, a phrase per line.

Under the heading `-` stands what people say in any report: it teaches what means nothing.
"""

from importlib.resources import files

#: The heading of what belongs to no category.
ANY = "-"


def read_phrases() -> dict[str, dict[str, list[str]]]:
    """Language → category → phrases."""
    found = files("moderation.suggesting.phrases").iterdir()
    texts = sorted((file.name, file.read_text(encoding="utf-8")) for file in found if file.name.endswith(".txt"))
    return {name.removesuffix(".txt"): sections(text) for name, text in texts}


def sections(text: str) -> dict[str, list[str]]:
    """Heading → the lines below it."""
    parts = [part.splitlines() for part in text.removeprefix("# ").split("\n# ")]
    return {heading: [line for line in lines if line] for heading, *lines in parts}
