"""The words that everybody uses most, which mean nothing for a category. From the lists of pyspellchecker."""

import gzip
import json
from importlib.resources import files

#: So many of the most used words of a language.
MOST_USED = 1200


def frequent_words(language: str) -> list[str]:
    """These words; none where there is no list of the language."""
    packed = files("spellchecker").joinpath("resources", f"{language}.json.gz")
    if not packed.is_file():
        return []
    counts: dict[str, int] = json.loads(gzip.decompress(packed.read_bytes()))
    return sorted(counts, key=lambda word: (-counts[word], word))[:MOST_USED]
