"""Which words are ordinary ones, from the frequency lists of pyspellchecker: 32 bits a word are enough to know one."""

import gzip
import json
from array import array
from bisect import bisect_left
from functools import cache
from importlib.resources import files
from zlib import crc32

#: In these lists a word that was only added to be complete, often a name, is counted 50 times.
ADDED = 50
#: From here on a word is one that everybody uses every day: never a name in small letters.
EVERYDAY = 12_000


class Words:
    """A set of words. With 340,000 of them it wrongly knows one word in ten thousand, in 1.4 MB."""

    def __init__(self, words: list[str]) -> None:
        self.marks = array("I", sorted({crc32(word.encode()) for word in words}))

    def __contains__(self, word: str) -> bool:
        mark = crc32(word.encode())
        at = bisect_left(self.marks, mark)
        return at < len(self.marks) and self.marks[at] == mark


class Language:
    """The words of one language: all that are known, those in use, and those of every day."""

    def __init__(self, code: str, used: int, everyday: int) -> None:
        packed = files("spellchecker").joinpath("resources", f"{code}.json.gz").read_bytes()
        counts: dict[str, int] = json.loads(gzip.decompress(packed))
        self.known = Words(list(counts))
        self.used = Words([word for word, count in counts.items() if count > used])
        self.everyday = Words([word for word, count in counts.items() if count > everyday])


@cache
def dutch() -> Language:
    """Dutch."""
    return Language("nl", ADDED, EVERYDAY)


@cache
def english() -> Language:
    """English, of which only the words in real use matter: its list has many names, in small letters too."""
    return Language("en", 20_000, 60_000)


@cache
def arabic() -> Language:
    """Arabic, whose names are words."""
    return Language("ar", 300, 2_000)


def compound(word: str) -> bool:
    """Whether a word is made of two Dutch ones: "buurtgroenfeest"."""
    if len(word) < 8:
        return False
    used = dutch().used
    return any(word[:cut] in used and word[cut:].removeprefix("s") in used for cut in range(4, len(word) - 3))
