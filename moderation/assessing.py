"""Everything about one text."""

import re

from moderation.addresses import addresses
from moderation.claims import Claims
from moderation.links import links
from moderation.model import Finding
from moderation.names import people
from moderation.normalising import normalise
from moderation.numbers import accounts, citizens, phones
from moderation.plates import plates
from moderation.redacting import WORDS, redact
from moderation.streets import streets
from moderation.tokens import tokens

#: What was hidden before stays hidden, and tells the rules nothing.
HIDDEN = re.compile("|".join(map(re.escape, WORDS.values())))


def find_personal(text: str) -> tuple[Finding, ...]:
    """What in `text` could tell who somebody is, in order and without overlap. Offsets are those of `text`."""
    normal = normalise(text)
    plain = HIDDEN.sub(lambda found: "\u25a1" * len(found[0]), normal.text)
    claims = Claims(plain)
    for rule in (links, accounts, citizens, phones, plates):
        rule(claims)
    words = tokens(plain)
    addresses(claims, words, streets(claims, words))
    people(claims, words)
    found = []
    for each in claims:
        start, end = normal.original(each.start, each.end)
        found.append(Finding(start, end, each.kind, each.confidence, each.rule, each.reason))
    return tuple(found)


def public(text: str) -> str:
    """`text` as it may be read by everybody. Hiding one thing can show another: it goes on until nothing is left."""
    while hidden := [finding for finding in find_personal(text) if finding.hidden]:
        text = redact(text, hidden)
    return text
