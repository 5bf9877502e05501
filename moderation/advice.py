"""Who helps sooner than a report: 112, 113, the police, Veilig Thuis. It never stands in the way of sending.

The lexicons are `data/advice/LANGUAGE.json`, at most 3 KB each: the page has them too. Rules are written
as `matching` says. For 112 a word of `past` in the same clause says that it is over.
"""

from functools import cache
from pathlib import Path
from typing import get_args

import msgspec

from moderation.matching import Rule, Rulebook, fold, rule
from moderation.model import Advice

LEXICONS = Path(__file__).parent / "data" / "advice"
ORDER: tuple[Advice, ...] = get_args(Advice)


class Lexicon(msgspec.Struct):
    """One language."""

    past: str
    breaks: str
    sets: dict[str, str]
    urgent: list[str] = msgspec.field(name="112")
    despair: list[str] = msgspec.field(name="113")
    home: list[str] = msgspec.field(name="veilig-thuis")
    police: list[str] = msgspec.field(name="0900-8844")
    anonymous: list[str] = msgspec.field(name="0800-7000")

    def rules(self) -> dict[Advice, list[str]]:
        """The rules per advice."""
        lists = (self.urgent, self.despair, self.home, self.police, self.anonymous)
        return dict(zip(ORDER, lists, strict=True))


def advise(text: str) -> tuple[Advice, ...]:
    """The advice for a text in any of our languages, the most urgent first."""
    found = rulebook().outcomes(text)
    return tuple(advice for advice in ORDER if advice in found)


@cache
def rulebook() -> Rulebook:
    """Every rule of every language."""
    rules: list[Rule] = []
    for lexicon in lexicons().values():
        for advice, lines in lexicon.rules().items():
            past = lexicon.past if advice == "112" else ""
            rules += [rule(advice, each, lexicon.sets, past) for line in lines for each in line.split(";")]
    return Rulebook(rules, frozenset(word for each in lexicons().values() for word in fold(each.breaks).split()))


@cache
def lexicons() -> dict[str, Lexicon]:
    """The lexicon of each language that has one."""
    return {file.stem: msgspec.json.decode(file.read_bytes(), type=Lexicon) for file in LEXICONS.glob("*.json")}
