"""Words and what stands between them."""

import re
from typing import NamedTuple

#: Initials ("J.H."), a word with what ties it together ("Jan-Willem", "d'Arc"), or a number with its letters ("45a").
WORD = re.compile(
    r"(?:[^\W\d_]\.-?){1,6}(?=[\s,;:)]|$|[^\W\d_]{2})"
    r"|(?:[dloDLO]')?[^\W\d_]+(?:-[^\W\d_]+)*|\d+[^\W\d_]*|'(?:[snt]|er)\b"
)


class Token(NamedTuple):
    """One word: where it stands, how it is written, and whether a sentence begins with it."""

    start: int
    end: int
    text: str
    lower: str
    #: What stands between the word before it and this one.
    gap: str
    first: bool

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter and goes on in small ones, as a name does."""
        return self.text[0].isupper() and (len(self.text) == 1 or not self.text.isupper() or "." in self.text)

    @property
    def initials(self) -> bool:
        """Whether these are initials."""
        return self.text.endswith(".")


def tokens(text: str) -> list[Token]:
    """The words of a text. In a text that shouts no word has a capital that means anything."""
    shouting = sum(map(str.isupper, text)) > sum(map(str.islower, text))
    words: list[Token] = []
    end = 0
    for found in WORD.finditer(text):
        gap = text[end : found.start()]
        word = found[0]
        after_initials = bool(words) and words[-1].initials and not gap.strip()
        first = not words or (not after_initials and bool(re.search(r"[.!?…\n]|^[^\w(]*[-•*]\s+$", gap)))
        words.append(Token(*found.span(), word.lower() if shouting else word, lowered(word), gap, first))
        end = found.end()
    return words


def lowered(word: str) -> str:
    """A word in small letters; the Turkish İ is a plain i."""
    return word.replace("İ", "i").lower()
