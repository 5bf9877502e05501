"""Bodies of requests: bytes in, a struct out, or every wrong field at once.

What is right costs one pass of msgspec. What is wrong is read again as plain values and checked field by field, since
msgspec stops at the first.
"""

import re
from collections.abc import Iterator
from typing import Any, TypeVar, get_args
from urllib.parse import parse_qsl

import msgspec
from litestar import Request

from backend.errors import Invalid, Malformed, TooLarge, WrongType
from backend.expecting import sentence
from backend.texts import mark

T = TypeVar("T")

FORM_BYTES = 64 * 1024
FORM_FIELDS = 500

MISSING = mark("Vul dit in.")
UNKNOWN = mark("Laat dit veld weg. Wij kennen het niet.")
CONTROL = mark("Er staan tekens in die wij niet kunnen bewaren. Typ de tekst opnieuw.")

#: Control characters except tab and line ends: in text, and as JSON writes them. The second may also find a harmless
#: escaped backslash: then the slow way looks again.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
CONTROLS_IN_JSON = re.compile(rb"\\(?:u00[0189]|u007[fF]|[bf])|\x7f|\xc2[\x80-\x9f]")
LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")

_decoders: dict[type[Any], msgspec.json.Decoder[Any]] = {}


def parse(type_: type[T], raw: bytes) -> T:
    """A JSON body as `type_`. Raises Malformed where it is no JSON or no object, Invalid with every wrong field."""
    if not CONTROLS_IN_JSON.search(raw):
        try:
            return decoder_of(type_).decode(raw)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            pass  # the slow way finds out what is wrong, and says it
    try:
        plain = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as failure:
        raise Malformed(mark("Stuur geldige JSON in UTF-8.")) from failure
    return check(type_, plain)


def decoder_of(type_: type[T]) -> msgspec.json.Decoder[T]:
    """The decoder of a type, made once."""
    if type_ not in _decoders:
        _decoders[type_] = msgspec.json.Decoder(type_)
    return _decoders[type_]


def check(type_: type[T], plain: Any) -> T:
    """Plain values, of JSON or of a form, as `type_`. Raises as `parse` does."""
    if not isinstance(plain, dict):
        raise Malformed(mark("Stuur velden met een naam."))
    try:
        wrong = dict(faults(type_, plain, ""))
        if not wrong:
            return msgspec.convert(plain, type_)
    except (msgspec.ValidationError, RecursionError) as failure:
        raise Malformed from failure
    raise Invalid(wrong)


def faults(type_: Any, value: Any, name: str) -> Iterator[tuple[str, str]]:
    """Dotted names of wrong fields, each with what would be right."""
    struct = struct_of(type_)
    if struct is not None and isinstance(value, dict):
        yield from faults_of_fields(struct, value, name)
        return
    try:
        msgspec.convert(value, type_)
    except msgspec.ValidationError:
        yield name, sentence(type_)
    else:
        if any(CONTROLS.search(text) for text in texts_in(value)):
            yield name, CONTROL


def faults_of_fields(struct: type[msgspec.Struct], value: dict[str, Any], name: str) -> Iterator[tuple[str, str]]:
    """What is wrong with the fields of one struct: unknown, missing, or wrong themselves."""
    fields = {field.encode_name: field for field in msgspec.structs.fields(struct)}
    before = f"{name}." if name else ""
    for unknown in value.keys() - fields.keys() if struct.__struct_config__.forbid_unknown_fields else ():
        yield before + unknown, UNKNOWN
    for key, field in fields.items():
        if key in value:
            yield from faults(field.type, value[key], before + key)
        elif field.required:
            yield before + key, MISSING


def sound(type_: type[msgspec.Struct], value: dict[str, Any]) -> dict[str, Any]:
    """Of plain values the fields that `check` would not name, those of structs inside too."""
    kept = {}
    for field in msgspec.structs.fields(type_):
        name = field.encode_name
        if name not in value:
            continue
        inner = struct_of(field.type)
        if inner is not None and isinstance(value[name], dict):
            kept[name] = sound(inner, value[name])
        elif not any(faults(field.type, value[name], name)):
            kept[name] = value[name]
    return kept


def struct_of(type_: Any) -> type[msgspec.Struct] | None:
    """The struct that a type is, or may be (`Contact | None`)."""
    for option in (type_, *get_args(type_)):
        if isinstance(option, type) and issubclass(option, msgspec.Struct):
            return option
    return None


def texts_in(value: Any) -> Iterator[str]:
    """All texts inside plain values, names included."""
    waiting = [value]
    while waiting:
        match waiting.pop():
            case str() as text:
                yield text
            case dict() as values:
                waiting += [*values, *values.values()]
            case list() as values:
                waiting += values


def parse_form(raw: bytes) -> dict[str, list[str]]:
    r"""The fields of a form without files, each with its values; every line ends in \n. `check` looks at the rest.

    Raises TooLarge, and Malformed where it is no form in UTF-8.
    """
    if len(raw) > FORM_BYTES:
        raise TooLarge
    try:
        pairs = parse_qsl(raw.decode(), keep_blank_values=True, errors="strict", max_num_fields=FORM_FIELDS)
    except ValueError as failure:
        raise Malformed from failure
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(LINE_ENDS.sub("\n", value))
    return fields


async def json_body(request: Request[Any, Any, Any]) -> bytes:
    """The body, where it says that it is JSON: another site cannot send that type without being asked first."""
    if request.content_type[0] != "application/json":
        raise WrongType(mark("Stuur dit als application/json."))
    return await request.body()
