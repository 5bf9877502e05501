"""Long and messy messages, made of phrases: what is the matter, between all that people say around it."""

from collections.abc import Iterator

from numpy.random import Generator, default_rng

from moderation.suggesting.frequent import frequent_words
from moderation.suggesting.phrases import ANY

#: How many messages are made for each category, by language.
MESSAGES = {"nl": 80}
OTHERS = 40
#: How many phrases of the category a message has, and at most how many of what people say around them.
PHRASES = (1, 1, 2, 2, 3)
MOST_AROUND = 7
#: At most how many of the words that everybody uses most, where we have a list of them.
MOST_WORDS = 30
#: The same messages every time.
SEED = 1


def compose(phrases: dict[str, dict[str, list[str]]]) -> Iterator[tuple[str, str]]:
    """Texts with their category: every phrase as it is, and the messages."""
    chance = default_rng(SEED)
    for language, categories in phrases.items():
        words = frequent_words(language)
        for category in sorted(set(categories) - {ANY}):
            yield from ((phrase, category) for phrase in categories[category])
            for _ in range(MESSAGES.get(language, OTHERS)):
                parts = [
                    *some(chance, categories[category], int(chance.choice(PHRASES))),
                    *some(chance, categories[ANY], int(chance.integers(MOST_AROUND))),
                    *some(chance, words, int(chance.integers(MOST_WORDS)) if words else 0),
                ]
                chance.shuffle(parts)
                yield " ".join(parts), category


def some(chance: Generator, lines: list[str], number: int) -> list[str]:
    """So many of the lines, each once."""
    return [lines[index] for index in chance.choice(len(lines), number, replace=False)] if number else []
