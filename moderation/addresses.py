"""Addresses: a street with a number, a postcode with a number, and "nummer 14"."""

import re

from moderation.claims import Claims
from moderation.lists import names, organisations, places
from moderation.streets import is_street
from moderation.tokens import Token
from moderation.words import compound, dutch, english

ADDITION = (
    r"(?:[ ]?[a-hA-H](?![\w'])|[ ]?-[ ]?(?:\d{1,3}|[IVX]{1,4}|[a-zA-Z]{1,2})(?:[ ]?[a-zA-Z](?!\w))?(?![\w-])|[ ](?:bis|hs|huis|zwart|zw|rood|rd|boven|beneden|ben|"
    r"bg|sous|I{1,3}|IV|[A-H]-?\d{1,3})\b|/\d{1,3})"
)
NUMBER = rf"\d{{1,4}}(?!\d|[.,:]\d|/\d{{2,}}|-\d{{3}})(?:{ADDITION}){{0,2}}"
CALLED = r"(?:huis ?nummer|huis ?nr\.?|hnr\.?|nummer|nr\.?|no\.?|num\.?|number|#|numer|kapı no|no:)"
POSTCODE = r"[1-9]\d{3} ?[A-Za-z]{2}(?![\w])"
TOWN = r"(?-i:(?:,? (?:(?:te|in) )?(?:'s-)?[A-Z][a-zé-]+(?: (?:aan|de|den|op|aan de) [A-Z]?[a-z]+)?)?)"
NOT_NUMBERED = (
    r"(?! ?(?:uur|u\b|x\b|keer|maal|meter|m\b|m2|cm|km|mm|euro|eur|€|%|graden|jaar|jarige|dagen|weken|maanden|minuten|min\b|sec|kg|"
    r"kilo|liter|personen|mensen|mannen|jongens|meisjes|kinderen|woningen|huizen|bomen|zakken|auto|fietsen|tegels|lampen|paal|"
    r"januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|hoog|etage|verdieping|e\b|de\b|ste\b|"
    r"days|weeks|months|years|times|people|minutes|hours|pm|am|gün|hafta|saat|dni|tygodni|metr|jan\b|feb\b|okt\b|dec\b))"
)

#: "10 t/m 24", "12 en 14"
RANGE = r"(?: ?(?:t/m|tm|t\.e\.m\.|tot en met|tot|en|and|&) ?\d{1,4}[a-z]?(?! ?(?:uur|u\b|jaar|dag|week|maand|euro)|\w|[.,:]\d))?"
BEHIND_STREET = re.compile(rf",? ?(?:{CALLED} ?)?(?P<number>{NUMBER}{NOT_NUMBERED}{RANGE})", re.IGNORECASE)
WITH_POSTCODE = re.compile(rf"(?:,| -|\n)? ?{POSTCODE}{TOWN}")
TOWN_ONLY = re.compile(r", (?:te )?(?:Haarlem|Amsterdam|Rotterdam|Utrecht|Den Haag|Heemstede|Bloemendaal|Zandvoort)\b")
POSTCODE_NUMBER = re.compile(
    rf"(?<![\w-]){POSTCODE}[ ,]{{1,2}}(?:{CALLED} ?)?{NUMBER}{NOT_NUMBERED}{TOWN}", re.IGNORECASE
)
NUMBERED = re.compile(
    rf"(?<![\w])(?:(?:huis|deur|woning|flat|house|flat|apartment|apt\.?|appartement|app\.) ?)?{CALLED}s?[ :]*(?:is )?{NUMBER}{NOT_NUMBERED}{RANGE}",
    re.IGNORECASE,
)
ABROAD = re.compile(
    rf"(?<!\w)(?:kapı (?:no|numarası|numara)|daire(?: no)?|(?:pod )?numer(?:em|ze|u)?|mieszkani[ea](?: nr)?|m\.|رقم (?:البيت|المنزل|الشقة|الباب)|بيت رقم|شقة|"
    rf"منزل رقم|кв\.?|квартир[аіи]|будин(?:ок|ку)|буд\.|дім|house|flat|huis|woning|appartement)[ :]*(?:no:? ?|nr\.? ?|№ ?|رقم ?|номер )?{NUMBER}{NOT_NUMBERED}",
    re.IGNORECASE,
)
LIVING = re.compile(
    rf"\b(?:woon|woont|wonen|wonend|buren|buurman|buurvrouw|bewoners?|die (?:lui|gast|man|vrouw|mensen|familie)|familie \w+|"
    rf"overburen|bovenburen|onderburen|achterburen|live|lives|living)(?: zelf| hier| dus)? (?:op|van|bij|at|in)(?: de| het)? (?P<number>{NUMBER}){NOT_NUMBERED}(?!\w)",
    re.IGNORECASE,
)
#: Behind these a number is no house: things that are numbered, and what is counted.
THING = re.compile(
    r"(?:paal|paaltje|mast|lamp|lantaarn|container|bak|put|boom|bord|kast|kastje|bus|lijn|tram|trein|metro|zaak|meld(?:ing|ings)?|dossier|"
    r"ticket|volg|order|bestel|klant|factuur|kenmerk|referentie|speeltoestel|toestel|hokje|halte|perron|spoor|vak|rij|kamer|zaal|lokaal|"
    r"klas|groep|team|blok|portiek|ingang|entree|lift|garage|garagebox|box|locker|kluis|telefoon|mobiel|model|artikel|pagina|punt|"
    r"prioriteit|probleem|plek|plaats|top|foto|vraag|route|weg|afrit|knooppunt|trafohuisje|huisje|station|gemaal|brug|sluis|meter|polis|"
    r"bench|pole|bin|bus|line|room|tree|post|latarni[aę]|słup|linia|autobus|hat|direk|otobüs|автобус|стовп|pompe?|hydrant|brandkraan|serie|ster|"
    r"rekening|bank|kenteken|versie|nota|brief|level|seizoen|aflevering|wijk|dag|fase|stap|optie|kolom|veld|tel|tel\.)"
    r"(?:s|-)?(?: ?(?:met|met het|heeft|is|van))?[ ]*[:#(]?[ ]*$",
    re.IGNORECASE,
)
#: "nummer 1 probleem" and the like: a first place.
RANKED = re.compile(r"(?:nummer|nr\.?|number) ?1 (?:probleem|ergernis|problem|in|van de|op|klacht)", re.IGNORECASE)


