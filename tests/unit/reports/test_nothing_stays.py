"""What was withdrawn lies in no file any more: neither the wraps nor the bodies, in database, log or folder."""

import random
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from backend.casework import send_message
from backend.casework.tables import Event
from backend.database.sqlite import SQLiteTransaction
from backend.installation import Installation
from backend.reports import Contact, add_photo
from backend.reports.own_steps import post_message, withdraw
from backend.reports.tables import Report
from backend.vault.tables import File, Sealed, Wrap
from tests.support.cases import HANDLER, Told, jpeg, tell

CONTACT = Contact(email="mina@buurt.example")
#: So many bytes of something sealed are there by chance nowhere.
PIECE = 24
#: In front of a wrap can stand a mark, and stands the public half of its sender, which all wraps of a report share.
FRONT = 40
CATEGORIES = ("stoep-bestrating", "burenoverlast", "drugsoverlast")


async def reported(installation: Installation, category: str) -> Told:
    """A report with all that can belong to one."""
    exclude = () if category == "stoep-bestrating" else ("politie",)
    told = await tell(installation, category, level=3, contact=CONTACT, exclude=exclude, photos=1)
    (row,) = await Report.select(Report.submission).where(Report.id == told.id)
    await add_photo(installation, row["submission"], 1, jpeg())
    if not exclude:
        await send_message(installation, HANDLER, told.id, "Wij komen.")
    await post_message(installation, await told.session(), "Nog iets.")
    return told


async def sealed_of(report: UUID, *, open_report: bool) -> list[bytes]:
    """Every wrap and body of a report that a withdrawal destroys."""
    wraps = await Wrap.select(Wrap.keys, Wrap.keyring).where(Wrap.report == report)
    kept = {"task", "place"} if open_report else set()
    (row,) = await Sealed.select().where(Sealed.report == report)
    events = await Event.select(Event.body).where(Event.report == report)
    values = [each["keys"] for each in wraps if not (open_report and each["keyring"].endswith("/field"))]
    values += [value for name, value in row.items() if isinstance(value, bytes) and name not in kept]
    return [bytes(value) for value in [*values, *(each["body"] for each in events)] if value is not None]


def pieces(values: list[bytes]) -> Iterator[bytes]:
    """Pieces of each value: whatever of it is left somewhere holds one of them."""
    for value in values:
        yield from (value[start : start + PIECE] for start in range(FRONT, len(value) - PIECE, PIECE * 4))


def found(values: list[bytes], *folders: Path) -> int:
    """How many pieces lie in the files of these folders."""
    raw = b"\0".join(path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file())
    return sum(piece in raw for piece in pieces(values))


@pytest.fixture
def folders(ours: Installation, tmp_path: Path) -> tuple[Path, Path]:
    """Where everything lies."""
    if not ours.settings.sqlite:
        pytest.skip("PostgreSQL keeps unreadable remains until reuse")
    return tmp_path, ours.settings.database_path.parent


async def withdrawn(installation: Installation, told: list[Told], number: int) -> tuple[list[bytes], set[str]]:
    """Some are withdrawn; what was sealed of them, and the names of their pictures."""
    gone: list[bytes] = []
    names: set[str] = set()
    chance = random.Random(7)  # noqa: S311 no secret
    for each in chance.sample(told, number):
        gone += await sealed_of(each.id, open_report=(await each.row())["sensitivity"] == "open")
        names |= {row[size] for row in await File.select().where(File.report == each.id) for size in ("large", "small")}
        await withdraw(installation, await each.session())
    return gone, names


async def test_no_byte_of_it_lies_in_a_file(ours: Installation, folders: tuple[Path, Path]) -> None:
    told = [await reported(ours, CATEGORIES[n % 3]) for n in range(30)]
    gone, names = await withdrawn(ours, told, 12)
    assert len(gone) > 120
    assert found(gone, *folders) == 0
    assert not [path for folder in folders for path in folder.rglob("*") if path.name in names]
    stay = [value for each in told for value in await sealed_of(each.id, open_report=False)]
    assert found(stay, *folders) > 100, "what stays is found: the search is not blind"


async def test_the_log_of_the_database_would_keep_it(
    ours: Installation, folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A planted fault: nothing asks to forget. The search above must find it."""
    monkeypatch.setattr(SQLiteTransaction, "forget", lambda _: None)
    told = [await reported(ours, category) for category in CATEGORIES]
    gone, _ = await withdrawn(ours, told, 2)
    assert found(gone, *folders) > 0
