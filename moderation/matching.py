"""Rules of a few words that must stand near each other, and the words of a text that they are tried on.

The groups of a rule, divided by spaces, must all be there in one sentence, within WINDOW words of the first. A group is
a choice (`a|b`); `a_b` are words in a row; `a*` begins a word, as a long one always does, `*a` ends one, `*a*` is in
one; what follows ` !` must not be there; `$A` is a set. `pwa/static/js/advice.js` runs the same rules in the page: what
changes here changes there.
"""

import re
import unicodedata
from typing import NamedTuple

WINDOW = 10
#: Words of this many letters also begin longer ones.
LONG = 6
SENTENCE = re.compile(r"[.!?…\n؟]")
CLAUSE = re.compile(r"[,;:()]")
WORD = re.compile(r"[^\W_]+")
QUOTES = re.compile("['’‘ʼ`´]")


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
    """What must be there, and what must not, for an outcome. Where `past` is there in the same clause, it is over."""

    outcome: str
    key: Group
    others: tuple[Group, ...]
    none: Group
    past: Group


class Read(NamedTuple):
    """The words of a text, and for each the number of its sentence and of its clause."""

    words: list[str]
    sentences: list[int]
    clauses: list[int]


class Rulebook:
    """Rules, filed by what their first group begins with, so that most words ask for none."""

    def __init__(self, rules: list[Rule], breaks: frozenset[str]) -> None:
        self.breaks = breaks
        self.exact: dict[str, list[Rule]] = {}
        self.begins: dict[str, list[Rule]] = {}
        self.ends: dict[str, list[Rule]] = {}
        self.within: list[Rule] = []
        for rule in rules:
            self.file(rule)

    def file(self, rule: Rule) -> None:
        """Files one rule."""
        heads = [rule.key, *(row[0] for row in rule.key.rows)]
        for drawer, part in ((self.exact, "exact"), (self.begins, "begins"), (self.ends, "ends")):
            for word in {word for head in heads for word in getattr(head, part)}:
                drawer.setdefault(word, []).append(rule)
        if any(head.within for head in heads):
            self.within.append(rule)

    def outcomes(self, text: str) -> set[str]:
        """What the rules say of a text."""
        read = self.read(text)
        found: set[str] = set()
        for i, word in enumerate(read.words):
            found |= {
                rule.outcome for rule in self.candidates(word) if rule.outcome not in found and holds(rule, read, i)
            }
        return found

    def candidates(self, word: str) -> list[Rule]:
        """The rules whose first group may stand at this word."""
        found = [*self.exact.get(word, ()), *self.within]
        for length in range(1, len(word) + 1):
            found += self.begins.get(word[:length], ())
            found += self.ends.get(word[-length:], ())
        return found

    def read(self, text: str) -> Read:
        """The words of a text."""
        text = fold(text)
        read = Read([], [], [])
        sentence = clause = end = 0
        for found in WORD.finditer(text):
            between = text[end : found.start()]
            end = found.end()
            ended = bool(SENTENCE.search(between))
            sentence += ended
            clause += ended or bool(CLAUSE.search(between)) or found[0] in self.breaks
            read.words.append(found[0])
            read.sentences.append(sentence)
            read.clauses.append(clause)
        return read


def holds(rule: Rule, read: Read, i: int) -> bool:
    """Whether everything that a rule asks is there around word i."""
    words, sentences, clauses = read
    if not rule.key.at(words, i):
        return False
    near = [at for at in range(max(0, i - WINDOW), min(len(words), i + WINDOW + 1)) if sentences[at] == sentences[i]]
    if not all(any(group.at(words, at) for at in near) for group in rule.others):
        return False
    if any(rule.none.at(words, at) for at in near):
        return False
    return not any(clauses[at] == clauses[i] and rule.past.at(words, at) for at in near)


def fold(text: str) -> str:
    """Small letters without marks and what is not seen: "Öldürecek" is "oldurecek"."""
    if text.isascii():
        return QUOTES.sub(" ", text.lower())
    plain = unicodedata.normalize("NFKD", QUOTES.sub(" ", text)).lower().replace("ı", "i")
    return "".join(
        each for each in plain if unicodedata.category(each)[0] != "M" and unicodedata.category(each) != "Cf"
    )


def rule(outcome: str, line: str, sets: dict[str, str], past: str) -> Rule:
    """One line of a lexicon; `past` are the words that say that it is over, divided by spaces."""
    wanted, _, unwanted = line.partition(" !")
    key, *others = (group(choice, sets) for choice in wanted.split())
    return Rule(outcome, key, tuple(others), group(unwanted, sets), group(past.replace(" ", "|"), {}))


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
        elif each.endswith("*") or len(each) >= LONG:
            begins.append(each.rstrip("*"))
        else:
            exact.add(each)
    return Group(frozenset(exact), tuple(begins), tuple(ends), tuple(within), tuple(rows))
