"""Bodies: what is right comes through, what is wrong is named, and nothing at all surprises us."""

import json
from contextlib import suppress
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta, Struct

from backend.errors import Invalid, Malformed, TooLarge
from backend.parsing import FORM_BYTES, check, parse, parse_form
from backend.texts import translate


class Place(Struct, frozen=True, forbid_unknown_fields=True):
    lat: float | None = None
    description: Annotated[str, Meta(max_length=10)] = ""


class Body(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    submission: UUID
    text: str = ""
    place: Place
    second: Place | None = None
    level: Annotated[int, Meta(ge=0, le=4)] = 1
    answers: dict[str, str] = {}
    kind: Literal["a", "b"] = "a"
    exclude: tuple[str, ...] = ()


RIGHT: dict[str, Any] = {"submission": "f3b1a9a8-9d5b-4a3e-8a53-9b1f2b6a0f11", "place": {"lat": 52.4}}


def refused(body: object) -> dict[str, str]:
    with pytest.raises(Invalid) as refusal:
        parse(Body, json.dumps(body).encode())
    return {name: translate("nl", text) for name, text in refusal.value.fields.items()}


def test_what_is_right_comes_through() -> None:
    body = parse(Body, json.dumps(RIGHT | {"text": "regel\r\n\ttwee \\b \\u0000 é"}).encode())
    assert (body.place.lat, body.text) == (52.4, "regel\r\n\ttwee \\b \\u0000 é")


def test_all_wrong_fields_are_named_at_once_with_what_would_be_right() -> None:
    assert refused(
        {
            "submission": "x",
            "text": 3,
            "place": {"lat": "a", "description": "x" * 11, "lon": 1},
            "second": {"lat": []},
            "level": 9,
            "answers": {"a": 1},
            "kind": "c",
            "exclude": "x",
            "extra": 1,
        }
    ) == {
        "submission": "Hier hoort een UUID.",
        "text": "Hier hoort tekst.",
        "place.lat": "Hier hoort een getal.",
        "place.description": "Hier hoort tekst van 0 tot 10 tekens.",
        "place.lon": "Laat dit veld weg. Wij kennen het niet.",
        "second.lat": "Hier hoort een getal.",
        "level": "Hier hoort een heel getal van 0 tot en met 4.",
        "answers": "Hier horen velden met een naam.",
        "kind": "Kies een van deze: a, b.",
        "exclude": "Hier hoort een lijst.",
        "extra": "Laat dit veld weg. Wij kennen het niet.",
    }


def test_missing_fields_are_asked_for() -> None:
    assert refused({}) == {"submission": "Vul dit in.", "place": "Vul dit in."}


@pytest.mark.parametrize("value", ["1", 1.5, True, None])
def test_values_are_not_guessed(value: object) -> None:
    assert set(refused(RIGHT | {"level": value})) == {"level"}


@pytest.mark.parametrize("character", ["\0", "\b", "\f", "\x1b", "\x7f", "\x85", "\x9f"])
@pytest.mark.parametrize("escaped", [True, False])
def test_control_characters_are_refused_at_their_field(character: str, escaped: bool) -> None:
    body = RIGHT | {"text": f"a{character}b", "place": {"description": character}, "answers": {character: "x"}}
    with pytest.raises(Invalid) as refusal:
        parse(Body, json.dumps(body, ensure_ascii=escaped).encode())
    assert set(refusal.value.fields) == {"text", "place.description", "answers"}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"\xff",
        b"[]",
        b"3",
        b"null",
        b'"\\ud800"',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"9" * 10_000,
        b'{"text":"a" "b"}',
        b"\xef\xbb\xbf{}",
        b'{"level": NaN}',
        b'{"level": 1e999}',
    ],
)
def test_what_is_no_object_is_malformed(raw: bytes) -> None:
    with pytest.raises(Malformed):
        parse(Body, raw)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
NAMES = st.sampled_from([field.name for field in msgspec.structs.fields(Body)])


@given(st.binary() | JSON_VALUES.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_taken_or_refused(raw: bytes) -> None:
    with suppress(Malformed, Invalid):
        parse(Body, raw)


@given(st.dictionaries(NAMES | st.text(), JSON_VALUES))
def test_any_object_is_taken_or_refused_for_named_fields(value: dict[str, Any]) -> None:
    wrong = found(value)
    for name in wrong:
        assert name in ("submission", "place") or any(name == key or name.startswith(f"{key}.") for key in value)


def found(value: dict[str, Any]) -> dict[str, str]:
    """The fields that are refused; none where it is taken."""
    try:
        check(Body, value)
    except Invalid as refusal:
        return refusal.fields or pytest.fail("It was refused, and no field was named.")
    return {}


@given(st.text())
def test_a_text_without_control_characters_comes_through_unchanged(text: str) -> None:
    try:
        raw = json.dumps(RIGHT | {"text": text}, ensure_ascii=False).encode()
        assert parse(Body, raw).text == text
    except UnicodeEncodeError:
        pass  # half a surrogate pair is no UTF-8
    except Invalid:
        assert any(ord(character) < 32 or 127 <= ord(character) < 160 for character in text)


def test_a_form_keeps_every_value_and_one_kind_of_line_end() -> None:
    assert parse_form(b"a=1&a=2&leeg=&t=%C3%A9%0D%0Atwee%0Ddrie%0B") == {
        "a": ["1", "2"],
        "leeg": [""],
        "t": ["é\ntwee\ndrie\n"],
    }


@pytest.mark.parametrize("raw", [b"a=%ff", b"\xff=1", b"&".join(b"a=1" for _ in range(501))])
def test_what_is_no_form_is_malformed(raw: bytes) -> None:
    with pytest.raises(Malformed):
        parse_form(raw)


def test_a_form_has_a_limit() -> None:
    assert parse_form(b"a=" + b"x" * (FORM_BYTES - 2))
    with pytest.raises(TooLarge):
        parse_form(b"a=" + b"x" * (FORM_BYTES - 1))


@given(st.binary())
def test_any_form_is_taken_or_refused(raw: bytes) -> None:
    try:
        form = parse_form(raw)
    except Malformed:
        return
    assert all(value for value in form.values())
    assert not any("\r" in text for values in form.values() for text in values)
