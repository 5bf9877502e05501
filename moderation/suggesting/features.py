"""What a text is recognised by: its words, pairs of words, and pieces of words, each as a number below `BUCKETS`.

A piece of a word reads compounds, endings and typing errors in every language; nothing here knows a language.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from zlib import crc32

from moderation.normalising import normalise

BUCKETS = 1 << 16
#: How many letters a piece has, the space at either end of a word included.
PIECES = range(2, 6)
#: Longer ones are no words, and would only cost time.
LONGEST_WORD = 40
WORDS = re.compile(r"[^\W\d_]+")
#: Letters that Unicode does not take apart, and those of Arabic that people exchange.
ALIKE = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "ة": "ه", "ى": "ي", "ґ": "г"})


def features(text: str) -> Iterator[int]:
    """The buckets of everything that a text is recognised by; the same one comes as often as it stands there."""
    words = words_of(text)
    for word in words:
        yield bucket(f"={word}")
        edged = f" {word[:LONGEST_WORD]} "
        for size in PIECES:
            for start in range(len(edged) - size + 1):
                yield bucket(edged[start : start + size])
    for first, second in pairwise(words):
        yield bucket(f"={first} {second}")


def words_of(text: str) -> list[str]:
    """The words in small letters without marks on them."""
    letters = unicodedata.normalize("NFD", normalise(text).text.lower())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).translate(ALIKE)
    return WORDS.findall(plain)


def bucket(piece: str) -> int:
    """The number of one piece; two pieces in one bucket are rare enough."""
    return crc32(piece.encode()) % BUCKETS
