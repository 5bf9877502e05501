"""Names of streets: what makes an address of a number, and no person of "Jan van Avennes"."""

import re

from moderation.claims import Claims
from moderation.lexicons import choice, listed
from moderation.lists import names
from moderation.tokens import Token
from moderation.words import dutch

#: One word that is a street by its end: "Bergselaan", "Jan-Gijzenkade", "essenstr."; or the word itself.
STREET = re.compile(
    rf"(?:[^\W\d_]{{2,}}|[^\W\d_'-]+[-'])*[^\W\d_]{{2,}}(?:{choice('streets', 'ends')})"
    rf"|[^\W\d_]{{3,}}(?:{choice('streets', 'short')})|str|straat|laan|plein|kade|weg",
    re.IGNORECASE,
)
#: What nearly every word is asked first: it takes no time.
ENDS = (*listed("streets", "ends"), *listed("streets", "short"))
#: Surnames end so too: "Zwanenburg" behind a first name is no street, until a number follows.
SURNAMES_END = re.compile(rf"(?:{choice('streets', 'surnames_end_too')})$")
#: "2e Vooruitgangstraat"
ORDINAL = re.compile(r"\d{1,2}[ed]e?")
#: Small words inside names of streets and people.
INFIXES = listed("streets", "infixes")
TIES = frozenset({" ", "-", "", ". ", "."})
LONGEST = 6
#: As house numbers are; telephone numbers are longer.
NUMBER = re.compile(r"\d{1,4}(?!\d)")
WOMEN_AND_MEN = frozenset({"meneer", "mevrouw", "mevr", "mw", "dhr", "heer", "familie", "fam", "gezin"})
#: "Ged. Oude Gracht", "Pres. Steynstraat"
ABBREVIATION = 5


def streets(claims: Claims, words: list[Token]) -> dict[int, int]:
    """The streets: index of the first word → of the last. Their characters name nobody."""
    found: dict[int, int] = {}
    for i, word in enumerate(words):
        if is_street(word):
            if SURNAMES_END.search(word.lower) and behind_a_name(words, i):
                continue
            first = begin(words, i)
            found = {a: b for a, b in found.items() if b < first}
            found[first] = i
        elif word.lower in listed("streets", "begins") and word.capital and (last := named_after(words, i)):
            found[i] = last
    return {a: b for a, b in found.items() if claims.free(words[a].start, words[b].end)}


def is_street(word: Token) -> bool:
    """Whether this word is the name of a street, or its last word."""
    if (
        not word.lower.endswith(ENDS)
        or not STREET.fullmatch(word.lower)
        or word.lower in listed("streets", "not_streets")
    ):
        return False
    return word.capital or word.lower not in dutch().used


def behind_a_name(words: list[Token], i: int) -> bool:
    """Whether a first name stands before word i, and no number behind it."""
    numbered = i + 1 < len(words) and bool(NUMBER.match(words[i + 1].text))
    if i == 0 or words[i].gap != " ":
        return False
    before = words[i - 1]
    return before.lower in WOMEN_AND_MEN or (before.capital and before.lower in names().first and not numbered)


def begin(words: list[Token], i: int) -> int:
    """The first word of the street that ends with word i: back over capitals, small words between them, and honours."""
    first, at = i, i - 1
    while at >= 0 and i - at < LONGEST and words[at + 1].gap in TIES:
        word = words[at]
        abbreviated = word.capital and len(word.text) <= ABBREVIATION and words[at + 1].gap == ". "
        honour = abbreviated or word.lower in listed("streets", "honours")
        if words[at + 1].first and not honour:
            break
        if honour or part_of_name(word):
            first = at
        elif word.lower not in INFIXES:
            break
        at -= 1
    return first


def part_of_name(word: Token) -> bool:
    """Whether a word before a street belongs to it; a sentence may begin with "Op" or "Vanaf"."""
    if word.lower in listed("streets", "adjectives"):
        return True
    if word.first and word.lower in dutch().everyday and word.lower not in INFIXES - {"op", "in", "aan"}:
        return False
    return word.capital or word.initials or bool(ORDINAL.fullmatch(word.lower))


def named_after(words: list[Token], i: int) -> int:
    """The last word of "Hof van Egmond", or 0 where word i begins no street."""
    at = i + 1
    while at < len(words) and words[at].lower in INFIXES and words[at].gap == " ":
        at += 1
    if i + 1 < at < len(words) and words[at].capital and words[at].gap == " ":
        return at
    return 0
