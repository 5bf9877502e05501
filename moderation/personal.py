"""What in a text could tell who somebody is, and the text without it."""

import re
from collections.abc import Iterable

from moderation.addresses import addresses, behind_names
from moderation.claims import Claims
from moderation.links import links
from moderation.model import Finding
from moderation.naming import people
from moderation.normalising import normalise
from moderation.numbers import accounts, citizens, phones
from moderation.plates import plates
from moderation.redacting import WORDS, redact
from moderation.streets import streets
from moderation.tokens import tokens

#: The fewest that a citizen service number is written with.
DIGITS = 8
#: What was hidden before stays hidden, and tells the rules nothing.
HIDDEN = re.compile("|".join(map(re.escape, WORDS.values())))


def find_personal(text: str) -> tuple[Finding, ...]:
    """What is personal in `text`, in order and without overlap. Offsets are those of `text`."""
    normal = normalise(text)
    claims = Claims(HIDDEN.sub(lambda found: "\u25a1" * len(found[0]), normal.text))
    for rule in (links, accounts, citizens, phones, plates):
        rule(claims)
    words = tokens(claims.text)
    addresses(claims, words, streets(claims, words))
    people(claims, words)
    behind_names(claims)
    return tuple(finding.moved(*normal.original(finding.start, finding.end)) for finding in claims)


def find_citizen_numbers(text: str) -> tuple[Finding, ...]:
    """The citizen service numbers (BSN) in `text`: no store may have them."""
    if sum(map(str.isdigit, text)) < DIGITS:
        return ()
    normal = normalise(text)
    claims = Claims(normal.text)
    citizens(claims)
    return tuple(finding.moved(*normal.original(finding.start, finding.end)) for finding in claims)


def without_citizen_numbers(text: str) -> str:
    """`text` as it may be stored."""
    while found := find_citizen_numbers(text):
        text = redact(text, found)
    return text


def hide_personal(text: str, found: Iterable[Finding] | None = None) -> str:
    """`text` as everybody may read it. Hiding one thing can show another: it goes on until nothing is left."""
    hidden = [each for each in (find_personal(text) if found is None else found) if each.hidden]
    while hidden:
        text = redact(text, hidden)
        hidden = [each for each in find_personal(text) if each.hidden]
    return text
