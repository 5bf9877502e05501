"""Names of people: words around them first, then lists, then capitals."""

import re
from collections.abc import Iterator
from functools import cache

from moderation.claims import Claims
from moderation.lexicons import lexicon
from moderation.lists import bent, names, not_names, organisations, places
from moderation.model import Confidence
from moderation.streets import INFIXES
from moderation.tokens import Token
from moderation.words import compound, dutch, english

#: What may stand between the words of one name.
JOINED = re.compile(r" ?|-| - |\. ?")
#: What may stand between a cue and the name: "heet: Piet", "groetjes,\nPiet".
CUED = re.compile(r"[\s:,;.(\"'!-]{1,4}|[^\w]{0,3}")
LONGEST = 5
JOINING = frozenset("en of and or ve ile i oraz und et та і و".split())
TOLD = re.compile(
    r" (?:is de naam|is zijn naam|is haar naam|noemen ze|heet (?:hij|ze|zij|die)|genaamd|staat op de bel|is his name|is her name)\b"
)
#: An unknown word that ends so is a thing or a place.
THING = re.compile(
    r"(?:paal|lamp|bord|bak|hok|huis|huisje|kast|kelder|deur|raam|stoep|tegel|boom|put|brug|lift|trap|container|zak|zakken|fiets|auto|bus|"
    r"plek|plaats|veld|veldje|school|winkel|markt|kerk|flat|toren|garage|team|dienst|afval|vuil|overlast|lawaai|muziek|water|licht|"
    r"verlichting|ing|heid|tie|aal|eel|ief|baar|loos|s|en|jes|tje|stad|dorp|land|berg|buurt|park)$"
)
PERSONAL = frozenset(
    "meneer mijnheer mevrouw mevr mevr. mw mw. dhr dhr. familie fam fam. gezin mr. mrs mrs. mr".split()
)
#: What Dutch makes of other words: "omgewaaid", "Somalisch", "opstaande". Its word list has none that begins with "aa".
MADE = re.compile(
    r"^(?:aan|af|bij|door|in|mee|na|om|op|over|toe|uit|voor|weg)?ge.{3,}(?:t|d|en)$|(?:isch|ische|achtig|achtige|se|ende|tie)$|^aa[nr]"
)
AGE = re.compile(r" \(\d{1,2}\)")
ARTICLES = frozenset("de het een the 't a an geen deze".split())
#: Who has a name too, and no privacy.
ANIMALS = frozenset("hond hondje kat poes kater konijn paard papegaai cavia dog cat köpek kedi pies kot".split())


@cache
def cues(part: str) -> frozenset[str]:
    """Words that tell of a name behind them."""
    return frozenset(lexicon("cues")[part].split())


def people(claims: Claims, words: list[Token]) -> None:
    """Claims the names of people. Streets and other claims are taken already."""
    block_organisations(claims, words)
    Reader(claims, words).read()


def block_organisations(claims: Claims, words: list[Token]) -> None:
    """Takes what names a shop, a school, a park: "Albert Heijn", "Sportschool Van Dijk", "Johan Cruijff Court"."""
    longest = max(map(len, organisations()))
    for i, word in enumerate(words):
        for length in range(longest, 0, -1):
            if tuple(each.lower for each in words[i : i + length]) in organisations():
                claims.block(word.start, words[min(i + length, len(words)) - 1].end)
        if word.lower in not_names("businesses"):
            for each in run_of_capitals(words, i + 1):
                claims.block(each.start, each.end)
        elif word.lower in not_names("after") and i and (word.gap in {" ", "-"} or "&" in word.gap):
            at = i - 1
            while at >= 0 and words[at].capital and not words[at].first | (i - at > 3):
                at -= 1
            named = [each for each in words[max(at, 0) : i] if each.capital]
            if (
                named
                and word.lower not in {"en", "markt", "dag"} | ({"en"} if "&" not in word.gap else set())
                and (word.capital or len(named) > 1 or "&" in word.gap)
            ):
                for each in named:
                    claims.block(each.start, each.end)


