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
#: Surnames end so too: "Zwanenburg" behind a first name is no street, until a number follows.
SURNAMES_END = re.compile(rf"(?:{choice('streets', 'surnames_end_too')})$")
#: "2e Vooruitgangstraat"
ORDINAL = re.compile(r"\d{1,2}[ed]e?")
#: Small words inside names of streets and people.
INFIXES = listed("streets", "infixes")
TIES = frozenset({" ", "-", "", ". ", "."})
LONGEST = 6


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
    return bool(STREET.fullmatch(word.lower)) and word.lower not in listed("streets", "not_streets")


def behind_a_name(words: list[Token], i: int) -> bool:
    """Whether a first name stands before word i, and no number behind it."""
    numbered = i + 1 < len(words) and words[i + 1].text[0].isdigit()
    return (
        i > 0 and words[i].gap == " " and words[i - 1].capital and words[i - 1].lower in names().first and not numbered
    )


def begin(words: list[Token], i: int) -> int:
    """The first word of the street that ends with word i: back over capitals, small words between them, and honours."""
    first, at = i, i - 1
    while at >= 0 and i - at < LONGEST and words[at + 1].gap in TIES:
        word = words[at]
        honour = word.lower in listed("streets", "honours")
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
    if word.first and word.lower in dutch().everyday and word.lower not in INFIXES - {"op", "in", "aan"}:
        return False
    named = word.capital or word.initials or bool(ORDINAL.fullmatch(word.lower))
    return named or word.lower in listed("streets", "adjectives")


def named_after(words: list[Token], i: int) -> int:
    """The last word of "Hof van Egmond", or 0 where word i begins no street."""
    at = i + 1
    while at < len(words) and words[at].lower in INFIXES and words[at].gap == " ":
        at += 1
    if i + 1 < at < len(words) and words[at].capital and words[at].gap == " ":
        return at
    return 0
