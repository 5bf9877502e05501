"""Which category a resident may mean."""

from collections.abc import Collection

import numpy as np
from msgspec import Struct

from moderation.suggesting.weighing import scores, weights

MOST = 3


class Suggestion(Struct, frozen=True):
    """A category and how sure it is, from 0 to 1; all categories together are 1."""

    category: str
    confidence: float


def suggest(text: str, among: Collection[str] | None = None) -> list[Suggestion]:
    """Up to three categories, the likeliest first, `among` those that there are; none where the text says nothing.

    Any of our languages, also mixed: no language need be told. A suggestion is a question to a person, never a choice:
    nothing is routed by it, and a social or safety category is not filled in by it.
    """
    found = scores(text)
    if found is None:
        return []
    names = weights().categories
    kept = [index for index, name in enumerate(names) if among is None or name in among]
    shares = np.exp(found[kept] - found.max())
    shares /= shares.sum()
    best = np.argsort(-shares, kind="stable")[:MOST]
    return [Suggestion(names[kept[index]], round(float(shares[index]), 3)) for index in best]
