"""Names that no list has: capitals that no word needs, and what people say of somebody."""

import re

from moderation.lists import names
from moderation.naming.context import ARTICLES, Context, cues, is_word, known
from moderation.naming.listed import followed

#: "De Wit op nummer 30", "Toon (06…"
TIE = re.compile(r"[ ,:(-]*(?:(?:op|uit|bij) )?")
REACHING = frozenset({"PHONE", "EMAIL", "ADDRESS"})
GAPS = frozenset({" ", ", ", " (", ' "', ": "})
#: Before a place or a thing.
PLACING = frozenset({"de", "het", "een", "the", "'t", "in", "te", "naar", "ul"})
SURNAME_PAIRS = frozenset({("van", "der"), ("van", "den"), ("von", "der"), ("van", "'t"), ("op", "den"), ("de", "la")})
TOLD = re.compile(
    r" (?:is de naam|is zijn naam|is haar naam|noemen ze|heet (?:hij|ze|zij|die)|genaamd|staat op de bel"
    r"|is his name|is her name)\b"
)
#: An unknown word that ends so is a thing or a place.
THING = re.compile(
    r"(?:paal|lamp|bord|bak|hok|huis|huisje|kast|kelder|deur|raam|stoep|tegel|boom|put|brug|lift|trap|container|zak|fiets"
    r"|auto|bus|plek|plaats|veld|veldje|school|winkel|markt|kerk|flat|toren|garage|team|dienst|afval|vuil|last|lawaai"
    r"|muziek|water|licht|ing|heid|tie|aal|eel|ief|baar|loos|s|en|jes|tje|stad|dorp|land|berg|buurt|park|spiegel|scooter|groep|app|actie|pas)$"
)
SURROUNDING = frozenset({"in", "en", "naar", "uit", "op", "bij", "rond"})
QUARTER = re.compile(r"(?:polder|wijk|buurt|park|dorp|stad|kwartier|oever|eiland)$")
SHORTEST = 3


def unknown(here: Context, i: int) -> bool:
    """Whether word i has a capital inside a sentence and is no word that we know."""
    word = here.words[i]
    if not word.capital or word.first or not here.capitals_tell or word.initials or len(word.text) < SHORTEST:
        return False
    if here.lower(i - 1) in PLACING or word.gap not in GAPS or here.animal(i):
        return False
    if here.lower(i - 1) in SURROUNDING and QUARTER.search(word.lower):
        return False
    return not (is_word(word.lower) or here.never(i) or word.lower in cues("titles"))


def paired(here: Context, i: int) -> bool:
    """Whether two unknown words with capitals stand together, also where a sentence begins: "Sjon de Lange"."""
    at = here.over_infixes(i + 1)
    if not here.words[i].capital or not here.capital_at(at) or here.words[at].gap != " ":
        return False
    both = (i,) if at > i + 1 else (i, at)
    return all(
        len(here.words[each].text) >= SHORTEST and not is_word(here.lower(each)) and not here.never(each)
        for each in both
    )


def prefixed(here: Context, i: int) -> bool:
    """Whether a surname begins here with the small words that only surnames have: "Van der Zee", "El Amrani"."""
    word = here.words[i]
    if word.lower not in cues("surname_starts"):
        return False
    pair = (word.lower, here.lower(i + 1)) in SURNAME_PAIRS
    twice = here.lower(i - 1) == "van" == word.lower
    inside = word.capital and not word.first and word.lower in {"van", "von"}
    at = i + 2 if pair else i + 1
    signed = at < len(here.words) and reached(here, here.words[at].end, here.claims.text[here.words[at].end :][:60])
    if not (pair or twice or inside or signed or word.lower in cues("surname_starts_alone")):
        return False
    if not here.capital_at(at) or here.words[at].gap not in {" ", "-"}:
        return False
    return twice or signed or (word.capital and not is_verb(here, i)) or (pair and here.ordinary(at) < 2)


def is_verb(here: Context, i: int) -> bool:
    """Whether "Ben" is what somebody is, not what somebody is called."""
    return here.lower(i) == "ben" and here.lower(i - 1) in {"ik", "i"}


def told(here: Context, i: int) -> bool:
    """Whether what stands behind word i says that it is somebody: "Pauw is de naam", "Toon 0612…"."""
    word = here.words[i]
    if not word.capital or here.never(i) or here.lower(i - 1) in ARTICLES - {"een"} or here.animal(i):
        return False
    rest = here.claims.text[word.end : word.end + 60]
    if TOLD.match(rest) or (reached(here, word.end, rest) and (not word.first or here.ordinary(i) == 0)):
        return True
    if here.ordinary(i) == 2:
        return False
    first = word.lower in names().anywhere
    if word.first and (word.lower in cues("relations") | cues("titles") or (not first and known(word.lower))):
        return False
    if first and (not word.first or followed(here, i)):
        return True
    if word.lower in names().last and here.lower(i - 1) in cues("weak") and not word.first:
        return True
    human = here.lower(i + 1) in cues("verbs") | cues("acts") and here.words[i + 1].gap == " "
    plain = len(word.text) >= SHORTEST and not THING.search(word.lower) and not is_word(word.lower)
    return human and word.first and plain


def reached(here: Context, end: int, rest: str) -> bool:
    """Whether a telephone number or an address stands right behind."""
    tie = TIE.match(rest)
    at = end + (tie.end() if tie else 0)
    return any(found.start == at and found.kind in REACHING for found in here.claims.findings)
