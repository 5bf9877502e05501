"""What was deleted is written down first, and is deleted again where it came back."""

import pytest

from backend.casework.tables import Event
from backend.covenant.tables import AccessLog
from backend.errors import NotFound, Unavailable
from backend.installation import Installation
from backend.reports import Contact, add_photo, delete_again, open_follow, tidy_deletions
from backend.reports.deletions import KEPT
from backend.reports.own_steps import withdraw
from backend.reports.tables import Report
from backend.vault import Deletion
from backend.vault.deletions import DeletionList
from backend.vault.tables import File, Sealed, Wrap
from tests.support.cases import Told, jpeg, tell
from tests.support.outbox import Stopwatch

CONTACT = Contact(email="mina@buurt.example")
CATEGORIES = ("stoep-bestrating", "burenoverlast", "drugsoverlast")


def listed(installation: Installation, told: Told) -> None:
    """It was withdrawn, says the list; and the database is an older copy."""
    installation.vault.deletions.add(Deletion(told.id, installation.clock().date()))


async def assert_gone(told: Told) -> None:
    """The report is a tombstone, and its code is unknown."""
    assert told.key is not None
    with pytest.raises(NotFound):
        await open_follow(told.installation, told.key)
    assert (await told.row())["status"] == "withdrawn"
    (row,) = await Sealed.select().where(Sealed.report == told.id)
    left = {name for name, value in row.items() if value is not None} - {"report", "week"}
    outside = (await told.row())["sensitivity"] == "open"
    assert left == ({"task", "place"} if outside else set())
    wraps = await Wrap.select(Wrap.keyring).where(Wrap.report == told.id)
    assert {wrap["keyring"].rpartition("/")[2] for wrap in wraps} == ({"field"} if outside else set())
    assert not await Event.exists().where(Event.report == told.id, Event.body.is_not_null())
    assert not await File.exists().where(File.report == told.id)


@pytest.mark.parametrize("category", CATEGORIES)
async def test_a_report_that_came_back_is_deleted_again(ours: Installation, category: str) -> None:
    told, stays = [await tell(ours, category, level=3, contact=CONTACT, photos=1) for _ in range(2)]
    (row,) = await Report.select(Report.submission).where(Report.id == told.id)
    await add_photo(ours, row["submission"], 1, jpeg())
    listed(ours, told)
    assert await delete_again(ours) == 1
    await assert_gone(told)
    assert (await stays.followed()).status == "assigned"
    (look,) = await AccessLog.select().where(AccessLog.purpose == "delete again")
    assert look["person"] is None
    assert len(bytes(look["reports"])) == 16
    assert await delete_again(ours) == 0


async def test_a_withdrawal_stands_in_the_list(ours: Installation) -> None:
    told = await tell(ours, "burenoverlast")
    await withdraw(ours, await told.session())
    assert [each.report for each in ours.vault.deletions.read()] == [told.id]
    await assert_gone(told)
    assert await delete_again(ours) == 0


async def test_where_it_cannot_be_written_down_nothing_is_deleted(
    ours: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    told = await tell(ours)
    cookie = await told.session()
    with monkeypatch.context() as patch:
        patch.setattr(DeletionList, "add", full)
        with pytest.raises(Unavailable):
            await withdraw(ours, cookie)
    assert (await told.followed()).status == "assigned"
    await withdraw(ours, cookie)
    await assert_gone(told)


async def test_a_withdrawal_that_was_cut_off_is_finished(ours: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its line was written; then the power failed."""

    async def cut_off(*_: object) -> None:
        raise Unavailable

    told = await tell(ours, "drugsoverlast")
    cookie = await told.session()
    with monkeypatch.context() as patch:
        patch.setattr(type(ours.ledger), "record", cut_off)
        with pytest.raises(Unavailable):
            await withdraw(ours, cookie)
    assert await delete_again(ours) == 1
    await assert_gone(told)


async def test_lines_are_kept_as_long_as_tombstones(ours: Installation, clock: Stopwatch) -> None:
    told = await tell(ours)
    await withdraw(ours, await told.session())
    clock.pass_by(days=KEPT.days)
    await tidy_deletions(ours)
    assert ours.vault.deletions.read()
    clock.pass_by(days=1)
    await tidy_deletions(ours)
    assert not ours.vault.deletions.read()
