"""An insider edits the log past every trigger. Each way is found, and the place is named."""

import pytest

from backend.auditing import Findings, close_day, keep_log, last_head, verify, write_slip
from backend.auditing.slips import NoSlip, read_slip
from backend.auditing.tables import LogHead, LogJoint
from backend.covenant.chain import look_hasher
from backend.covenant.tables import AccessLog
from backend.database import Transaction
from backend.installation import Installation
from tests.support.looks import breaks, edit, look, looks, open_up
from tests.support.outbox import Stopwatch


@pytest.fixture
async def log(installation: Installation, clock: Stopwatch, database_url: str) -> Installation:
    """Three days of looks, joined every ten, with a head for each day, and nothing to stop an insider."""
    for _ in range(3):
        for _ in range(2):
            await looks(installation, 10)
            await keep_log(installation)
            clock.pass_by(minutes=20)
        clock.pass_by(days=1)
    await keep_log(installation)
    assert await breaks(installation) == []
    await open_up(database_url)
    return installation


CHANGES = ("keyring = 'x'", "purpose = 'x'", "compartments = 'x'", "person = NULL", "at = '2026-11-23 10:00:00+00:00'")


@pytest.mark.parametrize("change_", CHANGES)
async def test_a_changed_row(log: Installation, database_url: str, change_: str) -> None:
    await edit(database_url, f"UPDATE access_log SET {change_} WHERE position = 33")  # noqa: S608
    assert ("row_changed", 33) in await breaks(log)
    (first, *_) = (await verify(log)).breaks
    assert first.chain
    said = first.said("en")
    assert said.startswith("Row 33 of chain")
    assert first.chain.hex[:8] in said
    assert first.day in said


async def test_a_removed_row(log: Installation, database_url: str) -> None:
    await edit(database_url, "DELETE FROM access_log WHERE position = 33")
    assert await breaks(log) == [("rows_missing", 34)]


async def test_the_first_rows_removed(log: Installation, database_url: str) -> None:
    await edit(database_url, "DELETE FROM access_log WHERE position < 4")
    assert await breaks(log) == [("rows_missing", 4)]


async def test_an_inserted_row(log: Installation, database_url: str) -> None:
    columns = "id, at, person, keyring, purpose, compartments, reports, chain, hash"
    copied = columns.replace("id, ", "'3b241101-e2bb-4255-8caf-4136c566a962', ", 1)
    insert = (
        f"INSERT INTO access_log ({columns}, position) SELECT {copied}, 60.0 + 1 FROM access_log WHERE position = 5"  # noqa: S608
    )
    await edit(database_url, insert)
    assert ("row_changed", 61) in await breaks(log)


async def test_swapped_rows(log: Installation, database_url: str) -> None:
    swap = "UPDATE access_log SET position = CASE position WHEN 33 THEN 34 ELSE 33 END WHERE position IN (33, 34)"
    await edit(database_url, swap)
    assert {("row_changed", 33), ("row_changed", 34)} <= set(await breaks(log))


async def test_a_cut_tail(log: Installation, database_url: str) -> None:
    await edit(database_url, "DELETE FROM access_log WHERE position > 55")
    assert await breaks(log) == [("row_gone", 60)]


async def test_a_cut_tail_that_was_not_joined_yet_shows_once_the_chain_goes_on(
    log: Installation, database_url: str
) -> None:
    await looks(log, 3)
    await edit(database_url, "DELETE FROM access_log WHERE position > 61")
    await look(log)
    assert await breaks(log) == [("rows_missing", 64)]


async def test_a_whole_chain_removed(log: Installation, database_url: str) -> None:
    await edit(database_url, "DELETE FROM access_log")
    assert ("row_gone", 60) in await breaks(log)


async def test_a_forked_chain(log: Installation, database_url: str) -> None:
    columns = "id, at, person, keyring, purpose, compartments, reports, chain, position, hash"
    copied = columns.replace("id, ", "'3b241101-e2bb-4255-8caf-4136c566a962', ", 1).replace("person", "NULL")
    await edit(database_url, f"INSERT INTO access_log ({columns}) SELECT {copied} FROM access_log WHERE position = 33")  # noqa: S608
    assert ("row_twice", 33) in await breaks(log)


async def test_a_chain_rewritten_by_who_has_the_keys(log: Installation, clock: Stopwatch, database_url: str) -> None:
    """Root can make hashes that fit. The joints that stand in between do not."""
    rows = await AccessLog.select().where(AccessLog.position > 50).order_by(AccessLog.position)
    await forge(log, database_url, rows)
    found = await breaks(log)
    assert ("row_differs", 60) in found
    assert not any(kind == "row_changed" for kind, _ in found)


async def test_a_row_that_came_later_by_who_has_the_keys(
    log: Installation, clock: Stopwatch, database_url: str
) -> None:
    (last,) = await AccessLog.select().where(AccessLog.position == 60)
    log.ledger._writer._latest.lose()  # type: ignore[attr-defined]  # as a process that began anew
    await looks(log, 3)
    await keep_log(log)
    new = {**last, "id": last["chain"], "position": 61}
    await forge(log, database_url, [new], before=last["hash"])
    assert await breaks(log) == [("row_unjoined", 61)]
    clock.pass_by(minutes=1)
    await keep_log(log)
    assert await breaks(log) == [("row_unjoined", 61)], "joining it now does not make it old"


