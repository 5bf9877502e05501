"""Names of people: by the words around them first, then by lists, then by capitals."""

from collections.abc import Callable

from moderation.claims import Claims
from moderation.model import Confidence
from moderation.naming.blocking import block_organisations
from moderation.naming.capitals import paired, prefixed, told, unknown
from moderation.naming.context import Context
from moderation.naming.cues import begin, cue_before
from moderation.naming.extent import last_word
from moderation.naming.joining import join
from moderation.naming.listed import initials_name, listed
from moderation.tokens import Token

#: Ways to see that a name begins at a word, the surest first.
WAYS: tuple[tuple[str, Callable[[Context, int], bool]], ...] = (
    ("listed", listed),
    ("capital", unknown),
    ("pair", paired),
    ("prefix", prefixed),
    ("told", told),
)


def people(claims: Claims, words: list[Token]) -> None:
    """Claims the names of people. Streets and other claims are taken already."""
    block_organisations(claims, words)
    here = Context(claims, words)
    i = 0
    while i < len(words):
        seed = first_word(here, i)
        if seed is None:
            i += 1
            continue
        confidence, rule, start = seed
        end = last_word(here, start, rule)
        claims.claim(words[start].start, words[end].end, "NAME", confidence, rule)
        i = max(end, i) + 1
    join(here)


def first_word(here: Context, i: int) -> tuple[Confidence, str, int] | None:
    """How a name begins at word i, and with which word: a small one may stand before it ("de Vries")."""
    if not here.open[i]:
        return None
    cue = cue_before(here, i)
    if cue and (start := begin(here, i, cue)) is not None:
        return "likely", cue, start
    if here.words[i].initials and initials_name(here, i):
        return "certain", "initials", i
    for rule, way in WAYS:
        if way(here, i):
            return "likely", rule, i
    return None