def run_of_capitals(words: list[Token], i: int) -> Iterator[Token]:
    """The capitals from word i on, with small words between them."""
    for word in words[i : i + 4]:
        if word.gap not in {" ", " & "} or not (word.capital or word.lower in INFIXES):
            return
        yield word


class Reader:
    """Reads the words of one text from left to right."""

    def __init__(self, claims: Claims, words: list[Token]) -> None:
        self.claims = claims
        self.words = words
        self.open = [claims.free(word.start, word.end) and word.text[0].isalpha() for word in words]
        lower = sum(1 for word in words if word.text[0].islower())
        #: In a text that Writes Everything Like This a capital says nothing.
        self.capitals_tell = lower * 2 >= len(words) or len(words) < 8

    def read(self) -> None:
        """Claims each name."""
        i = 0
        while i < len(self.words):
            seed = self.seed(i)
            if seed is None:
                i += 1
                continue
            confidence, rule, start = seed
            end = self.extend(start)
            self.claims.claim(self.words[start].start, self.words[end].end, "NAME", confidence, rule)
            i = max(end, i) + 1
        self.join()

    def seed(self, i: int) -> tuple[Confidence, str, int] | None:
        """Whether a name begins at word i or, for a small word before it ("de Vries"), with it."""
        if not self.open[i]:
            return None
        cue = self.cue(i)
        word = self.words[i]
        if cue and (start := self.cued(i, cue)) is not None:
            return "likely", cue, start
        if word.initials and self.initials_name(i):
            return "certain", "initials", i
        if self.listed(i):
            return "likely", "listed", i
        if self.unknown(i):
            return "likely", "capital", i
        if self.paired(i):
            return "likely", "pair", i
        if self.prefixed(i):
            return "likely", "prefix", i
        return ("likely", "told", i) if self.told(i) else None

    # What stands before it

    def cue(self, i: int) -> str:
        """The kind of cue right before word i, or nothing."""
        if i == 0 or not CUED.fullmatch(self.words[i].gap):
            return ""
        before = self.words[i - 1]
        tied = "." not in self.words[i].gap.strip() and "!" not in self.words[i].gap
        if before.lower in cues("titles") and (tied or self.words[i].gap == ". "):
            return "title"
        if before.lower in cues("signing"):
            return "signing"
        if not tied:
            return ""
        if before.lower in cues("relations") and "," not in self.words[i].gap[:-1]:
            return "relation"
        if before.lower in {"naam", "name", "namens"} and ":" in self.words[i].gap:
            return "called"
        return "called" if self.named(i) else self.greeted(i)

    def named(self, i: int) -> bool:
        """Whether the words before word i say that a name comes: "hij heet", "mijn naam is", "noemen ze hem"."""
        at = i - 1
        steps = 0
        while at > 0 and steps < 3 and self.words[at].lower in cues("between"):
            at, steps = at - 1, steps + 1
        verb = self.words[at].lower
        if self.animal(at):
            return False
        if verb in cues("called"):
            return True
        if verb.startswith(("noem", "nazyw")) and steps:
            return True
        return (
            verb in {"naam", "name", "names", "namen"}
            and steps > 0
            and self.words[i - 1].lower in {"is", "zijn", "bel"}
        )

    def animal(self, i: int) -> bool:
        """Whether word i is about an animal: "de hond heet Bobby"."""
        before = [word.lower for word in self.words[max(0, i - 3) : i]]
        return any(word in ANIMALS for word in before) and not {"van", "of", "en", "met"} & set(before)

    def greeted(self, i: int) -> str:
        """Whether it is somebody who is greeted, or says "ik ben"."""
        before = [word.lower for word in self.words[max(0, i - 3) : i]]
        if before[-1] in cues("greeting"):
            return "greeting"
        if before[-2:] in (["ik", "ben"], ["i", "am"], ["met", "mevrouw"], ["this", "is"]) or before[-1] in {
            "i'm",
            "ben",
            "jestem",
            "я",
            "أنا",
        }:
            return "self"
        if before[-2:] == ["groet", "van"] or (before[-1] == "van" and before[-2:-1] and before[-2] in cues("signing")):
            return "signing"
        return ""

    def cued(self, i: int, cue: str) -> int | None:
        """Where the name behind a cue begins, if one does."""
        at = i
        while at < len(self.words) - 1 and self.words[at].lower in INFIXES - {"al", "op", "in", "aan"} and at - i < 3:
            at += 1
        if at > i and self.open[at] and self.words[at].gap in {" ", "'", "-"}:
            strong = cue in {"title", "signing", "called"} or (cue == "relation" and self.words[at].capital)
            if strong and (self.words[at].capital or (self.words[at].lower in names().last and self.ordinary(at) < 2)):
                return None if self.words[i].lower in {"het", "la", "le"} else i
            return None
        return i if self.fits(i, cue) else None

    def fits(self, i: int, cue: str) -> bool:
        """Whether word i is a name, now that this cue stands before it."""
        word = self.words[i]
        if word.lower in cues("stop") or word.lower in places():
            return False
        listed = word.lower in names().first or (word.lower in names().last)
        capital = word.capital and not word.first and self.capitals_tell
        if (
            cue == "title"
            and capital
            and "," not in word.gap
            and word.text[0].isascii()
            and self.words[i - 1].lower in PERSONAL
        ):
            return word.lower not in not_names("never")
        if cue in {"title", "called"}:
            return (
                (capital and (listed or self.ordinary(i) < 2))
                or (listed and self.ordinary(i) < 2)
                or (self.ordinary(i) == 0 and not known(word.lower))
                or word.initials
            )
        if cue == "relation":
            return (capital and (listed or self.ordinary(i) == 0)) or (
                listed and self.ordinary(i) < 2 and word.lower in names().first
            )
        if cue == "signing":
            last_word = i + 3 > len(self.words) or "\n" in self.words[min(i + 1, len(self.words) - 1)].gap
            return (
                (word.capital and (listed or self.ordinary(i) < 2))
                or (listed and self.ordinary(i) < 2)
                or word.initials
                or (last_word and not known(word.lower) and len(word.text) > 1)
                or len(word.text) == 1
                and i + 1 < len(self.words)
            )
        return word.capital and (word.lower in names().first or (self.ordinary(i) == 0 and not known(word.lower)))

    def ordinary(self, i: int) -> int:
        """How ordinary word i is as a word: 0 not, 1 it has a meaning, 2 everybody uses it every day."""
        word = self.words[i].lower
        if word in dutch().everyday or word in english().everyday:
            return 2
        return int(
            word in dutch().used or word in english().used or word in not_names("words") or word in not_names("never")
        )

    # What it is itself

    def initials_name(self, i: int) -> bool:
        """Whether these initials have a surname behind them."""
        at = i + 1
        while at < len(self.words) and self.words[at].lower in INFIXES and JOINED.fullmatch(self.words[at].gap):
            at += 1
        if at >= len(self.words) or not self.open[at] or not JOINED.fullmatch(self.words[at].gap):
            return False
        after = self.words[at]
        return (after.capital and not after.initials and self.ordinary(at) < 2) or (
            after.lower in names().last and self.ordinary(at) < 2 and at > i + 1
        )

    def listed(self, i: int) -> bool:
        """Whether a list of names has word i, and it is no ordinary word here."""
        word = self.words[i]
        first = (
            word.lower in names().first
            or self.hyphened(word)
            or (word.capital and word.lower in names().anywhere and self.ordinary(i) == 0)
            or (word.capital and not word.text.isascii() | word.first and bent(word.lower))
            or (word.capital and not word.first and not known(word.lower) and bent(word.lower) and self.slavic())
        )
        if not first:
            return self.surname(i)
        if word.lower in cues("stop") or word.lower in places() or self.animal(i):
            return False
        ordinary = self.ordinary(i)
        article = i > 0 and self.words[i - 1].lower in ARTICLES and word.gap == " "
        if ordinary == 0:
            if word.first and self.conjunction(i):
                return False
            if word.capital or not word.text[0].isascii():
                return not article or self.words[i - 1].lower == "een" or self.followed(i)
            return len(word.text) > 2 and not article
        if (
            not word.capital
            and ordinary == 1
            and not article
            and word.lower not in not_names("words") | not_names("never")
        ):
            return word.lower not in places() and self.spoken_of(i)
        if article or ordinary == 2 or not word.capital:
            return self.cheap(i)
        if AGE.match(self.claims.text, word.end):
            return True
        return self.followed(i) or (not word.first and self.capitals_tell and word.lower not in not_names("never"))

    def spoken_of(self, i: int) -> bool:
        """Whether the words beside word i treat it as somebody: "heb jan gevraagd", "piet zegt"."""
        word = self.words[i]
        if word.lower not in names().first or len(word.text) < 3 or word.lower in english().used:
            return False
        before = self.words[i - 1].lower if i else ""
        after = self.words[i + 1].lower if i + 1 < len(self.words) else ""
        return (before in cues("weak") or after in cues("acts")) and word.gap in {"", " "}

    def cheap(self, i: int) -> bool:
        """Whether an ordinary word is a name by what is behind it: "Mark Jonkers", "Toon zegt"."""
        word = self.words[i]
        if not word.capital or word.lower in not_names("never"):
            return False
        acting = i + 1 < len(self.words) and self.words[i + 1].gap == " " and self.words[i + 1].lower in cues("acts")
        return self.followed(i, surname_only=True) or (acting and not (i and self.words[i - 1].lower in ARTICLES))

    def conjunction(self, i: int) -> bool:
        """Whether a sentence that begins with a name begins with a slip of the pen: "Wim ik het niet dacht"."""
        after = self.words[i + 1 : i + 2]
        return (
            bool(after) and after[0].gap == " " and after[0].lower in {"ik", "wij", "we", "je", "jij", "u", "het", "er"}
        )

    def followed(self, i: int, *, surname_only: bool = False) -> bool:
        """Whether what comes behind word i makes it somebody: a surname, or what people do."""
        if i + 1 >= len(self.words) or not JOINED.fullmatch(self.words[i + 1].gap):
            return False
        after = self.words[i + 1]
        at = i + 1
        while at < len(self.words) and self.words[at].lower in INFIXES:
            at += 1
        if at < len(self.words) and self.open[at] and self.words[at].capital:
            surname = self.words[at].lower
            if at > i + 1 or (surname not in places() and (surname in names().last or not known(surname))):
                return True
        if after.lower == "van" and i + 2 < len(self.words):
            return not surname_only and self.words[i + 2].lower in {
                "de",
                "het",
                "boven",
                "beneden",
                "hiernaast",
                "nummer",
                "nr",
                "nr.",
            }
        if surname_only or self.words[i].lower in not_names("never"):
            return False
        return after.lower in cues("acts") or (
            after.lower in cues("verbs") and self.words[i].lower not in not_names("words")
        )

    def hyphened(self, word: Token) -> bool:
        """Whether it is a double name: "Jan-Willem"."""
        parts = word.lower.split("-")
        return len(parts) > 1 and word.capital and all(part in names().first or part in names().last for part in parts)

    def slavic(self) -> bool:
        """Whether the text is in a language that bends its names."""
        return bool(re.search("[ąęłśżźćńа-яіїє]", self.claims.text))

    def surname(self, i: int) -> bool:
        """Whether word i alone is a surname: in a list, with a capital inside a sentence, and no word."""
        word = self.words[i]
        if word.lower not in names().last and not re.search(
            r"(?:sk[iay]|icz|oğlu|ović|enko|енко|ський|ська|чук)$", word.lower
        ):
            return False
        if not word.capital or word.first or word.lower in places():
            return False
        if self.words[i - 1].lower in {"van", "door", "met", "volgens", "bij", "aan"} and self.ordinary(i) < 2:
            return True
        return self.ordinary(i) == 0 and not known(word.lower)

    def unknown(self, i: int) -> bool:
        """Whether word i has a capital inside a sentence and is no word that we know."""
        word = self.words[i]
        if not word.capital or word.first or not self.capitals_tell or word.initials or len(word.text) < 3:
            return False
        if self.words[i - 1].lower in {"de", "het", "een", "the", "'t", "in", "te", "naar", "ul"}:
            return False
        if i + 1 < len(self.words) and self.words[i + 1].capital and word.lower in places():
            return False
        return word.gap in {" ", ", ", " (", ' "', ": "} and not (
            self.is_word(word.lower) or word.lower in places() | not_names("never") | cues("titles")
        )

    def is_word(self, word: str) -> bool:
        """Whether a word with a capital is one all the same. Rare words of the lists are names more often."""
        if MADE.search(word):
            return True
        if word in names().anywhere or word in names().surnames:
            return word in dutch().used or word in english().used
        return word in dutch().used or word in english().known or compound(word)

    def paired(self, i: int) -> bool:
        """Whether two words with capitals that nobody knows stand together, also where a sentence begins."""
        pair = self.words[i : i + 2]
        if (
            len(pair) < 2
            or pair[1].gap != " "
            or not self.open[i + 1]
            or not all(word.capital and len(word.text) > 2 for word in pair)
        ):
            return False
        return not any(self.is_word(word.lower) or word.lower in places() | not_names("never") for word in pair)

    def prefixed(self, i: int) -> bool:
        """Whether a surname begins here with the small words that only surnames have: "Van der Zee", "El Amrani"."""
        if self.words[i].lower not in {
            "van",
            "von",
            "el",
            "al",
            "ait",
            "ben",
            "abu",
            "bin",
            "de",
            "te",
            "ter",
            "ten",
            "op",
        }:
            return False
        pair = self.words[i].lower, self.words[i + 1].lower if i + 1 < len(self.words) else ""
        at = (
            i + 2
            if pair in {("van", "der"), ("van", "den"), ("von", "der"), ("van", "'t"), ("op", "den"), ("de", "la")}
            else i + 1
        )
        inside = self.words[i].capital and not self.words[i].first and pair[0] in {"van", "von"}
        twice = i > 0 and self.words[i - 1].lower == "van" == pair[0]
        if at == i + 1 and pair[0] not in {"el", "ait", "ben", "abu", "bin", "ter", "ten"} and not inside and not twice:
            return False
        if (
            at >= len(self.words)
            or not self.open[at]
            or not self.words[at].capital
            or self.words[at].gap not in {" ", "-"}
        ):
            return False
        return self.words[i].capital or twice or (at == i + 2 and self.ordinary(at) < 2)

    def told(self, i: int) -> bool:
        """Whether what stands behind word i says that it is somebody: "Pauw is de naam", "Toon 0612…", "Gürkan en Ali"."""
        word = self.words[i]
        if not word.capital or self.ordinary(i) == 2 or word.lower in cues("stop") | not_names("never") | places():
            return False
        if (i > 0 and self.words[i - 1].lower in ARTICLES - {"een"}) or self.animal(i):
            return False
        rest = self.claims.text[word.end : word.end + 60]
        if TOLD.match(rest):
            return True
        at = word.end + len(rest) - len(rest.lstrip(" ,:(-"))
        if any(found.start == at and found.kind in {"PHONE", "EMAIL"} for found in self.claims.findings) and (
            not word.first or self.ordinary(i) == 0
        ):
            return True
        if word.first and (
            word.lower in cues("relations") | cues("titles")
            or (word.lower not in names().anywhere and known(word.lower))
        ):
            return False
        named = word.lower in names().anywhere and (not word.first or self.followed(i))
        named = named or (
            word.lower in names().last and i > 0 and self.words[i - 1].lower in cues("weak") and not word.first
        )
        human = (
            i + 1 < len(self.words)
            and self.words[i + 1].lower in cues("verbs") | cues("acts")
            and self.words[i + 1].gap == " "
        )
        return named or (human and not self.is_word(word.lower) and self.words[i].first and self.ends_plainly(i))

    def ends_plainly(self, i: int) -> bool:
        """Whether an unknown word does not end as things do."""
        return len(self.words[i].text) > 2 and not THING.search(self.words[i].lower)

    def join(self) -> None:
        """Claims who stands beside a name: "Ricardo en shanice"."""
        ends = {found.end for found in self.claims.findings if found.kind == "NAME"}
        starts = {found.start for found in self.claims.findings if found.kind == "NAME"}
        for i, word in enumerate(self.words):
            if not self.claims.free(word.start, word.end) or not word.text[0].isalpha():
                continue
            joined = i > 1 and self.words[i - 1].lower in JOINING and self.words[i - 2].end in ends
            joined = joined or (i > 0 and word.gap.strip() in {"&", "/"} and self.words[i - 1].end in ends)
            after = self.words[i + 1 : i + 3]
            joined = joined or (len(after) == 2 and after[0].lower in JOINING and after[1].start in starts)
            joined = joined or (bool(after) and after[0].gap.strip() in {"&", "/"} and after[0].start in starts)
            if joined and self.neighbour(i):
                end = self.extend(i)
                self.claims.claim(word.start, self.words[end].end, "NAME", "likely", "joined")
                starts.add(word.start)
                ends.add(self.words[end].end)

    def neighbour(self, i: int) -> bool:
        """Whether word i, beside a name, is one too."""
        word = self.words[i]
        if word.lower in cues("stop") | places() | cues("relations"):
            return False
        if word.capital and word.lower in names().first:
            return word.lower not in not_names("never")
        if word.lower in not_names("never") or (
            not word.capital
            and not {self.words[i - 1].lower, *(each.lower for each in self.words[i + 1 : i + 2])} & {"en", "of", "and"}
        ):
            return False
        if word.capital:
            return self.ordinary(i) == 0 or (word.lower in names().anywhere and self.ordinary(i) < 2)
        return (
            len(word.text) > 2
            and self.ordinary(i) == 0
            and (word.lower in names().anywhere or not known(word.lower))
            and word.text.isascii()
        )

    # How far it goes

    def extend(self, i: int) -> int:
        """The last word of the name that begins with word i: over initials, small words, capitals and surnames."""
        end = i
        at = i + 1
        in_small = self.words[i].text[0].islower() and self.words[i].text[0].isascii()
        while at < len(self.words) and at - i <= LONGEST and self.open[at] and JOINED.fullmatch(self.words[at].gap):
            word = self.words[at]
            if word.lower in INFIXES and word.lower not in {"op", "in", "aan", "la"}:
                at += 1
                continue
            if not self.belongs(word, at, in_small):
                break
            end = at
            at += 1
        return end

    def belongs(self, word: Token, at: int, in_small: bool) -> bool:
        """Whether a word goes on with the name before it."""
        if word.lower in cues("stop") or word.lower in cues("titles") or word.lower in {"bey", "hanım", "abi", "abla"}:
            return False
        after_infix = self.words[at - 1].lower.rsplit("-", 1)[-1] in INFIXES
        if word.initials or (word.capital and not self.words[at].first):
            if after_infix or word.initials or word.lower in names().last:
                return True
            return word.lower not in not_names("never") and (
                self.ordinary(at) < 2 or self.words[at - 1].lower in names().first
            )
        listed = word.lower in names().last or word.lower in names().first
        if not word.text[0].isascii() and listed:
            return True
        return in_small and (
            (listed and self.ordinary(at) == 0)
            or (after_infix and word.lower in names().last)
            or (self.words[at - 1].initials and self.ordinary(at) < 2)
        )


def known(word: str) -> bool:
    """Whether it is a word at all, or made of two: Dutch writes those as one."""
    return word in dutch().known or word in english().used or compound(word)
