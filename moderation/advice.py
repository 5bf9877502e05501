"""Who helps sooner than a report: 112, 113, the police, Veilig Thuis. It never stands in the way of sending.

A lexicon (`data/advice/LANGUAGE.json`) lists rules per advice. The groups of a rule, divided by spaces, must all be there in
one sentence, within WINDOW words of the first. A group is a choice (`a|b`); `a_b` are words in a row; `a*` begins a word, `*a`
ends one; a group that begins with `!` must not be there; `$A` is a set. For 112 a word of `past` in the same clause says
that it is over. The page runs the same lexicons with `pwa/static/js/advice.js`, and does the same.
"""

import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import NamedTuple, get_args

import msgspec

from moderation.model import Advice

WINDOW = 10
ORDER: tuple[Advice, ...] = get_args(Advice)
SENTENCE = re.compile(r"[.!?…\n؟]")
CLAUSE = re.compile(r"[,;:()]")
WORD = re.compile(r"[^\W_]+")
QUOTES = re.compile("['’‘ʼ`´]")


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


class Group(NamedTuple):
    """A choice: words as they are, words by how they begin or by what is in them, and words in a row."""

    exact: frozenset[str]
    begins: tuple[str, ...]
    ends: tuple[str, ...]
    within: tuple[str, ...]
    rows: tuple[tuple["Group", ...], ...]

    def at(self, words: list[str], i: int) -> bool:
        """Whether it stands at word i."""
        word = words[i]
        return (
            word in self.exact
            or word.startswith(self.begins)
            or (bool(self.ends) and word.endswith(self.ends))
            or any(part in word for part in self.within)
            or any(
                i + len(row) <= len(words) and all(each.at(words, i + step) for step, each in enumerate(row))
                for row in self.rows
            )
        )


class Rule(NamedTuple):
    """What must be there, and what must not, for an advice."""

    advice: Advice
    key: Group
    others: tuple[Group, ...]
    none: Group
    past: Group


class Index(NamedTuple):
    """The rules by what their first group begins with, so that most words ask for none."""

    exact: dict[str, list[Rule]]
    begins: dict[str, list[Rule]]
    ends: dict[str, list[Rule]]
    shapeless: list[Rule]
    breaks: frozenset[str]


def advise(text: str) -> tuple[Advice, ...]:
    """The advice for a text in any of our languages, the most urgent first."""
    words, sentences, clauses = read(text)
    found: set[Advice] = set()
    for i, word in enumerate(words):
        for rule in candidates(word):
            if rule.advice not in found and holds(rule, words, sentences, clauses, i):
                found.add(rule.advice)
    return tuple(advice for advice in ORDER if advice in found)


def read(text: str) -> tuple[list[str], list[int], list[int]]:
    """The words of a text, and for each the number of its sentence and of its clause."""
    text = fold(text)
    words: list[str] = []
    sentences: list[int] = []
    clauses: list[int] = []
    sentence = clause = end = 0
    for found in WORD.finditer(text):
        between = text[end : found.start()]
        end = found.end()
        ended = bool(SENTENCE.search(between))
        sentence += ended
        clause += ended or bool(CLAUSE.search(between)) or found[0] in index().breaks
        words.append(found[0])
        sentences.append(sentence)
        clauses.append(clause)
    return words, sentences, clauses


def fold(text: str) -> str:
    """Small letters without marks and what is not seen: "Öldürecek" is "oldurecek"."""
    if text.isascii():
        return QUOTES.sub(" ", text.lower())
    plain = unicodedata.normalize("NFKD", QUOTES.sub(" ", text)).lower().replace("ı", "i")
    return "".join(each for each in plain if unicodedata.category(each)[0] != "M" and unicodedata.category(each) != "Cf")


def candidates(word: str) -> list[Rule]:
    """The rules whose first group may stand at this word."""
    rules = index()
    found = [*rules.exact.get(word, ()), *rules.shapeless]
    for length in range(2, len(word) + 1):
        found += rules.begins.get(word[:length], ())
        found += rules.ends.get(word[-length:], ())
    return found


def holds(rule: Rule, words: list[str], sentences: list[int], clauses: list[int], i: int) -> bool:
    """Whether everything that a rule asks is there around word i."""
    if not rule.key.at(words, i):
        return False
    near = [at for at in range(max(0, i - WINDOW), min(len(words), i + WINDOW + 1)) if sentences[at] == sentences[i]]
    if not all(any(group.at(words, at) for at in near) for group in rule.others):
        return False
    if any(rule.none.at(words, at) for at in near):
        return False
    return rule.advice != "112" or not any(clauses[at] == clauses[i] and rule.past.at(words, at) for at in near)


@cache
def index() -> Index:
    """Every rule of every language."""
    made = Index({}, {}, {}, [], frozenset(word for each in lexicons().values() for word in fold(each.breaks).split()))
    for lexicon in lexicons().values():
        past = group(lexicon.past.replace(" ", "|"), {})
        for advice, lines in lexicon.rules().items():
            for line in lines:
                file(made, rule(advice, line, lexicon.sets, past))
    return made


@cache
def lexicons() -> dict[str, Lexicon]:
    """The lexicon of each language that has one."""
    folder = files("moderation").joinpath("data", "advice")
    return {
        file.name.removesuffix(".json"): msgspec.json.decode(file.read_bytes(), type=Lexicon)
        for file in folder.iterdir()
        if file.name.endswith(".json")
    }


def rule(advice: Advice, line: str, sets: dict[str, str], past: Group) -> Rule:
    """One line of a lexicon."""
    wanted, _, unwanted = line.partition(" !")
    key, *others = (group(choice, sets) for choice in wanted.split())
    return Rule(advice, key, tuple(others), group(unwanted, sets), past)


def group(choice: str, sets: dict[str, str]) -> Group:
    """One choice of a line."""
    for name, words in sets.items():
        choice = choice.replace(f"${name}", words)
    exact, begins, ends, within, rows = set(), [], [], [], []
    for each in filter(None, fold(choice).split("|")):
        if "_" in each:
            rows.append(tuple(group(part, {}) for part in each.split("_")))
        elif each.startswith("*") and each.endswith("*"):
            within.append(each.strip("*"))
        elif each.startswith("*"):
            ends.append(each[1:])
        elif each.endswith("*"):
            begins.append(each[:-1])
        else:
            exact.add(each)
    return Group(frozenset(exact), tuple(begins), tuple(ends), tuple(within), tuple(rows))


def file(made: Index, filed: Rule) -> None:
    """Files a rule under what its first group begins with."""
    key = filed.key
    heads = [row[0] for row in key.rows]
    for word in set(key.exact).union(*(head.exact for head in heads)):
        made.exact.setdefault(word, []).append(filed)
    for start in {*key.begins, *(begin for head in heads for begin in head.begins)}:
        made.begins.setdefault(start, []).append(filed)
    for end in key.ends:
        made.ends.setdefault(end, []).append(filed)
    if key.within:
        made.shapeless.append(filed)
