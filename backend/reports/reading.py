"""A report in JSON: bytes in, a report out, or everything that is wrong with it at once.

The form of a body and its content are judged by different rules; whoever sent it wants to hear of both.
"""

import base64
import binascii
from collections.abc import Collection
from uuid import UUID

import msgspec

from backend.errors import Invalid
from backend.neighbourhood import Neighbourhood
from backend.parsing import parse, sound
from backend.reports.checking import check
from backend.reports.model import NewReport

#: Stands in for required fields that cannot be read, so that the others can be judged.
UNREAD = {"submission": str(UUID(int=0)), "category": "", "place": {}}


class ReportBody(NewReport, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A new report in JSON: the key is base64url."""

    key: str | None = None  # type: ignore[assignment]
    proof: str | None = None
    """For the proof of work of a later release; not part of the content."""


def read_report(neighbourhood: Neighbourhood, raw: bytes) -> NewReport:
    """The report in a body. Raises Malformed, and Invalid with every wrong field of a body that cannot be read.

    One that can be read may still hold values that `submit` refuses.
    """
    try:
        return report_of(parse(ReportBody, raw))
    except Invalid as refused:
        readable = msgspec.convert(UNREAD | sound(ReportBody, msgspec.json.decode(raw)), ReportBody)
        rest = check(neighbourhood, report_of(readable))
        heard = {name: text for name, text in rest.items() if not is_named(name, refused.fields)}
        raise Invalid(heard | refused.fields) from refused


def report_of(body: ReportBody) -> NewReport:
    """The content of a body."""
    values = msgspec.structs.asdict(body)
    del values["proof"]
    return NewReport(**(values | {"key": None if body.key is None else key_of(body.key)}))


def key_of(text: str) -> bytes:
    """The bytes of a key in base64url, padded or not; none, which fits nothing, where it is something else."""
    bare = text.rstrip("=")
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""


def is_named(name: str, fields: Collection[str]) -> bool:
    """Whether one of the fields is this one, holds it, or lies inside it: it is said once."""
    return any(f"{name}.".startswith(f"{field}.") or field.startswith(f"{name}.") for field in fields)
