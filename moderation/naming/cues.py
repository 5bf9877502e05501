"""What stands before a name and tells of it: "meneer", "buurvrouw", "hij heet", "groetjes"."""

import re

from moderation.lists import names, not_names, places
from moderation.naming.context import Context, cues, known
from moderation.streets import INFIXES

#: What may stand between a cue and the name: "heet: Piet", "groetjes,\nPiet".
CUED = re.compile(r"[\s:,;.(\"'!-]{1,4}|[^\w]{0,3}")
NAMES = frozenset({"naam", "name", "names", "namen"})
#: "ik ben Anna"
SELF = (["ik", "ben"], ["i", "am"], ["this", "is"], ["met", "mevrouw"])
SELVES = frozenset({"i'm", "ben", "jestem", "я", "أنا"})
#: Small words that begin no surname by themselves in small letters.
PREPOSITIONS = frozenset({"al", "op", "in", "aan"})
STEPS = 3


def cue_before(here: Context, i: int) -> str:
    """The kind of cue right before word i, or nothing."""
    gap = here.words[i].gap
    if i == 0 or not CUED.fullmatch(gap):
        return ""
    before = here.words[i - 1]
    tied = "." not in gap.strip() and "!" not in gap
    if before.lower in cues("titles") and (tied or gap == ". "):
        return "title"
    if before.lower in cues("signing"):
        return "signing"
    if not tied:
        return ""
    describing = before.first and before.lower in {"kleine", "oude", "ouwe"}
    if before.lower in cues("relations") and not describing and "," not in gap[:-1]:
        return "relation"
    if before.lower in NAMES | {"namens"} and ":" in gap:
        return "called"
    return "called" if named(here, i) else greeted(here, i)


def named(here: Context, i: int) -> bool:
    """Whether the words before word i say that a name comes: "hij heet", "mijn naam is", "noemen ze hem"."""
    at = i - 1
    while at > 0 and i - 1 - at < STEPS and here.lower(at) in cues("between"):
        at -= 1
    stepped = at < i - 1
    verb = here.lower(at)
    if here.animal(at):
        return False
    if verb in cues("called") or (stepped and verb.startswith(("noem", "nazyw"))):
        return True
    return stepped and verb in NAMES and here.lower(i - 1) in {"is", "zijn", "bel"}


def greeted(here: Context, i: int) -> str:
    """Whether it is somebody who is greeted, who says "ik ben", or who greets."""
    before = [here.lower(i - 2), here.lower(i - 1)]
    if before[1] in cues("greeting"):
        return "greeting"
    if before in SELF or before[1] in SELVES:
        return "self"
    return "signing" if before[1] == "van" and before[0] in cues("signing") else ""


def begin(here: Context, i: int, cue: str) -> int | None:
    """Where the name behind a cue begins, if one does."""
    at = i
    while at < len(here.words) - 1 and here.lower(at) in INFIXES - PREPOSITIONS and at - i < STEPS:
        at += 1
    if at == i:
        return i if fits(here, i, cue) else None
    if not here.open[at] or here.words[at].gap not in {" ", "'", "-"}:
        return None
    if here.lower(i) == "van" and here.lower(i - 1).startswith("groet"):
        return i + 1 if fits(here, i + 1, cue) else None
    capital = here.words[at].capital
    strong = cue in {"title", "signing", "called"} or (cue == "relation" and capital)
    nobody = here.lower(at) in cues("stop") or here.lower(at) in cues("relations")
    if not strong or nobody or here.lower(i) in {"het", "la", "le"}:
        return None
    surname = here.lower(at) in names().last and here.ordinary(at) < 2
    return i if capital or surname else None


def fits(here: Context, i: int, cue: str) -> bool:
    """Whether word i is a name, now that this cue stands before it."""
    word = here.words[i]
    called = cue == "signing" and word.capital and word.lower in names().first
    if (word.lower in cues("stop") and not called) or word.lower in places() or here.animal(i):
        return False
    if word.lower in not_names("businesses") and not (word.capital and word.lower in names().last):
        return False
    listed = here.listed(i) and here.ordinary(i) < 2
    unheard = here.ordinary(i) == 0 and not known(word.lower)
    if cue == "signing":
        return signs(here, i, listed)
    if cue == "greeting":
        return word.capital and (word.lower in names().first or unheard)
    if cue == "self":
        return word.capital and (word.lower in names().first or unheard) and word.lower not in not_names("never")
    capital = word.capital and here.capitals_tell and (not word.first or word.gap == ". ")
    if cue == "relation":
        return (capital and (here.listed(i) or here.ordinary(i) == 0)) or (listed and word.lower in names().first)
    personal = cue == "title" and here.lower(i - 1) in cues("personal") and word.text[0].isascii()
    if capital and personal and "," not in word.gap:
        return word.lower not in not_names("never")
    return (capital and (here.listed(i) or here.ordinary(i) < 2)) or listed or unheard or word.initials


def signs(here: Context, i: int, listed: bool) -> bool:
    """Whether word i is how somebody signs: also with a name that nobody knows, when the text ends with it."""
    word = here.words[i]
    if word.initials or listed or (word.capital and (here.listed(i) or here.ordinary(i) < 2)):
        return True
    if len(word.text) == 1:
        return i + 1 < len(here.words)
    closes = i + STEPS > len(here.words) or "\n" in here.words[i + 1].gap
    return closes and not known(word.lower)
