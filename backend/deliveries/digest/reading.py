"""Reading the lists: the same for everybody."""

import base64
import re

from msgspec import Struct

from backend.deliveries.digest.lists import values_in
from backend.deliveries.digest.tables import NewsList
from backend.errors import NotFound

NAME = re.compile(r"\d{4}-\d\d-\d\d-[12]", re.ASCII)


class SlotNames(Struct, frozen=True):
    """Of which slots there is a list, the newest first."""

    slots: list[str]


class SlotList(Struct, frozen=True):
    """The list of one slot; values are base64url."""

    slot: str
    entries: list[str]


async def slot_names() -> SlotNames:
    """The slots that have a list: two a day, 35 days back."""
    rows = await NewsList.select(NewsList.slot).order_by(NewsList.slot, ascending=False)
    return SlotNames([row["slot"] for row in rows])


async def list_of(slot: str) -> SlotList:
    """The list of a slot. Raises NotFound where there is none."""
    if not NAME.fullmatch(slot):
        raise NotFound
    rows = await NewsList.select(NewsList.entries).where(NewsList.slot == slot).limit(1)
    if not rows:
        raise NotFound
    values = values_in(bytes(rows[0]["entries"]))
    return SlotList(slot, [base64.urlsafe_b64encode(value).rstrip(b"=").decode() for value in values])
