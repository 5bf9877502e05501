"""Suggested categories, for texts of which the category is known.

A line is `{"text", "category", "lang"?}`; without `lang` it is Dutch. `top3` is the share of which the category is
among the three that are suggested.
"""

from pathlib import Path
from typing import Any

import msgspec

from moderation.evaluating.pii import share, time_of, timed
from moderation.suggesting import suggest

OWN = Path(__file__).parents[2] / "tests" / "texts" / "category_held_out.jsonl"
#: From this many words a text is long.
LONG = 25


class Line(msgspec.Struct):
    """One text."""

    text: str
    category: str
    lang: str = "nl"

    @property
    def length(self) -> str:
        """Whether it is short or long."""
        return "long" if len(self.text.split()) >= LONG else "short"


def evaluate(file: Path | None = None) -> dict[str, Any]:
    """The figures for the texts in `file`, or for our own held-out ones."""
    lines = [msgspec.json.decode(line, type=Line) for line in (file or OWN).read_bytes().splitlines() if line.strip()]
    places = [place(line) for line in lines]
    languages = [line.lang for line in lines]
    lengths = [f"{line.lang} {line.length}" for line in lines]
    return {
        **tops(places),
        **timed("", [time_of(suggest, line.text) for line in lines]),
        "languages": parted(languages, places),
        "lengths": parted(lengths, places),
    }


def place(line: Line) -> int | None:
    """Where the right category stands among the suggested ones, from 0; None where it is not there."""
    suggested = [each.category for each in suggest(line.text)]
    return suggested.index(line.category) if line.category in suggested else None


def tops(places: list[int | None]) -> dict[str, float]:
    """The share that stands first, and that is there."""
    return {
        "top1": share(places.count(0), len(places)),
        "top3": share(len(places) - places.count(None), len(places)),
    }


def parted(keys: list[str], places: list[int | None]) -> dict[str, dict[str, float]]:
    """The same, for each part by itself."""
    return {
        key: tops([place for each, place in zip(keys, places, strict=True) if each == key]) for key in sorted(set(keys))
    }
