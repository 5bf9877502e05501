"""What a text costs: what stands in the way of sending, the whole assessment, and the memory that the lists take.

The yardstick is one pass of a regular expression over the same texts: it is as good as free.
"""

import json
import re
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from moderation import advise, assess, find_citizen_numbers

TEXTS = Path(__file__).parents[1] / "texts"
TIMES = 5
#: As long as a text may be.
LONGEST = 4_000
MEGABYTE = 1 << 20


def main() -> None:
    """Prints the figures as one JSON object; times in milliseconds."""
    process = psutil.Process()
    before = process.memory_info().rss
    began = time.perf_counter()
    assess("Piet", "open")
    loading = time.perf_counter() - began
    grown = process.memory_info().rss - before
    lines = [line for file in TEXTS.glob("personal_*.jsonl") for line in file.read_text(encoding="utf-8").splitlines()]
    texts: list[str] = [json.loads(line)["text"] for line in lines]
    long = [" ".join(texts[i : i + 60])[:LONGEST] for i in range(0, len(texts) - 60, 30)]
    yardstick = spread(lambda text: re.findall(r"\w+", text), texts)
    figures = {
        "texts": len(texts),
        "yardstick_words": yardstick,
        "advice_and_bsn": spread(blocking, texts),
        "assessment": spread(lambda text: assess(text, "open"), texts),
        f"assessment_of_{LONGEST}_characters": spread(lambda text: assess(text, "open"), long),
        "loading_s": round(loading, 2),
        "memory_mb": round(grown / MEGABYTE),
    }
    figures["ratio"] = round(figures["assessment"]["p50"] / yardstick["p50"])  # type: ignore[index]
    print(json.dumps(figures, indent=2))


def blocking(text: str) -> None:
    """What stands in the way of sending."""
    advise(text)
    find_citizen_numbers(text)


def spread(work: Callable[[str], object], texts: list[str]) -> dict[str, float]:
    """The median and the 95th percentile over the texts, each timed a few times for its best."""
    times = sorted(min(timed(work, text) for _ in range(TIMES)) for text in texts)
    return {"p50": round(times[len(times) // 2], 3), "p95": round(times[int(len(times) * 0.95)], 3)}


def timed(work: Callable[[str], object], text: str) -> float:
    """Milliseconds of one run."""
    began = time.perf_counter()
    work(text)
    return (time.perf_counter() - began) * 1000
