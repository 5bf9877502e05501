"""Personal data and urgency in texts with marked spans.

A line is `{"text", "spans": [[start, end, KIND]], "labels"?: ["emergency"], "advice"?: ["112"]}`. Only lines that have
`labels` or `advice` count for urgency.
"""

import time
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec

from moderation.advice import advise
from moderation.personal import find_citizen_numbers, find_personal

OWN = Path(__file__).parents[2] / "tests" / "texts" / "personal_held_out.jsonl"
#: A text is timed this often, and its best time counts: what else the machine does is not ours.
TIMES = 3
URGENT = {"112", "113", "emergency"}


class Line(msgspec.Struct):
    """One text."""

    text: str
    spans: list[tuple[int, int, str]] = []
    labels: list[str] | None = None
    advice: list[str] | None = None


class Tally:
    """What was counted."""

    def __init__(self) -> None:
        self.spans: Counter[str] = Counter()
        self.covered: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.right: Counter[str] = Counter()
        self.clean = self.touched = 0
        self.urgent = self.warned = self.calm = self.needless = 0

    def add(self, line: Line) -> None:
        """Counts one text."""
        findings = [each for each in find_personal(line.text) if each.hidden]
        hidden = {at for each in findings for at in range(each.start, each.end)}
        for start, end, kind in line.spans:
            self.spans[kind] += 1
            self.covered[kind] += hidden.issuperset(range(start, end))
        for each in findings:
            self.found[each.kind] += 1
            self.right[each.kind] += any(each.start < end and start < each.end for start, end, _ in line.spans)
        self.clean += not line.spans
        self.touched += not line.spans and bool(findings)
        if line.labels is not None or line.advice is not None:
            self.add_urgency(line)

    def add_urgency(self, line: Line) -> None:
        """Counts whether the card with 112 or 113 comes when it should."""
        card = bool(URGENT & set(advise(line.text)))
        urgent = bool(URGENT & {*(line.labels or []), *(line.advice or [])})
        self.urgent += urgent
        self.warned += urgent and card
        calm = not urgent and not line.advice
        self.calm += calm
        self.needless += card and calm


def evaluate(file: Path | None = None) -> dict[str, Any]:
    """The figures for the texts in `file`, or for our own held-out ones."""
    lines = [msgspec.json.decode(line, type=Line) for line in (file or OWN).read_bytes().splitlines() if line.strip()]
    tally = Tally()
    for line in lines:
        tally.add(line)
    figures: dict[str, Any] = {
        "recall": share(tally.covered.total(), tally.spans.total()),
        "precision": share(tally.right.total(), tally.found.total()),
        "clean_touched": share(tally.touched, tally.clean, empty=0.0),
        **timed("", [time_of(find_personal, line.text) for line in lines]),
        **timed("blocking_", [time_of(blocking, line.text) for line in lines]),
        "kinds": {
            kind: {
                "recall": share(tally.covered[kind], tally.spans[kind]),
                "precision": share(tally.right[kind], tally.found[kind]),
            }
            for kind in sorted(tally.spans | tally.found)
        },
    }
    if tally.urgent + tally.calm:
        urgency = {
            "recall": share(tally.warned, tally.urgent),
            "needless": share(tally.needless, tally.calm, empty=0.0),
        }
        figures["urgency"] = urgency
    return figures


def share(part: int, whole: int, *, empty: float = 1.0) -> float:
    """A part of a whole, in four decimals; `empty` where there is no whole."""
    return round(part / whole, 4) if whole else empty


def blocking(text: str) -> None:
    """What stands in the way of sending."""
    advise(text)
    find_citizen_numbers(text)


def time_of(work: Any, text: str) -> float:
    """Milliseconds that one text takes."""
    times = []
    for _ in range(TIMES):
        began = time.perf_counter()
        work(text)
        times.append(time.perf_counter() - began)
    return min(times) * 1000


def timed(name: str, times: list[float]) -> dict[str, float]:
    """The median and the 95th percentile, in milliseconds."""
    times = sorted(times) or [0.0]
    return {
        f"{name}p50_ms": round(times[len(times) // 2], 3),
        f"{name}p95_ms": round(times[int(len(times) * 0.95)], 3),
    }
