"""Languages of pages: a prefix of the path (`/en/nieuw`); the source language has none."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from babel import Locale
from litestar import Request, Router
from litestar.types import ControllerRouterHandler

from backend import texts
from backend.web.language import preferred


@cache
def installed() -> tuple[str, ...]:
    """The languages that there is a catalogue for, the source language first."""
    return (texts.SOURCE, *sorted(folder.parent.name for folder in texts.LOCALES.glob("*/messages.po")))


def of(request: Request[Any, Any, Any]) -> str:
    """The language of a request, by its path alone, so that a page that is not there speaks it too."""
    first = request.url.path.split("/", 2)[1]
    return first if first in installed()[1:] else texts.SOURCE


def wanted(request: Request[Any, Any, Any]) -> str:
    """The language of ours that the browser wants most; that of the page where it wants none of them."""
    asked = preferred(request.headers.get("accept-language", ""))
    return next((language for language in asked if language in installed()), of(request))


def prefixed(language: str, path: str) -> str:
    """`path` (from the root, without prefix) in a language."""
    if language == texts.SOURCE:
        return path
    return f"/{language}" if path == "/" else f"/{language}{path}"


def unprefixed(language: str, path: str) -> str:
    """The path without its language, to offer the same page in another one."""
    rest = path if language == texts.SOURCE else path.removeprefix(f"/{language}")
    return "/" + rest.lstrip("/\\")  # two slashes in front would be another site


def autonym(language: str) -> str:
    """What a language calls itself."""
    return (Locale.parse(language).display_name or language).capitalize()


def direction(language: str) -> str:
    """The way it is read: `ltr` or `rtl`."""
    return Locale.parse(language).text_direction


def in_every_language(handlers: Iterable[ControllerRouterHandler]) -> list[Router]:
    """The same handlers under each language's prefix."""
    handlers = list(handlers)
    return [Router(path=prefixed(language, "/"), route_handlers=handlers) for language in installed()]
