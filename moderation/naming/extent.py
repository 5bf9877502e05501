"""How far a name goes."""

from moderation.lists import names, not_names
from moderation.naming.context import JOINED, Context, cues
from moderation.streets import INFIXES

LONGEST = 5
#: What follows a Turkish name out of respect.
RESPECT = frozenset({"bey", "hanım", "abi", "abla"})
#: Behind these also a small word with an infix is a surname: "mijn naam is annemiek de roos".
SURE = frozenset({"called", "signing", "self"})


def last_word(here: Context, i: int, rule: str) -> int:
    """The last word of the name that begins with word i: over initials, small words, capitals and surnames."""
    end, at = i, i + 1
    small = here.words[i].text[0].islower() and here.words[i].text[0].isascii()
    while at < len(here.words) and at - i <= LONGEST and here.open[at] and JOINED.fullmatch(here.words[at].gap):
        infix = here.lower(at) in INFIXES and here.lower(at) not in {"op", "in", "aan", "la"}
        if not infix:
            if not (belongs(here, at) or (small and belongs_in_small(here, at, rule))):
                break
            end = at
        at += 1
    return end


def belongs(here: Context, at: int) -> bool:
    """Whether word `at` goes on with the name before it."""
    word = here.words[at]
    if word.lower in cues("stop") or word.lower in cues("titles") or word.lower in RESPECT:
        return False
    if not word.initials and (not word.capital or word.first):
        return not word.text[0].isascii() and here.listed(at)
    if word.initials or after_infix(here, at) or word.lower in names().last:
        return True
    return word.lower not in not_names("never") and (here.ordinary(at) < 2 or here.lower(at - 1) in names().first)


def belongs_in_small(here: Context, at: int, rule: str) -> bool:
    """The same in a name that is written in small letters."""
    word = here.words[at]
    if word.lower in cues("stop") or word.lower in cues("titles") or word.lower in RESPECT or here.ordinary(at) == 2:
        return False
    if here.words[at - 1].initials or (after_infix(here, at) and (rule in SURE or word.lower in names().last)):
        return True
    return here.ordinary(at) == 0 and here.listed(at)


def after_infix(here: Context, at: int) -> bool:
    """Whether a small word stands before word `at`, also at the end of a double name: "Ten Broeke-van Loon"."""
    return here.lower(at - 1).rsplit("-", 1)[-1] in INFIXES
