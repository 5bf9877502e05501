"""What is found where: (place, name)."""

from collections.abc import Iterable

from tests.support.markers import Search
from tests.trust.kept import Part, holders, moments, sent, stored
from tests.trust.table import may_stand
from tests.trust.town import Town

Found = set[tuple[str, str]]


def everything(town: Town) -> Found:
    """In what people were answered, in what is stored, in what went out; which rows tell a time, and who has keys."""
    answered = [(place, b"\n".join(said)) for place, said in town.heard.items()]
    found = in_parts(town, [*answered, *stored(town), *sent(town)])
    return found | set(moments(town)) | set(holders(town))


def in_parts(town: Town, parts: Iterable[Part]) -> Found:
    """Which words stand in which parts."""
    search = Search({**town.words.forms, **town.lasting.forms})
    return {(place, name) for place, data in parts for name in search.found_in(data)}


def leaks(found: Found) -> Found:
    """What the covenant does not allow."""
    return {each for each in found if not may_stand(*each)}
