"""One way of writing for all rules: composed letters, plain digits, quotes and spaces; and the way back to the text."""

import re
import unicodedata
from typing import NamedTuple

#: Characters that are not seen: zero-width ones, marks of direction, soft hyphen, variation selectors, tatweel.
UNSEEN = frozenset("\u00ad\u034f\u061c\u0640\u180e\ufeff") | frozenset(
    map(chr, [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFE00, 0xFE10)])
)
PLAIN = {
    **dict.fromkeys("\u2018\u2019\u201b\u02bc\u0060\u00b4\u02b9", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\u3000\t", " "),
}
#: Short vowels of Arabic and the like are heard and rarely written.
UNWRITTEN = re.compile("[\u064b-\u0652\u0670]")
SIMPLE = re.compile(r"[\n -_a-~]*")


class Normal(NamedTuple):
    """A text in one way of writing. `starts[i]` and `ends[i]` say where character i stands in the original."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original of `start` up to `end`, which are not the same."""
        return self.starts[start], self.ends[end - 1]


def normalise(text: str) -> Normal:
    """`text` in one way of writing, with the way back."""
    if SIMPLE.fullmatch(text):
        return Normal(text, tuple(range(len(text))), tuple(range(1, len(text) + 1)))
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in clusters(text):
        for letter in written(text[start:end]):
            letters.append(letter)
            starts.append(start)
            ends.append(end)
    return Normal("".join(letters), tuple(starts), tuple(ends))


def clusters(text: str) -> list[tuple[int, int]]:
    """Where each character with the marks on it begins and ends."""
    edges = [i for i, character in enumerate(text) if i == 0 or not unicodedata.combining(character)]
    return list(zip(edges, [*edges[1:], len(text)], strict=True))


def written(cluster: str) -> str:
    """How one character with its marks is written: nothing for what is not seen."""
    if len(cluster) == 1 and cluster.isascii():
        return PLAIN.get(cluster, cluster)
    seen = "".join(PLAIN.get(each, each) for each in cluster if each not in UNSEEN)
    digits = "".join(str(unicodedata.digit(each, each)) for each in unicodedata.normalize("NFKC", seen))
    # NFKC makes " ̈" of "¨" and words of some signs: what is no single letter stays as it was.
    plain = digits if len(digits) == 1 else unicodedata.normalize("NFC", seen)
    return UNWRITTEN.sub("", plain)
