"""Names of people, from Faker's lists and our own; and what looks like one and is none."""

import importlib
import pkgutil
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from moderation.lexicons import lexicon
from moderation.normalising import normalise
from moderation.tokens import lowered
from moderation.words import arabic

#: The languages of this country's residents: a name of these is one in small letters too.
NEAR = (
    "nl_NL", "nl_BE", "tr_TR", "pl_PL", "uk_UA", "en_GB", "en_US", "en_IN", "fr_FR", "de_DE", "ar_AA", "ar_SA", "ar_PS",
    "es_ES", "pt_PT", "it_IT", "ro_RO",
)  # fmt: skip
#: Forms a name takes in a Ukrainian or Polish sentence, on its stem.
CASES = {
    "cyrillic": ("а", "я", "у", "ю", "і", "ї", "и", "о", "й", "ові", "еві", "єві", "ем", "єм", "ом", "ою", "ею", "єю"),
    "latin": ("a", "owi", "em", "iem", "ie", "u", "y", "i", "ę", "ą", "o", "ego", "emu", "im", "ej"),
}
SHORTEST_STEM = 3


class Names(NamedTuple):
    """What people are called, in small letters."""

    first: frozenset[str]
    last: frozenset[str]
    #: What people are called anywhere: names where they have their capital.
    anywhere: frozenset[str]
    surnames: frozenset[str]
    #: Stems of Ukrainian and Polish first names, which change their ends.
    stems: frozenset[str]


@cache
def names() -> Names:
    """Every list together."""
    own = lexicon("names")
    first = set(own["first"].split()) | set(own["arabic"].split()) | set(own["slavic"].split())
    last = set(own["last"].split())
    bending = set(own["slavic"].split())
    for locale in NEAR:
        found, surnames = people_of(locale)
        last |= surnames
        bending |= found if locale in {"uk_UA", "pl_PL"} else set()
        first |= found if not locale.startswith("ar_") else {name for name in found if unmistakable(name)}
    last = {name for name in last if not is_arabic(name) or unmistakable(name)}
    anywhere, far = set(first), set(last)
    for locale in all_locales():
        found, surnames = people_of(locale)
        anywhere |= {name for name in found if is_latin(name)}
        far |= {name for name in surnames if is_latin(name)}
    return Names(
        frozenset(map(plain, first)),
        frozenset(map(plain, last)),
        frozenset(map(plain, anywhere)),
        frozenset(map(plain, far)),
        frozenset(filter(None, map(stem, map(plain, bending)))),
    )


def people_of(locale: str) -> tuple[set[str], set[str]]:
    """First names and surnames of one of Faker's locales, as far as it lists them as one word."""
    provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    lists = (getattr(provider, part, ()) for part in ("first_names", "last_names"))
    first, last = (
        {name for name in names if " " not in name and len(name) > 1} if isinstance(names, Iterable) else set()
        for names in lists
    )
    return first, last


def all_locales() -> list[str]:
    """Every locale that Faker has people of."""
    package = importlib.import_module("faker.providers.person")
    return [module.name for module in pkgutil.iter_modules(package.__path__) if "_" in module.name]


def is_arabic(name: str) -> bool:
    """Whether it is written in Arabic."""
    return "\u0600" <= name[0] <= "\u06ff"


def is_latin(name: str) -> bool:
    """Whether it is written in our letters."""
    return name[0] < "\u0250"


def unmistakable(name: str) -> bool:
    """Whether an Arabic name is no word of every day."""
    return plain(name) not in arabic().used


def plain(name: str) -> str:
    """A name as the rules read it."""
    return lowered(normalise(name).text)


def stem(name: str) -> str:
    """What stays of a Ukrainian or Polish name when it changes its end, or nothing where that is too little."""
    for end in ("ій", "ія", "ий", "а", "я", "о", "й", "ь", "ek", "a", "y"):
        if name.endswith(end) and len(name) - len(end) >= SHORTEST_STEM:
            return name[: -len(end)] + ("k" if end == "ek" else "і" if end in {"ій", "ія"} else "")
    return name if len(name) >= SHORTEST_STEM else ""


def bent(word: str) -> bool:
    """Whether it is a form of a Ukrainian or Polish first name."""
    ends = CASES["cyrillic" if word[0] > "Ͽ" else "latin"]
    return any(word.endswith(end) and word[: -len(end)] in names().stems for end in ends)


@cache
def places() -> frozenset[str]:
    """Towns, countries and languages: capitals that name nobody."""
    provider = importlib.import_module("faker.providers.address.nl_NL").Provider
    towns = {plain(town) for town in (*provider.cities, *provider.provinces, *provider.countries)}
    return frozenset(towns) | frozenset(lexicon("not_names")["places"].split("; "))


@cache
def organisations() -> dict[str, list[tuple[str, ...]]]:
    """Shops, services and feasts, as the words that they are made of, by the first of these."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in lexicon("not_names")["organisations"].split("; "):
        words = tuple(name.split())
        found.setdefault(words[0], []).append(words)
    return found


@cache
def not_names(part: str) -> frozenset[str]:
    """Words that are no name by themselves (`words`), or make none of what stands beside them."""
    return frozenset(lexicon("not_names")[part].split())
