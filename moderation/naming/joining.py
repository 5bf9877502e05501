"""Who stands beside a name: "Ricardo en shanice", "Wendy & Rob"."""

from moderation.lists import names, not_names
from moderation.naming.context import Context, cues, known
from moderation.naming.extent import last_word

SIGNS = frozenset({"&", "/"})
#: In other languages small letters are too often words.
DUTCH = frozenset({"en", "of", "and"})
SHORTEST = 3


def join(here: Context) -> None:
    """Claims the neighbours of the names that were found."""
    starts = {found.start for found in here.claims.findings if found.kind == "NAME"}
    ends = {found.end for found in here.claims.findings if found.kind == "NAME"}
    for i, word in enumerate(here.words):
        if not here.claims.free(word.start, word.end) or not word.text[0].isalpha():
            continue
        if beside(here, i, starts, ends) and is_name(here, i):
            end = here.words[last_word(here, i, "joined")].end
            here.claims.claim(word.start, end, "NAME", "likely", "joined")
            starts.add(word.start)
            ends.add(end)


def beside(here: Context, i: int, starts: set[int], ends: set[int]) -> bool:
    """Whether only "en" or "&" stands between word i and a name."""
    words = here.words
    if i and (words[i].gap.strip() in SIGNS and words[i - 1].end in ends):
        return True
    if i > 1 and words[i - 1].lower in cues("joining") and words[i - 2].end in ends:
        return True
    after = words[i + 1 : i + 3]
    if after and after[0].gap.strip() in SIGNS and after[0].start in starts:
        return True
    return len(after) == 2 and after[0].lower in cues("joining") and after[1].start in starts


def is_name(here: Context, i: int) -> bool:
    """Whether word i, beside a name, is one too."""
    word = here.words[i]
    if here.never(i) or word.lower in cues("relations") or word.lower in not_names("businesses"):
        return False
    anywhere = word.lower in names().anywhere
    if word.capital:
        return word.lower in names().first or here.ordinary(i) == 0 or (anywhere and here.ordinary(i) < 2)
    if not {here.lower(i - 1), here.lower(i + 1)} & DUTCH or len(word.text) < SHORTEST or not word.text.isascii():
        return False
    return here.ordinary(i) == 0 and (anywhere or not known(word.lower))