async def forge(log: Installation, url: str, rows: list[dict[str, object]], before: bytes | None = None) -> None:
    """Write rows anew, by somebody else, with hashes that fit."""
    if before is None:
        first = rows[0]["position"]
        assert isinstance(first, int)
        before = bytes((await AccessLog.select().where(AccessLog.position == first - 1))[0]["hash"])
    positions = ", ".join(str(row["position"]) for row in rows)
    await edit(url, f"DELETE FROM access_log WHERE position IN ({positions})")  # noqa: S608
    hasher = look_hasher(log.vault)

    async def entry(transaction: Transaction) -> None:
        previous = before
        assert previous is not None
        for row in rows:
            other = {**row, "person": None}
            previous = hasher(previous, other)
            transaction.add(AccessLog, **{**other, "hash": previous})

    await log.ledger.record(entry)


async def test_a_changed_joint(log: Installation, database_url: str) -> None:
    await edit(database_url, "UPDATE log_joint SET reached = reached - 1 WHERE position = 3")
    assert ("joint_changed", 3) in await breaks(log)


async def test_a_removed_joint(log: Installation, database_url: str) -> None:
    await edit(database_url, "DELETE FROM log_joint WHERE position = 3")
    assert ("joints_missing", 4) in await breaks(log)


async def test_the_last_joints_removed_with_what_they_joined(
    log: Installation, clock: Stopwatch, database_url: str
) -> None:
    await edit(database_url, "DELETE FROM log_joint WHERE position > 4")
    await edit(database_url, "DELETE FROM access_log WHERE position > 40")
    assert await breaks(log) == [("head_differs", 4)]
    await looks(log, 1)
    await keep_log(log)
    assert {("rows_missing", 61), ("joints_missing", 7)} <= set(await breaks(log))


async def test_what_no_column_can_hold(log: Installation, database_url: str) -> None:
    if not database_url.startswith("sqlite"):
        pytest.skip("PostgreSQL takes nothing that its columns cannot hold")
    await edit(database_url, "UPDATE access_log SET at = 'once' WHERE position = 33")
    assert [kind for kind, _ in await breaks(log)] == ["row_unreadable"]
    await edit(database_url, "UPDATE log_joint SET at = 'once' WHERE position = 3")
    assert [kind for kind, _ in await breaks(log)] == ["joint_unreadable", "row_unreadable"]


async def test_a_changed_head(log: Installation, database_url: str) -> None:
    await edit(database_url, "UPDATE log_head SET joint = joint + 1 WHERE number = 2")
    assert ("head_changed", 2) in await breaks(log)


async def test_a_removed_head(log: Installation, database_url: str) -> None:
    await edit(database_url, "DELETE FROM log_head WHERE number = 2")
    assert await breaks(log) == [("heads_missing", 3)]


async def test_a_head_that_another_key_signed(log: Installation, database_url: str) -> None:
    await edit(database_url, "UPDATE log_head SET signature = hash WHERE number = 2")
    assert await breaks(log) == [("head_changed", 2)]


async def findings_of(log: Installation, slip: str) -> Findings:
    return await verify(log, [read_slip(slip)])


class TestAHeadThatWasKept:
    """The one thing that an insider with every key cannot reach."""

    async def test_it_fits(self, log: Installation) -> None:
        head = await last_head()
        assert head
        assert (await findings_of(log, write_slip(head))).holds

    async def test_however_it_was_typed(self, log: Installation) -> None:
        head = await last_head()
        assert head
        typed = " ".join(write_slip(head).upper().split())
        assert (await findings_of(log, typed)).holds

    async def test_on_a_narrow_paper(self, log: Installation) -> None:
        head = await last_head()
        assert head
        assert max(map(len, write_slip(head).splitlines())) <= 42

    async def test_a_forged_one(self, log: Installation) -> None:
        head = await last_head()
        assert head
        forged = write_slip(head).replace(head.hash.hex()[:4], "0000" if head.hash.hex()[:4] != "0000" else "1111", 1)
        assert [each.kind for each in (await findings_of(log, forged)).breaks] == ["slip_forged"]

    async def test_the_log_was_written_anew_with_every_key(
        self, log: Installation, clock: Stopwatch, database_url: str
    ) -> None:
        head = await last_head()
        assert head
        for table in ("access_log", "log_joint", "log_head"):
            await edit(database_url, f"DELETE FROM {table}")  # noqa: S608
        log.ledger._writer._latest.lose()  # type: ignore[attr-defined]
        await looks(log, 5)
        await keep_log(log)
        assert (await verify(log)).holds, "without a head from outside nothing tells"
        (found,) = (await findings_of(log, write_slip(head))).breaks
        assert found.kind == "slip_unknown"
        for _ in range(3):
            clock.pass_by(days=1)
            await close_day(log)
        (found,) = (await findings_of(log, write_slip(head))).breaks
        assert found.kind == "slip_differs"
        assert head.day.isoformat() in found.said("en")

    @pytest.mark.parametrize("text", ["", "day 2026-11-24", "day 2026-13-24\nnumber 1\nhash\nab\nsignature\nab"])
    async def test_what_is_none(self, text: str) -> None:
        with pytest.raises(NoSlip):
            read_slip(text)


async def test_joints_and_heads_are_made_when_there_is_something(installation: Installation, clock: Stopwatch) -> None:
    await keep_log(installation)
    assert (await LogJoint.count(), await LogHead.count()) == (0, 1)
    await looks(installation, 2)
    for _ in range(3):
        await keep_log(installation)
        clock.pass_by(minutes=1)
    assert (await LogJoint.count(), await LogHead.count()) == (1, 1)
    clock.pass_by(days=1)
    await keep_log(installation)
    assert [head["joint"] for head in await LogHead.select().order_by(LogHead.number)] == [0, 1]
    assert await breaks(installation) == []
