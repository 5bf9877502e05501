"""The figures of our own texts. `python -m tests.texts.figures` writes them anew; a test compares them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from moderation.evaluating import category
from moderation.evaluating.pii import evaluate, share
from moderation.tone import tones

HERE = Path(__file__).parent
FILE = HERE / "figures.json"
#: A threat against staff and one against somebody else lead to the same people.
ALIKE = {"staff": {"staff", "threat"}, "threat": {"staff", "threat"}}


class Line(msgspec.Struct):
    """A text and its tone."""

    text: str
    tone: list[str]


def lines(name: str) -> Iterator[Line]:
    """The texts of one file."""
    for line in (HERE / f"{name}.jsonl").read_bytes().splitlines():
        yield msgspec.json.decode(line, type=Line)


def tone(name: str) -> dict[str, float]:
    """How many tones are heard, and how many calm texts are said to have one."""
    rows = [(set(line.tone), set(tones(line.text))) for line in lines(name)]
    marked = [heard for wanted, heard in rows if wanted and heard & ALIKE.get(min(wanted), wanted)]
    calm = [heard for wanted, heard in rows if not wanted]
    return {
        "recall": share(len(marked), len(rows) - len(calm)),
        "needless": share(sum(map(bool, calm)), len(calm), empty=0.0),
    }


def timeless(figures: dict[str, Any]) -> dict[str, Any]:
    """Figures without what this machine took."""
    return {key: value for key, value in figures.items() if not key.endswith("_ms")}


def measured() -> dict[str, Any]:
    """Everything but times, which are of the machine."""
    figures: dict[str, Any] = {}
    for part in ("seen", "held_out"):
        figures[f"personal_{part}"] = timeless(evaluate(HERE / f"personal_{part}.jsonl"))
        figures[f"urgent_{part}"] = evaluate(HERE / f"urgent_{part}.jsonl")["urgency"]
        figures[f"tone_{part}"] = tone(f"tone_{part}")
        figures[f"category_{part}"] = timeless(category.evaluate(HERE / f"category_{part}.jsonl"))
    return figures


if __name__ == "__main__":
    FILE.write_text(json.dumps(measured(), indent=2) + "\n", encoding="utf-8")
