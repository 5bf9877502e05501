"""What has a name and is nobody: shops, schools, parks."""

from collections.abc import Iterator

from moderation.claims import Claims
from moderation.lists import not_names, organisations
from moderation.streets import INFIXES
from moderation.tokens import Token

#: "Sportschool", "Klusbedrijf": what it is called comes behind it.
BUSINESS = ("bedrijf", "zaak", "winkel", "school", "bureau")
#: "Kingschool", "Mariakerk": they are named after somebody.
BUILDING = ("school", "kerk", "college", "lyceum", "museum", "hal", "toren", "molen", "court", "stadion")
LONGEST = 3


def block_organisations(claims: Claims, words: list[Token]) -> None:
    """Takes what names no person: "Albert Heijn", "Sportschool Van Dijk", "Johan Cruijff Court", "Kingschool"."""
    for i, word in enumerate(words):
        for name in organisations().get(word.lower, ()):
            if tuple(each.lower for each in words[i : i + len(name)]) == name:
                claims.block(word.start, words[i + len(name) - 1].end)
        if word.capital and word.lower.endswith(BUILDING) and not word.first:
            block(claims, [*before(words, i), word])
        if word.lower in not_names("businesses") or word.lower.endswith(BUSINESS):
            block(claims, called(words, i + 1))
        elif word.lower in not_names("after") and i:
            block(claims, named_after(words, i))


def block(claims: Claims, words: list[Token] | Iterator[Token]) -> None:
    """Takes these words."""
    for word in words:
        claims.block(word.start, word.end)


def called(words: list[Token], i: int) -> Iterator[Token]:
    """The capitals from word i on, with small words between them."""
    for step, word in enumerate(words[i : i + LONGEST + 1]):
        if word.gap not in {" ", " & "} or not (word.capital or (step and word.lower in INFIXES)):
            return
        yield word


def before(words: list[Token], i: int) -> list[Token]:
    """The capitals right before word i, but for that of a sentence."""
    at = i
    while at and i - at < LONGEST and words[at - 1].capital and not words[at - 1].first and words[at].gap == " ":
        at -= 1
    return words[at:i]


def named_after(words: list[Token], i: int) -> list[Token]:
    """What stands before "Court", "park" or "& Zn", and belongs to it."""
    word = words[i]
    company = "&" in word.gap
    if (word.lower == "en" and not company) or not (company or word.gap in {" ", "-"}):
        return []
    at = i
    while at and i - at < LONGEST and words[at - 1].capital:
        at -= 1
    named = words[at:i]
    return named if company or word.text[0].isupper() or len(named) > 1 else []
