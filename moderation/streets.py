"""Names of streets: what makes an address of a number, and no person of "Jan van Avennes"."""

import re

from moderation.claims import Claims
from moderation.lists import names
from moderation.tokens import Token

ENDS = (
    "straat|straatje|laan|weg|plein|kade|singel|dijk|gracht|hof|hofje|steeg|pad|park|plantsoen|dreef|wal|markt|haven|oever|"
    "burg|brug|ring|poort|baan|erf|gaarde|boulevard|kaai|vaart|veste|vest|tuin|tuinen|akker|kamp|bocht|waard|zijde|meent|"
    "donk|horst|boog|kwartier|stede|dwarsstraat|passage|allee|square|promenade|zoom|lei|sloot|vliet|diep|werf|wijk"
)
#: "essenstr.", "kamperln", "v. Marumstr"
SHORT = "str|ln|wg|pln|kd"
#: One word that is a street by its end. Ends that are words too ("hof", "park") count behind four letters of a name.
STREET = re.compile(
    rf"(?:[^\W\d_]{{2,}}|[^\W\d_'-]+[-'])*[^\W\d_]{{2,}}(?:{ENDS})|[^\W\d_]{{3,}}(?:{SHORT})|(?:str|straat|laan|plein|kade|weg)",
    re.IGNORECASE,
)
#: Ordinary words that end like a street.
NOT_STREETS = frozenset(
    ["omweg", "onderweg", "bijna", "vandaan", "snelweg", "autoweg", "fietspad", "voetpad", "wandelpad", "rijbaan", "busbaan", "trambaan", "landweg", "parkeerhof", "schoolplein", "dorpsplein", "marktplein", "stadspark", "speeltuin", "achtertuin", "voortuin", "binnentuin", "moestuin", "volkstuin", "volkstuinen", "supermarkt", "rommelmarkt", "vrijmarkt", "kerstmarkt", "weekmarkt", "woningmarkt", "markt", "gevolg", "hoofdstraat", "winkelstraat", "zijstraat", "dwarsstraat", "doodlopende", "spoorlijn", "spoorbaan", "fietsbrug", "voetbrug", "voetgangersbrug", "hefbrug", "ophaalbrug", "loopbrug", "landburg", "buurtpark", "pretpark", "wagenpark", "playground", "plein", "straat", "laan", "weg", "park", "hof", "brug", "pad", "gracht", "kade", "dijk", "steeg", "singel", "haven", "tuin", "wal", "ring", "poort", "baan", "boog", "zijde", "kamp", "bocht", "wijk", "binnenhof", "kerkhof", "begraafplaats", "buitenwijk", "woonwijk", "achterstandswijk", "deelwijk", "probleemwijk", "prachtwijk", "ontwijk", "uitweg", "halverwege", "langsweg", "oprijlaan", "zandpad", "bospad", "uitlaat", "afweg", "overweg", "ventweg", "hoofdweg", "toegangsweg", "invalsweg", "rondweg", "ringweg", "provincialeweg", "jachthaven", "gezelschap", "keukenzijde", "binnenplein", "kruispunt", "gymzaal", "vluchthaven", "luchthaven", "achterzijde", "voorzijde", "onderzijde", "bovenzijde", "buitenzijde", "binnenzijde", "zuidzijde", "noordzijde", "westzijde", "oostzijde", "overzijde", "loopbaan", "glijbaan", "kegelbaan", "skatebaan", "voetbalbaan", "tennisbaan", "ijsbaan", "atletiekbaan", "rolbaan", "vangst", "autowerf", "scheepswerf", "regenboog", "elleboog", "spoorboog", "herberg", "bedrijfspark", "hertenkamp", "dierenpark", "transferpark", "ramp"]
)
#: Streets that begin with what others end with: "Hof van Egmond", "Plein 1940".
BEGINS = frozenset(
    ["hof", "plein", "park", "laan", "weg", "straat", "kade", "singel", "gracht", "oude", "nieuwe", "lange", "korte", "kleine", "grote", "gedempte", "nieuwe", "verlengde", "eerste", "tweede", "derde", "le", "la"]
)
INFIXES = frozenset(["van", "de", "den", "der", "het", "'t", "ter", "ten", "te", "v", "d", "v.d.", "la", "el", "al", "op", "aan", "von", "da", "di", "du", "le", "in"])
HONOURS = frozenset(
    ["pres", "pres.", "gen", "gen.", "adm", "prof.", "dr.", "burg.", "ds.", "mgr", "prins", "prinses", "koning", "koningin", "burgemeester", "burg", "generaal", "professor", "prof", "dr", "dokter", "doctor", "admiraal", "pastoor", "meester", "mr", "sint", "st", "st.", "kardinaal", "minister", "kapitein", "ds", "dominee", "graaf", "jonkheer", "jhr", "president", "pieter", "jan", "willem", "anna"]
)
#: Surnames end so too: "Zwanenburg" behind a first name is no street, until a number follows.
SURNAMES_END = re.compile(
    r"(?:baan|tuin|park|pad|vest|brug|burg|hof|horst|donk|kamp|boog|wal|akker|dijk|waard|zoom|ring|wijk|vaart|poort|vliet|diep|meent|werf|haven)$"
)
#: "2e Vooruitgangstraat"
ORDINAL = re.compile(r"\d{1,2}[ed]e?")
LONGEST = 6


def streets(claims: Claims, words: list[Token]) -> dict[int, int]:
    """The streets: index of the first word → of the last. Their characters name nobody."""
    found: dict[int, int] = {}
    for i, word in enumerate(words):
        if is_street(word):
            if SURNAMES_END.search(word.lower) and behind_a_name(words, i):
                continue
            first = begin(words, i)
            found = {a: b for a, b in found.items() if b < first}
            found[first] = i
        elif word.lower in BEGINS and word.capital and (last := named_after(words, i)):
            found[i] = last
    return {a: b for a, b in found.items() if claims.free(words[a].start, words[b].end)}


def is_street(word: Token) -> bool:
    """Whether this word is the name of a street, or its last word."""
    return bool(STREET.fullmatch(word.lower)) and word.lower not in NOT_STREETS


def behind_a_name(words: list[Token], i: int) -> bool:
    """Whether a first name stands before word i, and no number behind it."""
    numbered = i + 1 < len(words) and words[i + 1].text[0].isdigit()
    return (
        i > 0 and words[i].gap == " " and words[i - 1].capital and words[i - 1].lower in names().first and not numbered
    )


def begin(words: list[Token], i: int) -> int:
    """The first word of the street that ends with word i: back over capitals, small words between them, and honours."""
    first = i
    at = i - 1
    while at >= 0 and i - at < LONGEST and words[at + 1].gap in {" ", "-", "", ". ", "."}:
        word = words[at]
        if words[at + 1].first and word.lower not in HONOURS:
            break
        if (
            word.capital
            or ORDINAL.fullmatch(word.lower)
            or word.initials
            or word.lower in HONOURS
            or word.lower in {"lange", "korte", "kleine", "grote", "oude"}
        ):
            if word.lower in INFIXES | {"hoek", "bij"} and at + 1 == first and word.first:
                break
            first = at
        elif word.lower not in INFIXES:
            break
        at -= 1
    return first


def named_after(words: list[Token], i: int) -> int:
    """The last word of "Hof van Egmond", or 0 where word i begins no street."""
    at = i + 1
    while at < len(words) and words[at].lower in INFIXES and words[at].gap == " ":
        at += 1
    if i + 1 < at < len(words) and words[at].capital and words[at].gap == " ":
        return at
    return 0
