"""E-mail addresses, web addresses, and names on social media."""

import re

from moderation.claims import Claims

EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
AT = r"(?:\s*[\(\[\{<]\s*(?:at|apenstaartje|@)\s*[\)\]\}>]\s*|\s+(?:at|apenstaartje|apestaartje|@)\s+|@)"
DOT = r"(?:\s*[\(\[\{<]\s*(?:dot|punt|\.)\s*[\)\]\}>]\s*|\s+(?:dot|punt)\s+|\.)"
ENDING = r"(?:nl|com|org|net|eu|info|be|de|fr|uk|pl|tr|ua|ma|sr|nu|email)"
SPELLED = re.compile(rf"[\w+-]+(?:{DOT}[\w+-]+)*?{AT}[\w-]+(?:{DOT}[\w-]+)*?{DOT}{ENDING}\b", re.IGNORECASE)

TAIL = r"(?:[/?#:][^\s<>\"]*)?"
FULL = re.compile(rf"(?:https?://|www\.)[\w.-]+{TAIL}", re.IGNORECASE)
#: Short endings that are words too ("kapot.de lamp") count with a path behind them only.
BARE = re.compile(
    rf"(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:(?:nl|com|org|net|eu|info|app|gg|frl|amsterdam)\b{TAIL}"
    r"|(?:be|de|me|tv|io|co|ly|to|uk|pl|tr|ua|fr|nu)/[^\s<>\"]+)",
    re.IGNORECASE,
)
ENDS = ".,;:!?)]}'\""

HANDLE = re.compile(r"(?<![\w@.])@[\w][\w.]*\w|(?<![\w@.])@\w")
NETWORK = (
    r"(?:insta(?:gram)?|ig|snap(?:chat)?|snapje|tik ?tok|twitter|telegram|discord|facebook|fb|signal|"
    r"سناب|انستا|انستغرام|інста(?:грам)?|телеграм)"
)
NAMED = re.compile(
    rf"\b{NETWORK}(?:[ -]?(?:account|naam|handle|user(?:name)?))?\s*(?::|=|\bis\b|\bheet\b|\bvan\b|-|\bto\b|\bis:)?\s+"
    r"(?P<name>(?=[\w.]*[\d_.])[\w.]*\w)",
    re.IGNORECASE,
)


def links(claims: Claims) -> None:
    """Claims what leads to somebody on the internet."""
    text = claims.text
    if "@" in text or "at" in text.lower() or "apen" in text.lower():
        for found in EMAIL.finditer(text):
            claims.claim(*found.span(), "EMAIL", "certain", "address")
        for found in SPELLED.finditer(text):
            claims.claim(*found.span(), "EMAIL", "likely" if "@" not in found[0] else "certain", "spelled")
    for rule, pattern in (("full", FULL), ("bare", BARE)):
        for found in pattern.finditer(text):
            claims.claim(found.start(), found.start() + len(found[0].rstrip(ENDS)), "URL", "certain", rule)
    for found in HANDLE.finditer(text):
        claims.claim(*found.span(), "HANDLE", "certain", "at-sign")
    for found in NAMED.finditer(text):
        claims.claim(*found.span("name"), "HANDLE", "likely", "named")
