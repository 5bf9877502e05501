"""How a text speaks: threats, hate, profanity, nonsense. A tone is a reason for a person to look, never a judgement."""

import re
from functools import cache
from typing import get_args

from moderation.lexicons import lexicon
from moderation.matching import Rulebook, rule
from moderation.model import Tone

ORDER: tuple[Tone, ...] = get_args(Tone)
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
MANY_LINKS = 3
ADDRESS = re.compile(r"\S*[./@]\S+")
WORD = re.compile(r"[^\W\d_]+")
REPEATED = re.compile(r"(.)\1{5,}")
KEYBOARD = re.compile(r"qwer|wert|erty|asdf|sdfg|dfgh|fghj|ghjk|hjkl|zxcv|xcvb|cvbn|vbnm", re.IGNORECASE)
#: A word of our letters without a vowel, which is no abbreviation. In Polish "w" and "z" are words, "chrz" is a sound.
UNSPEAKABLE = re.compile(r"[b-df-hj-np-tv-xz]{5,}", re.IGNORECASE)
SPOKEN = re.compile(r"(?:br|gr|pf|hm|st|z|tj?|rr)+", re.IGNORECASE)


def tones(text: str) -> tuple[Tone, ...]:
    """The tones of a text, the gravest first."""
    found = rulebook().outcomes(text)
    if nonsense(text) or len(LINK.findall(text)) >= MANY_LINKS:
        found.add("spam")
    return tuple(tone for tone in ORDER if tone in found)


def nonsense(text: str) -> bool:
    """Whether half of the words or more were typed without meaning anything."""
    words = [word for word in WORD.findall(ADDRESS.sub(" ", text)) if len(word) > 2]
    odd = [word for word in words if is_odd(word)]
    return bool(words) and len(odd) * 2 >= len(words)


def is_odd(word: str) -> bool:
    """Whether nobody can mean this word."""
    if SPOKEN.fullmatch(word):
        return False
    return bool(REPEATED.search(word) or KEYBOARD.search(word) or UNSPEAKABLE.search(word))


@cache
def rulebook() -> Rulebook:
    """The rules of every tone that has them."""
    content = lexicon("tone")
    return Rulebook([rule(tone, line, content["sets"], "") for tone in ORDER for line in content[tone]], frozenset())
