"""What was learned, as data: how much each bucket speaks for each category. Needs numpy only."""

from collections import Counter
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from moderation.suggesting.features import features

FILE = files("moderation").joinpath("data", "categories.npz")


class Weights(NamedTuple):
    """The categories; a row of small numbers per bucket, a scale per category; how telling each bucket is."""

    categories: tuple[str, ...]
    rows: NDArray[np.int8]
    scale: NDArray[np.float32]
    telling: NDArray[np.float16]


@cache
def weights() -> Weights:
    """The weights that come with the package: 2 MB of memory."""
    with FILE.open("rb") as file:
        arrays: Any = np.load(file)
        return Weights(tuple(map(str, arrays["categories"])), arrays["rows"], arrays["scale"], arrays["telling"])


def counted(text: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The buckets of a text, and how often each stands in it: twice tells more than once, but not twice as much."""
    counts = Counter(features(text))
    often = np.fromiter(counts.values(), np.float32, len(counts))
    return np.fromiter(counts, np.int64, len(counts)), 1 + np.log(often)


def scores(text: str) -> NDArray[np.float32] | None:
    """How much a text speaks for each category, as logarithms; None where it has nothing that was ever learned."""
    learned = weights()
    buckets, values = counted(text)
    rows = learned.rows[buckets]
    if not rows.any():
        return None
    values = values * learned.telling[buckets].astype(np.float32)
    found: NDArray[np.float32] = values @ rows.astype(np.float32) * learned.scale / np.linalg.norm(values)
    return found
