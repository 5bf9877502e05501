"""Names that a list has, as far as they are no ordinary words where they stand."""

import re

from moderation.lists import bent, names, not_names, places
from moderation.naming.context import JOINED, Context, cues, known
from moderation.tokens import Token
from moderation.words import english

AGE = re.compile(r" \(\d{1,2}\)")
SLAVIC = re.compile("[ąęłśżźćńа-яіїє]")
SURNAME = re.compile(r"(?:sk[iay]|icz|oğlu|ović|enko|енко|ський|ська|чук)$")
SHORTEST = 3
#: Behind these a surname may stand alone: "de auto van Visser", in small letters too.
OWNERS = frozenset({"van", "door", "met", "volgens", "bij", "aan"})
SELLERS = frozenset({"bakker", "slager", "kapper", "groenteboer", "visboer"})


def initials_name(here: Context, i: int) -> bool:
    """Whether the initials at word i have a surname behind them."""
    at = here.over_infixes(i + 1)
    if here.capital_at(at) and not here.words[at].initials:
        return here.ordinary(at) < 2 or at > i + 1 or here.listed(at)
    tied = at < len(here.words) and here.open[at] and bool(JOINED.fullmatch(here.words[at].gap))
    return tied and at > i + 1 and here.lower(at) in names().last and here.ordinary(at) < 2


def listed(here: Context, i: int) -> bool:
    """Whether a list of names has word i, and it is no ordinary word here."""
    word = here.words[i]
    ordinary = here.ordinary(i)
    if not is_first(here, i, ordinary):
        return surname(here, i)
    if word.lower in cues("stop") or word.lower in places() or here.animal(i):
        return False
    if ordinary == 0:
        return uncommon(here, i)
    common = word.lower in not_names("words") or word.lower in not_names("never")
    if not word.capital and ordinary == 1 and not here.article(i) and not common:
        return spoken_of(here, i)
    if here.article(i) or ordinary == 2 or not word.capital:
        return in_spite(here, i)
    if AGE.match(here.claims.text, word.end) or followed(here, i):
        return True
    return not word.first and here.capitals_tell and word.lower not in not_names("never")


def is_first(here: Context, i: int, ordinary: int) -> bool:
    """Whether word i is somebody's first name."""
    word = here.words[i]
    if word.lower in names().first:
        return True
    if not word.capital:
        return False
    if (ordinary == 0 and word.lower in names().anywhere) or hyphened(word):
        return True
    slavic = not word.text.isascii() or (not known(word.lower) and bool(SLAVIC.search(here.claims.text)))
    return slavic and not word.first and bent(word.lower)


def uncommon(here: Context, i: int) -> bool:
    """Whether a first name that is no word is meant as one: not in "Wim ik het niet dacht"."""
    word = here.words[i]
    after = here.words[i + 1 : i + 2]
    if word.first and after and after[0].gap == " " and after[0].lower in cues("slips"):
        return False
    article = here.article(i) and here.lower(i - 1) != "het"
    if word.capital or not word.text[0].isascii():
        return not article or here.lower(i - 1) == "een" or followed(here, i)
    return len(word.text) >= SHORTEST and not article


def spoken_of(here: Context, i: int) -> bool:
    """Whether the words beside word i treat it as somebody: "heb jan gevraagd", "piet zegt"."""
    word = here.words[i]
    if word.lower not in names().first or len(word.text) < SHORTEST or word.lower in english().used:
        return False
    return (here.lower(i - 1) in cues("weak") or here.lower(i + 1) in cues("acts")) and word.gap in {"", " "}


def in_spite(here: Context, i: int) -> bool:
    """Whether an ordinary word is a name by what is behind it: "Mark Jonkers", "Toon zegt"."""
    word = here.words[i]
    if not word.capital or word.lower in not_names("never"):
        return False
    acting = here.lower(i + 1) in cues("acts") and here.words[i + 1].gap == " "
    if (
        here.lower(i + 1) == "van"
        and here.lower(i + 2) in cues("behind_van")
        and not word.first
        and not here.article(i)
    ):
        return True
    return has_surname(here, i) or (acting and not here.article(i))


def has_surname(here: Context, i: int) -> bool:
    """Whether a surname stands behind word i."""
    at = here.over_infixes(i + 1)
    if not here.capital_at(at):
        return False
    word = here.lower(at)
    return at > i + 1 or (word not in places() and (word in names().last or not known(word)))


def followed(here: Context, i: int) -> bool:
    """Whether what comes behind word i makes it somebody: a surname, or what people do."""
    if i + 1 >= len(here.words) or not JOINED.fullmatch(here.words[i + 1].gap):
        return False
    if has_surname(here, i):
        return True
    after = here.lower(i + 1)
    if after == "van":
        return here.lower(i + 2) in cues("behind_van") or here.lower(i + 2)[:1].isdigit()
    if here.lower(i) in not_names("never"):
        return False
    return after in cues("acts") or (after in cues("verbs") and here.lower(i) not in not_names("words"))


def hyphened(word: Token) -> bool:
    """Whether it is a double name: "Jan-Willem"."""
    parts = word.lower.split("-")
    return len(parts) > 1 and all(part in names().first or part in names().last for part in parts)


def surname(here: Context, i: int) -> bool:
    """Whether word i alone is a surname: in a list, inside a sentence, and no word."""
    word = here.words[i]
    if word.lower not in names().last and not SURNAME.search(word.lower):
        return False
    if word.first or here.never(i):
        return False
    owner = here.lower(i - 1) in OWNERS and word.gap == " "
    if not word.capital:
        uncertain = here.ordinary(i) > 0 or word.lower not in names().last or len(word.text) <= SHORTEST + 1
        return not uncertain and (owner or here.lower(i - 1) in SELLERS)
    return (owner and here.ordinary(i) < 2) or (here.ordinary(i) == 0 and not known(word.lower))
