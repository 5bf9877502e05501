"""Texts for people, through gettext. The msgids are Dutch; other languages are catalogues in `pwa/locales`."""

import gettext
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = "nl"
LOCALES = Path(__file__).parent.parent / "pwa" / "locales"


def catalogue(language: str) -> gettext.NullTranslations:
    """The translations of one language; none for a language that we do not have, whatever a request calls it."""
    return read_catalogue(language if language in catalogues() else SOURCE)


@cache
def catalogues() -> frozenset[str]:
    """The languages that have a catalogue."""
    return frozenset(path.parent.name for path in LOCALES.glob("*/messages.po"))


@cache
def read_catalogue(language: str) -> gettext.NullTranslations:
    """One catalogue. The .po file is read as it is: there is no compiled file to forget."""
    path = LOCALES / language / "messages.po"
    if language == SOURCE or not path.exists():
        return gettext.NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def translate(language: str, message: str, params: dict[str, Any] | None = None) -> str:
    """`message` in `language`, with `%(name)s` places filled from `params`; untranslated messages stay Dutch."""
    text = catalogue(language).gettext(message) if message else ""
    values = params or getattr(message, "params", None)
    return text % values if values else text


class Filled(str):
    """A marked message with the values of its places: it travels as its msgid and is filled where it is translated."""

    __slots__ = ("params",)
    params: dict[str, Any]

    def __new__(cls, message: str, **params: Any) -> "Filled":
        """`message` with `params`."""
        made = super().__new__(cls, message)
        made.params = params
        return made


def mark(message: str) -> str:
    """Marks a message for extraction where it is made but not yet shown (gettext's N_)."""
    return message
