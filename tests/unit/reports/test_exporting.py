"""One's own data: all of it, nobody else's name, and no time finer than the page shows."""

import json
import zipfile
from io import BytesIO
from uuid import UUID

import msgspec
import pytest

from backend.casework import done, list_tasks, put_action_photo, send_message
from backend.installation import Installation
from backend.reports import Contact, add_photo, export, export_zip
from backend.reports.tables import Report
from tests.support.cases import HANDLER, INTAKE, WALKER, WORDS, jpeg, tell

ACTION = UUID("44444444-4444-4444-8444-444444444444")


async def test_it_holds_everything_and_no_name_of_staff(ours: Installation) -> None:
    told = await tell(ours, level=4, contact=Contact(email="mina@buurt.example"), answers={"gevaarlijk": "ja"})
    await send_message(ours, HANDLER, told.id, "Wij komen morgen.")
    copy = await export(ours, await told.session())
    assert (copy.place.lat, copy.place.lon, copy.language) == (52.3740, 4.6400, "nl")
    written = msgspec.json.encode(copy).decode()
    for said in (WORDS, "bij de bakker", "mina@buurt.example", "Wij komen morgen.", told.reference):
        assert said in written
    assert HANDLER.name not in written
    assert str(HANDLER.person) not in written


async def test_whom_it_is_kept_from_is_in_it(ours: Installation) -> None:
    told = await tell(ours, "burenoverlast", exclude=("corporatie",))
    assert (await export(ours, await told.session())).exclude == ("corporatie",)


@pytest.mark.parametrize(
    ("category", "who", "precision", "ends"),
    [
        ("stoep-bestrating", HANDLER, "time", "T09:00:00Z"),
        ("burenoverlast", None, "day", "2026-11-22T23:00:00Z"),
        ("drugsoverlast", INTAKE, "week", "2026-11-22T23:00:00Z"),
    ],
)
async def test_times_are_as_coarse_as_the_class(
    ours: Installation, category: str, who: object, precision: str, ends: str
) -> None:
    told = await tell(ours, category)
    if who is HANDLER or who is INTAKE:
        await send_message(ours, HANDLER if who is HANDLER else INTAKE, told.id, "Dag")
    copy = json.loads(msgspec.json.encode(await export(ours, await told.session())))["report"]
    moments = [*copy["timeline"], *copy["messages"]]
    assert {moment["precision"] for moment in moments} == {precision}
    assert all(moment["at"].endswith(ends) for moment in moments), moments
    for due in (copy["acknowledge_by"], copy["handle_by"]):
        assert due.endswith("T22:59:00Z"), "the end of a day here, whatever the class"


async def test_a_copy_to_keep_has_the_pictures_and_tells_no_time(ours: Installation) -> None:
    told = await tell(ours, photos=1)
    (row,) = await Report.select(Report.submission).where(Report.id == told.id)
    await add_photo(ours, row["submission"], 1, jpeg())
    (task,) = await list_tasks(ours, WALKER)
    await done(ours, WALKER, task.id, action=ACTION, at=ours.clock())
    await put_action_photo(ours, WALKER, ACTION, jpeg("teal"))
    name, data = await export_zip(ours, await told.session())
    assert name == f"buurt-{told.reference}.zip"
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert set(archive.namelist()) == {"gegevens.json", "foto-1.webp", "na-1.webp"}
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("foto-1.webp")[8:12] == archive.read("na-1.webp")[8:12] == b"WEBP"
        report = json.loads(archive.read("gegevens.json"))["report"]
    assert (report["photos"][0]["large"], report["result"][0]["large"]) == ("foto-1.webp", "na-1.webp")
    assert "/volg/" not in json.dumps(report), "no link that dies"
