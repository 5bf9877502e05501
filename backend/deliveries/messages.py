"""What a push says: that there is news, and nothing of what it is. The same length for everyone."""

from functools import cache

import msgspec
from babel import Locale

from backend.texts import mark, translate

#: Every message is this long (the body then has 615 bytes), so that its length tells nothing. The longest, in a script
#: of three bytes a letter and with a long address, stays well below; push services take 3,993.
LENGTH = 512

BODY = mark("Open de app om het te lezen.")
WORK = mark("Er is nieuw werk")
#: For whom → the title, and where a tap leads. A handler is whoever has another duty.
TITLES = {"": mark("Er is nieuws"), "digest": mark("Er is nieuws uit de buurt")}
PATHS = {"": "/volg", "digest": "/", "field": "/taken"}
CASES = "/zaken"


@cache
def direction(language: str) -> str:
    """Which way its letters run: `ltr` or `rtl`."""
    return str(Locale.parse(language, sep="-").text_direction)


def digest_words(language: str) -> dict[str, str]:
    """What a phone says instead of the digest's own words: these are the same bytes for everybody."""
    title, body = translate(language, TITLES["digest"]), translate(language, BODY)
    return {"title": title, "body": body, "lang": language, "dir": direction(language)}


def message(public_url: str, duty: str, language: str, tag: str) -> bytes:
    """The Declarative Web Push for a reporter (`duty` empty), for `digest` or for staff with this duty.

    It is padded with blanks.
    """
    path = PATHS.get(duty, CASES)
    notification = {
        "title": translate(language, TITLES.get(duty, WORK)),
        "body": translate(language, BODY),
        "navigate": public_url + path,
        "lang": language,
        "dir": direction(language),
        "tag": tag,
    }
    text = msgspec.json.encode({"web_push": 8030, "notification": notification})
    if len(text) > LENGTH:
        raise ValueError(f"a message of {len(text)} bytes would tell its length")
    return text.ljust(LENGTH)
