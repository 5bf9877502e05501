"""Number plates: the Dutch sidecodes, and those of elsewhere where a text speaks of a car."""

import re

from moderation.claims import Claims

SIDECODES = (
    "XX-99-99", "99-99-XX", "99-XX-99", "XX-99-XX", "XX-XX-99", "99-XX-XX", "99-XXX-9",
    "9-XXX-99", "XX-999-X", "X-999-XX", "XXX-99-X", "X-99-XXX", "9-XX-999", "999-XX-9",
)  # fmt: skip


def shape(separator: str) -> str:
    """The sidecodes as one pattern, their groups divided by `separator`."""
    patterns = (code.replace("-", separator).replace("X", "[A-Z]").replace("9", r"\d") for code in SIDECODES)
    return rf"(?<![\w-])(?:{'|'.join(patterns)})(?![\w-])"


DIVIDED = re.compile(shape("-"), re.IGNORECASE)
LOOSE = re.compile("|".join(map(shape, ("", " ", "[.·]"))), re.IGNORECASE)
#: A vehicle or its plate, anywhere in the same sentence.
VEHICLE = (
    r"(?:kenteken\w*|nummerbord\w*|nummerplaat\w*|auto'?s?|wagen|bus|busje|busjes|bestelbus\w*|scooter\w*|brommer\w*|motor|"
    r"polo|golf|bmw|audi|mercedes|opel|ford|seat|volvo|toyota|fiat|renault|kia|skoda|tesla|jeep|taxi|vrachtwagen|"
    r"aanhanger|caravan|camper|plate|car|van|truck|plaka\w*|araba\w*|samoch[oó]\w*|auto|rejestrac\w*|tablic\w*|"
    r"سيارة|لوحة|машин\w*|авто\w*|номер\w*)"
)
#: No Dutch plate of the last forty years has one: without a car in sight "lamp LED-40-W" is a lamp.
VOWEL = re.compile("[AEIOU]", re.IGNORECASE)
THING = re.compile(
    r"(?:lamp|type|model|serie|artikel|onderdeel|mast|paal|container|code|id)\w*[ :]*#|# (?:is|op) .*nummer",
    re.IGNORECASE,
)
NEARBY = re.compile(rf"\b{VEHICLE}\b[^.!?\n]{{0,60}}$", re.IGNORECASE)
PLATE_NAMED = re.compile(
    r"\b(?:kenteken\w*|nummerbord\w*|nummerplaat|plaat|plate|plaka\w*|rejestrac\w*|tablic\w*|لوحة|номер\w*)\b"
    r"[\s:,(]*(?:nr|nummer|number|is|van|van de auto)?[\s:,(\"]*$",
    re.IGNORECASE,
)
ABROAD = re.compile(
    r"(?<![\w-])(?:[A-ZА-ЯІЇ]{1,3}[ -][A-Z]{0,2}[ -]?\d[\dA-Z]{2,5}|\d{2} [A-Z]{1,3} \d{2,4}"
    r"|[A-ZА-ЯІЇ]{2} ?\d{4} ?[A-ZА-ЯІЇ]{2}|\d-[A-Z]{3}-\d{3}|[A-Z]{2}\d{2} ?[A-Z]{3})(?![\w-])"
)
ANYTHING = re.compile(
    r"(?<![\w-])(?=[A-Z0-9 -]*\d)(?=[A-Z0-9 -]*[A-Z])[A-Z0-9]{1,4}(?:[ -]?[A-Z0-9]{1,5}){1,2}(?![\w-])"
)
POSTCODE = re.compile(r"\d{4} ?[A-Z]{2}", re.IGNORECASE)


def plates(claims: Claims) -> None:
    """Claims number plates."""
    text = claims.text
    for found in DIVIDED.finditer(text):
        around = text[max(0, found.start() - 30) : found.start()] + "#" + text[found.end() : found.end() + 30]
        thing = VOWEL.search(found[0]) and THING.search(around)
        claims.claim(*found.span(), "PLATE", "possible" if thing else "certain", "sidecode")
    for found in LOOSE.finditer(text):
        before = text[max(0, found.start() - 80) : found.start()]
        if POSTCODE.fullmatch(found[0]) and not PLATE_NAMED.search(before):
            continue
        if PLATE_NAMED.search(before):
            claims.claim(*found.span(), "PLATE", "certain", "named")
        elif found[0].isupper() and (" " not in found[0] or NEARBY.search(before)):
            claims.claim(*found.span(), "PLATE", "likely", "capitals")
        elif found[0].count(" ") == 2 and NEARBY.search(before):
            claims.claim(*found.span(), "PLATE", "likely", "loose")
    for rule, pattern, near in (("abroad", ABROAD, NEARBY), ("named-abroad", ANYTHING, PLATE_NAMED)):
        for found in pattern.finditer(text):
            before = text[max(0, found.start() - 80) : found.start()]
            if near.search(before) and not POSTCODE.fullmatch(found[0]):
                claims.claim(*found.span(), "PLATE", "likely", rule)
