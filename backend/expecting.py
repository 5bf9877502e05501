"""What would have been right, in one plain sentence per type."""

from typing import Any

from msgspec import inspect

from backend.texts import Filled, mark

FALLBACK = mark("Dit kunnen wij hier niet gebruiken.")
TEXT_UPTO = mark("Hier hoort tekst van %(least)s tot %(most)s tekens.")
TEXT_FROM = mark("Hier hoort tekst van minstens %(least)s tekens.")
PLAIN: dict[type[inspect.Type], str] = {
    inspect.StrType: mark("Hier hoort tekst."),
    inspect.IntType: mark("Hier hoort een heel getal."),
    inspect.FloatType: mark("Hier hoort een getal."),
    inspect.BoolType: mark("Hier hoort true of false."),
    inspect.UUIDType: mark("Hier hoort een UUID."),
    inspect.DateTimeType: mark("Hier hoort een tijd met zone, zoals 2026-11-21T10:00:00Z."),
    inspect.DateType: mark("Hier hoort een datum, zoals 2026-11-21."),
    inspect.BytesType: mark("Hier hoort base64."),
    inspect.ListType: mark("Hier hoort een lijst."),
    inspect.VarTupleType: mark("Hier hoort een lijst."),
    inspect.TupleType: mark("Hier hoort een lijst."),
    inspect.DictType: mark("Hier horen velden met een naam."),
    inspect.StructType: mark("Hier horen velden met een naam."),
}


def sentence(type_: Any) -> str:
    """What a value of this type looks like."""
    return sentence_of(inspect.type_info(type_))


def sentence_of(info: inspect.Type) -> str:
    """The same, for a type that msgspec took apart."""
    match info:
        case inspect.Metadata():
            return sentence_of(info.type)
        case inspect.UnionType():
            return next((sentence_of(each) for each in info.types if not isinstance(each, inspect.NoneType)), FALLBACK)
        case inspect.LiteralType():
            return Filled(mark("Kies een van deze: %(choices)s."), choices=", ".join(map(str, info.values)))
        case inspect.EnumType():
            choices = ", ".join(str(each.value) for each in info.cls)
            return Filled(mark("Kies een van deze: %(choices)s."), choices=choices)
        case inspect.StrType(min_length=least, max_length=most) if least or most:
            return Filled(TEXT_UPTO if most else TEXT_FROM, least=least or 0, most=most)
        case inspect.IntType(ge=int(least), le=int(most)):
            return Filled(mark("Hier hoort een heel getal van %(least)s tot en met %(most)s."), least=least, most=most)
    return PLAIN.get(type(info), FALLBACK)
