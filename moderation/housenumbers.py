"""What a house number looks like, and what is none: "nummer 14 rood", but not "nummer 14 van de paal"."""

import re

from moderation.lexicons import choice

#: What may hang on it: "45a", "112-2", "12 bis", "103-III", "4/2", "8 A-2".
ADDITION = (
    r"(?:[ ]?[a-hA-H](?![\w'])"
    r"|[ ]?-[ ]?(?:\d{1,3}|[IVX]{1,4}|[a-zA-Z]{1,2})(?:[ ]?[a-zA-Z](?!\w))?(?![\w-])"
    rf"|[ ](?:{choice('addresses', 'additions')}|[A-H]-?\d{{1,3}})\b"
    r"|/\d{1,3})"
)
#: Behind it no more digits, no decimals, no date.
NUMBER = rf"[1-9]\d{{0,3}}(?!\d|[.,:]\d|/\d{{2,}}|-\d{{3}})(?:{ADDITION}){{0,2}}"
#: What is counted: a number before it is no house.
NOT_COUNTED = rf"(?! ?(?:(?:{choice('addresses', 'counted_whole')})\b|{choice('addresses', 'counted')}))"
CALLED = r"(?:huis ?nummer|huis ?nr\.?|hnr\.?|nummer|nr\.?|no\.?|num\.?|number|#|numer|kapı no|no:)"
#: "10 t/m 24", "12 en 14"
RANGE = (
    r"(?: ?(?:t/m|tm|t\.e\.m\.|tot en met|tot|en|and|&) ?\d{1,4}[a-z]?"
    r"(?! ?(?:uur|u\b|jaar|dag|week|maand|euro)|\w|[.,:]\d))?"
)
POSTCODE = r"[1-9]\d{3} ?[A-Za-z]{2}(?![\w])"
TOWN = r"(?-i:(?:,? (?:(?:te|in) )?(?:'s-)?[A-Z][a-zé-]+(?: (?:aan|de|den|op|aan de) [A-Z]?[a-z]+)?)?)"
BUILDING = r"(?:huis|deur|woning|flat|house|apartment|apt\.?|appartement|app\.)"
#: Behind these a number is no house: things that are numbered, and what is counted.
THING = re.compile(
    rf"(?:{choice('addresses', 'things')})(?:s|-)?(?: ?(?:met|met het|heeft|is|van))?[ ]*[:#(]?[ ]*$", re.IGNORECASE
)
#: "nummer 1 probleem" and the like: a first place.
RANKED = re.compile(r"(?:nummer|nr\.?|number) ?1 (?:probleem|ergernis|problem|in|van de|op|klacht)", re.IGNORECASE)


def pattern(text: str) -> re.Pattern[str]:
    """A pattern in which NUMBER stands for a house number that counts nothing, whatever the case of the letters."""
    return re.compile(text.replace("NUMBER", f"{NUMBER}{NOT_COUNTED}"), re.IGNORECASE)
