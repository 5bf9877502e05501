"""The words of one text, as the rules for names look at them."""

import re
from functools import cache

from moderation.claims import Claims
from moderation.lexicons import lexicon
from moderation.lists import names, not_names, places
from moderation.streets import INFIXES
from moderation.tokens import Token
from moderation.words import compound, dutch, english

#: What may stand between the words of one name.
JOINED = re.compile(r" ?|-| - |\. ?")
#: What Dutch makes of other words: "omgewaaid", "Somalisch", "opstaande". Of words with "aa" in front its list has few.
MADE = re.compile(
    r"^(?:aan|af|bij|door|in|mee|na|om|op|over|toe|uit|voor|weg)?ge.{3,}(?:t|d|en)$"
    r"|(?:isch|ische|achtig|achtige|se|ende|tie)$|^aa[nr]"
)
ARTICLES = frozenset({"de", "het", "een", "the", "'t", "a", "an", "geen", "deze"})
FEW_WORDS = 8


@cache
def cues(part: str) -> frozenset[str]:
    """Words that tell of a name beside them."""
    return frozenset(lexicon("cues")[part].split())


def known(word: str) -> bool:
    """Whether it is a word at all, or made of two: Dutch writes those as one."""
    return word in dutch().known or word in english().used or compound(word)


def is_word(word: str) -> bool:
    """Whether a word with a capital is one all the same. Rare words of the lists are names more often."""
    if MADE.search(word):
        return True
    used = word in dutch().used or word in english().used
    if word in names().anywhere or word in names().surnames:
        return used
    return used or word in english().known or compound(word)


class Context:
    """The words, which of them are free, and whether capitals tell anything in this text."""

    def __init__(self, claims: Claims, words: list[Token]) -> None:
        self.claims = claims
        self.words = words
        self.open = [claims.free(word.start, word.end) and not word.text[0].isdigit() for word in words]
        small = sum(1 for word in words if word.text[0].islower())
        #: In a text that Writes Everything Like This a capital says nothing.
        self.capitals_tell = small * 2 >= len(words) or len(words) < FEW_WORDS

    def lower(self, i: int) -> str:
        """Word i in small letters, or nothing outside the text."""
        return self.words[i].lower if 0 <= i < len(self.words) else ""

    def ordinary(self, i: int) -> int:
        """How ordinary word i is as a word: 0 not, 1 it has a meaning, 2 everybody uses it every day."""
        word = self.words[i].lower
        if word in dutch().everyday or word in english().everyday:
            return 2
        return int(
            word in dutch().used or word in english().used or word in not_names("words") or word in not_names("never")
        )

    def never(self, i: int) -> bool:
        """Whether word i is no name, however it is written."""
        word = self.words[i].lower
        return word in cues("stop") or word in places() or word in not_names("never")

    def listed(self, i: int) -> bool:
        """Whether a list has word i as a first name or a surname."""
        return self.words[i].lower in names().first or self.words[i].lower in names().last

    def article(self, i: int) -> bool:
        """Whether an article stands before word i."""
        return self.lower(i - 1) in ARTICLES and self.words[i].gap == " "

    def animal(self, i: int) -> bool:
        """Whether word i is about an animal, which has a name too, and no privacy."""
        before = {self.lower(at) for at in range(i - 3, i)}
        return bool(before & cues("animals")) and not {"van", "of", "en", "met"} & before

    def over_infixes(self, i: int) -> int:
        """The first word from i on that is no small word between names."""
        while i < len(self.words) and self.words[i].lower in INFIXES and JOINED.fullmatch(self.words[i].gap):
            i += 1
        return i

    def capital_at(self, i: int) -> bool:
        """Whether word i, tied to the one before it, is free and has a capital."""
        return (
            i < len(self.words) and self.open[i] and self.words[i].capital and bool(JOINED.fullmatch(self.words[i].gap))
        )
