"""The language of an answer that has no page: by the prefix of its path, else by what the client asks."""

from functools import cache
from typing import Any

from litestar import Request

from backend import texts


@cache
def installed() -> frozenset[str]:
    """The languages that there is a catalogue for."""
    return frozenset({texts.SOURCE, *(folder.parent.name for folder in texts.LOCALES.glob("*/messages.po"))})


def language_of(request: Request[Any, Any, Any]) -> str:
    """An installed language."""
    prefix = request.url.path.split("/", 2)[1]
    if prefix in installed():
        return prefix
    for asked in preferred(request.headers.get("accept-language", "")):
        if asked in installed():
            return asked
    return texts.SOURCE


def preferred(header: str) -> list[str]:
    """The languages of an Accept-Language header, the most wanted first, without their region."""
    weighed = []
    for part in header.split(","):
        tag, _, weight = part.partition(";q=")
        try:
            weighed.append((float(weight or 1), tag.strip().split("-")[0].lower()))
        except ValueError:
            continue
    return [tag for weight, tag in sorted(weighed, key=lambda each: -each[0]) if weight > 0]
