"""Telephone numbers, bank accounts and citizen service numbers (BSN): what a checksum or a numbering plan proves."""

import re
from functools import lru_cache

import phonenumbers
from stdnum import iban
from stdnum.nl import bsn

from moderation.claims import Claims

#: What is counted or filed: the number behind it belongs to a thing.
FILED = (
    r"(?:zaak|melding|meld|dossier|kenmerk|referentie|ref|order|bestel|factuur|klant|ticket|volg|serie|artikel|aangifte|"
    r"polis|case|reference|report|zgłoszeni\w*|sprawa|başvuru|بلاغ|звернення|заявка)"
)
FILED_BEFORE = re.compile(
    rf"\b{FILED}(?:s|-)?(?:nummer|nr|number|no|id|code|numer|numarası)?\b[\s.:#]*(?:is|van|=)?\s*(?:[A-Z]{{1,4}}-?)?$",
    re.IGNORECASE,
)

ACCOUNT = re.compile(r"(?<![A-Z0-9])[A-Z]{2}[ .-]?\d{2}(?:[ .-]?[A-Z0-9]){11,30}", re.IGNORECASE)
CITIZEN = re.compile(r"(?<![\d.,+-])(?:\d{9}|\d{4}[. -]\d{2}[. -]\d{3}|\d{3}([. -])\d{3}\1\d{3}|\d{8})(?![\d-]|[.,]\d)")
CITIZEN_NAMED = re.compile(r"\b(?:bsn|burger ?service|sofi|b\.s\.n)[\w-]*\b[^\d\n]{0,25}$", re.IGNORECASE)

PHONE = re.compile(
    r"(?<![\w.,-])(?:\(?(?:\+|00) ?\d|\(?[0oO](?=[\d( ./-]))(?:[ ./()-]{0,3}(?:\d|[oO](?![^\W\d_]))){7,14}(?!\d)"
)
CALLING = (
    r"bel|bellen|belt|tel|telefoon|telefoonnummer|mobiel|mob|app|appen|whatsapp|sms|bereikbaar|call|phone|text|telefon\w*"
    r"|dzwonić|dzwoń|telefonum|ara|numaram|هاتفي|اتصل|телефон|дзвоніть"
)
PHONE_CALLED = re.compile(rf"\b(?:{CALLING})\b[^\d\n]{{0,20}}$", re.IGNORECASE)
PHONE_NAMED = re.compile(rf"\b(?:{CALLING}|nummer|nr|numer|رقمي|رقم|номер)\b[^\d\n]{{0,20}}$", re.IGNORECASE)
LOOSE = re.compile(r"(?<![\w.,-])\d(?:[ ./-]?\d){7,11}(?![\d-]|[.,]\d)")
#: Every mobile number of ours looks like this, also one that nobody has yet.
MOBILE = re.compile(r"06\d{8}")
#: Numbers of services that everybody may call.
SERVICE = re.compile(r"0(?:800|900|906|909)\d*|14\d{3,4}|11[23]|0900\d*")
REGIONS = ("NL", "BE", "DE", "PL", "TR", "UA", "MA", "GB", "SY")


def accounts(claims: Claims) -> None:
    """Claims bank accounts whose check digits are right."""
    for found in ACCOUNT.finditer(claims.text):
        for end in range(found.end(), found.start() + 14, -1):
            following = claims.text[end : end + 1]
            if not following.isalnum() and iban.is_valid(re.sub(r"[ .-]", "", claims.text[found.start() : end])):
                claims.claim(found.start(), end, "IBAN", "certain", "checked")
                break


def citizens(claims: Claims) -> None:
    """Claims citizen service numbers that pass the eleven-test, and whatever is called one."""
    for found in CITIZEN.finditer(claims.text):
        before = claims.text[max(0, found.start() - 45) : found.start()]
        named = CITIZEN_NAMED.search(before)
        digits = re.sub(r"\D", "", found[0])
        if named:
            claims.claim(*found.span(), "BSN", "certain", "named")
        elif len(digits) == 9 and bsn.is_valid(digits) and not PHONE_CALLED.search(before):
            if FILED_BEFORE.search(before):
                claims.block(*found.span())
            else:
                claims.claim(*found.span(), "BSN", "certain", "eleven-test")


def phones(claims: Claims) -> None:
    """Claims telephone numbers that the numbering plan knows, and what is called one."""
    text = claims.text
    for found in PHONE.finditer(text):
        number = re.sub(r"[^\d+]", "", found[0].replace("o", "0").replace("O", "0"))
        before = text[max(0, found.start() - 30) : found.start()]
        if SERVICE.fullmatch(number) or FILED_BEFORE.search(before):
            claims.block(*found.span())
        elif MOBILE.fullmatch(number) or dialled(number, "NL"):
            claims.claim(*found.span(), "PHONE", "certain", "plan")
        elif PHONE_NAMED.search(before):
            claims.claim(*found.span(), "PHONE", "likely", "named")
    for found in LOOSE.finditer(text):
        before = text[max(0, found.start() - 30) : found.start()]
        digits = re.sub(r"\D", "", found[0])
        if SERVICE.fullmatch(digits):
            claims.block(*found.span())
        elif (
            PHONE_NAMED.search(before)
            and not FILED_BEFORE.search(before)
            and any(dialled(digits, region) for region in REGIONS)
        ):
            claims.claim(*found.span(), "PHONE", "likely", "abroad")


@lru_cache(maxsize=64)
def dialled(number: str, region: str) -> bool:
    """Whether somebody in `region` who dials this can reach a telephone."""
    number = re.sub(r"^(\+|00)31\(?0", r"\g<1>31", number)
    try:
        parsed = phonenumbers.parse(number.replace("00", "+", 1) if number.startswith("00") else number, region)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(parsed)