def addresses(claims: Claims, words: list[Token], found: dict[int, int]) -> None:
    """Claims addresses; `found` are the streets in `words`."""
    text = claims.text
    for first, last in found.items():
        start, end = words[first].start, words[last].end
        end += text[end : end + 1] == "." and not is_street_whole(words[last].lower)
        if (number := BEHIND_STREET.match(text, end)) and not number["number"].lower().endswith(" m"):
            end = number.end("number")
            if (rest := WITH_POSTCODE.match(text, end)) or (rest := TOWN_ONLY.match(text, end)):
                end = rest.end()
            claims.claim(start, end, "ADDRESS", "certain", "street")
        else:
            claims.block(start, words[last].end)
    for found_one in POSTCODE_NUMBER.finditer(text):
        claims.claim(*found_one.span(), "ADDRESS", "certain", "postcode")
    proper(claims, words)
    for found_one in NUMBERED.finditer(text):
        before = text[max(0, found_one.start() - 30) : found_one.start()]
        if not THING.search(before) and not RANKED.match(text, found_one.start()):
            claims.claim(*found_one.span(), "ADDRESS", "likely", "numbered")
    for found_one in ABROAD.finditer(text):
        claims.claim(*found_one.span(), "ADDRESS", "likely", "numbered-abroad")
    for found_one in LIVING.finditer(text):
        claims.claim(*found_one.span("number"), "ADDRESS", "likely", "living")


def is_street_whole(word: str) -> bool:
    """Whether a street is written out."""
    return not word.endswith(("str", "ln", "wg", "pln", "kd"))


PREPOSITIONS = frozenset(
    ["op", "in", "aan", "bij", "voor", "naast", "tegenover", "achter", "thv", "t.h.v.", "vanaf", "adres", "pand", "woning", "at", "on", "near", "przy", "na", "ul", "ulica", "ulicy", "على", "في", "вул", "вулиці", "на"]
)
PLACE_NUMBER = re.compile(rf" (?P<number>{NUMBER}){NOT_NUMBERED}(?=[\s,.;:!?)]|$)")


def proper(claims: Claims, words: list[Token]) -> None:
    """Claims "op Spui 12": a street that nothing but its capital and its number shows."""
    for i, word in enumerate(words):
        if (
            not word.capital
            or len(word.text) < 4
            or THING.search(word.text)
            or is_street(word)
            or not claims.free(word.start, word.end)
        ):
            continue
        number = PLACE_NUMBER.match(claims.text, word.end)
        if not number:
            continue
        first = i
        while (
            first
            and words[first].gap == " "
            and (
                words[first - 1].lower == "'t"
                or (words[first - 1].capital and words[first - 1].lower not in names().first)
            )
        ):
            first -= 1
        before = [each.lower for each in words[max(0, first - 2) : first]]
        led = (
            (before[-1:]
            and before[-1] in PREPOSITIONS)
            or (len(before) == 2 and before[1] in {"de", "het"} and before[0] in PREPOSITIONS)
        )
        named = (
            words[first].lower in {"'t", "grote", "oude", "nieuwe", "lange", "korte", "kleine", "donkere"} and first < i
        )
        if led or named or known_to_nobody(word.lower):
            claims.claim(words[first].start, number.end("number"), "ADDRESS", "likely", "proper")


def known_to_nobody(word: str) -> bool:
    """Whether it is neither a word nor a name: then it is a place."""
    return not (
        word in names().anywhere
        or word in names().surnames
        or word in dutch().known
        or word in english().known
        or compound(word)
    ) and ((word,) not in organisations() and word not in places())
