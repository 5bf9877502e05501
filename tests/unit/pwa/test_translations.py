"""Whoever writes a text gives its English too."""

import re
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from backend.settings import ROOT
from backend.texts import LOCALES, SOURCE

KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "gettext": None, "ngettext": (1, 2), "mark": None}
#: A text, or its forms for one and for more.
Forms = str | tuple[str, ...] | list[str] | None
PLACES = re.compile(r"%\((\w+)\)s|\{(\w+)\}")


@pytest.fixture(scope="module")
def texts() -> set[str]:
    """Every text of the code and the templates; of a plural its first form."""
    methods, options = parse_mapping_cfg(  # type: ignore[no-untyped-call]
        (LOCALES / "babel.cfg").open(encoding="utf-8")
    )
    found = extract_from_dir(ROOT, methods, options, keywords=KEYWORDS)
    return {message if isinstance(message, str) else message[0] for _, _, message, _, _ in found}


def languages() -> list[str]:
    """Those that there is a catalogue for."""
    return [folder.parent.name for folder in LOCALES.glob("*/messages.po") if folder.parent.name != SOURCE]


def catalogue(language: str) -> Catalog:
    """The translations of one language."""
    return read_po(BytesIO((LOCALES / language / "messages.po").read_bytes()), locale=language)


@pytest.mark.parametrize("language", languages())
def test_every_text_is_translated(texts: set[str], language: str) -> None:
    messages = catalogue(language)
    missing = {text for text in texts if not (found := messages.get(text)) or not all_of(found.string) or found.fuzzy}
    assert missing == set()


@pytest.mark.parametrize("language", languages())
def test_a_translation_fills_the_same_places(language: str) -> None:
    for message in catalogue(language):
        if message.id:
            wanted = places(message.id)
            assert places(message.string) <= wanted, message.id
            assert wanted - {"num"} <= places(message.string), message.id


def all_of(string: Forms) -> bool:
    """Whether each form is filled in."""
    return bool(string) and (isinstance(string, str) or all(string or ()))


def places(string: Forms) -> set[str]:
    """The names of the places in a text."""
    forms = [string] if isinstance(string, str) else string or ()
    return {name for form in forms for match in PLACES.findall(form) for name in match if name}
