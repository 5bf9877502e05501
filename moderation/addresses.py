"""Addresses: a street with a number, a postcode with a number, and "nummer 14"."""

import re

from moderation.claims import Claims
from moderation.housenumbers import BUILDING, CALLED, POSTCODE, RANGE, RANKED, THING, TOWN, pattern
from moderation.lexicons import listed
from moderation.lists import names, not_names, organisations, places
from moderation.streets import is_street
from moderation.tokens import Token
from moderation.words import compound, dutch, english

BEHIND_STREET = pattern(rf",? ?(?:{CALLED} ?)?(?P<number>NUMBER{RANGE})")
WITH_POSTCODE = re.compile(rf"(?:,| -|\n)? ?{POSTCODE}{TOWN}")
TOWN_ONLY = re.compile(r",? (?:te |in )?((?:den |'s-)?[^\W\d_]{3,}(?:-[^\W\d_]+)*)", re.IGNORECASE)
POSTCODE_NUMBER = pattern(rf"(?<![\w-]){POSTCODE}[ ,]{{1,2}}(?:{CALLED} ?)?NUMBER{TOWN}")
NUMBERED = pattern(rf"(?<!\w)(?:{BUILDING} ?)?{CALLED}s?[ :]*(?:is )?NUMBER{RANGE}")
ABROAD = pattern(
    r"(?<!\w)(?:kapı (?:no|numarası|numara)|daire(?: no)?|(?:pod )?numer(?:em|ze|u)?|mieszkani[ea](?: nr)?"
    r"|m\.|شقة|رقم (?:البيت|المنزل|الشقة|الباب)|بيت رقم|منزل رقم|кв\.?|квартир[аіи]|будин(?:ок|ку)|буд\.|дім"
    r"|house|flat|huis|woning|appartement)[ :]*(?:no:? ?|nr\.? ?|№ ?|رقم ?|номер )?NUMBER"
)
LIVING = pattern(
    r"\b(?:woon|woont|wonen|wonend|(?:over|boven|onder|achter)?buren|buurman|buurvrouw|bewoners?|live|lives|living"
    r"|die (?:lui|gast|man|vrouw|mensen|familie)|familie(?: \w+){1,3})(?: zelf| hier| dus)?"
    r" (?:op|van|bij|at|in)(?: de| het)? (?P<number>NUMBER)(?!\w)"
)
BEHIND_NAME = pattern(r" (?:\(|die )?(?:woont )?(?:op|van|bij) (?![1-9](?:[^\w-]|$))(?P<number>NUMBER)(?!\w)")
PROPER = pattern(r" (?P<number>NUMBER)(?=[\s,.;:!?)]|$)")
SHORT = ("str", "ln", "wg", "pln", "kd")
LOOK_BACK = 30
SHORTEST = 4
YEAR = re.compile("(?:19|20)[0-9]{2}")


def addresses(claims: Claims, words: list[Token], found: dict[int, int]) -> None:
    """Claims addresses; `found` are the streets in `words`."""
    for first, last in found.items():
        behind_street(claims, words[first].start, words[last])
    for each in POSTCODE_NUMBER.finditer(claims.text):
        claims.claim(*each.span(), "ADDRESS", "certain", "postcode")
    for i in range(len(words)):
        proper(claims, words, i)
    for each in NUMBERED.finditer(claims.text):
        before = claims.text[max(0, each.start() - LOOK_BACK) : each.start()]
        if not THING.search(before) and not RANKED.match(claims.text, each.start()):
            claims.claim(*each.span(), "ADDRESS", "likely", "numbered")
    for each in ABROAD.finditer(claims.text):
        claims.claim(*each.span(), "ADDRESS", "likely", "numbered-abroad")
    for each in LIVING.finditer(claims.text):
        claims.claim(*each.span("number"), "ADDRESS", "likely", "living")


def behind_names(claims: Claims) -> None:
    """Claims where somebody lives who was just named: "Kees van 18-b"."""
    for found in [each for each in claims.findings if each.kind == "NAME"]:
        if number := BEHIND_NAME.match(claims.text, found.end):
            claims.claim(*number.span("number"), "ADDRESS", "likely", "living")


def behind_street(claims: Claims, start: int, last: Token) -> None:
    """Claims a street with its number, postcode and town; without a number it is a place where anybody may be."""
    text, end = claims.text, last.end
    end += text[end : end + 1] == "." and last.lower.endswith(SHORT)
    number = BEHIND_STREET.match(text, end)
    if not number:
        claims.block(start, last.end)
        return
    end = number.end("number")
    if rest := WITH_POSTCODE.match(text, end):
        end = rest.end()
    elif (town := TOWN_ONLY.match(text, end)) and town[1].lower() in places() - dutch_words(town[1].lower()):
        end = town.end()
    claims.claim(start, end, "ADDRESS", "certain", "street")


def dutch_words(word: str) -> set[str]:
    """The word, where it is one besides the name of a town: "Best"."""
    return {word} if word in dutch().used else set()


def proper(claims: Claims, words: list[Token], i: int) -> None:
    """Claims "op Spui 12": a street that nothing but its capital and its number shows."""
    word = words[i]
    if not word.capital or len(word.text) < SHORTEST or THING.search(word.text) or is_street(word):
        return
    number = PROPER.match(claims.text, word.end)
    if not number or not claims.free(word.start, word.end) or word.lower in not_names("never"):
        return
    if YEAR.fullmatch(number["number"]):
        return
    first = i
    while first and words[first].gap == " " and in_street(words[first - 1]):
        first -= 1
    before = [each.lower for each in words[max(0, first - 2) : first]]
    if before[-1:] in (["de"], ["het"]):
        before.pop()
    led = bool(before) and before[-1] in listed("addresses", "prepositions")
    named = first < i and (words[first].lower == "'t" or words[first].lower in listed("streets", "adjectives"))
    headed = word.first and claims.text[number.end() : number.end() + 1] == ":" and word.lower not in dutch().known
    pair = first < i and words[first].first and not any(each.lower in dutch().everyday for each in words[first:i])
    if led or named or headed or pair or known_to_nobody(word.lower):
        claims.claim(words[first].start, number.end("number"), "ADDRESS", "likely", "proper")


def in_street(word: Token) -> bool:
    """Whether a word may be a part of such a street."""
    return word.lower == "'t" or (word.capital and word.lower not in names().first)


def known_to_nobody(word: str) -> bool:
    """Whether it is neither a word nor a name of somebody or something: then it is a place."""
    heard = word in dutch().known or word in english().known or compound(word)
    named = (
        word in names().anywhere
        or word in names().surnames
        or (word,) in organisations().get(word, ())
        or word in places()
    )
    return not (heard or named)
