"""An inbox: its order, its pages, what can be looked for, and what it costs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from piccolo.querystring import QueryString

from backend.casework import CaseFilter, CaseItem, count_new, list_cases, seen, transition
from backend.casework.tables import Case
from backend.covenant.tables import AccessLog
from backend.database import Transaction
from backend.errors import Invalid
from backend.installation import Installation
from backend.people import Member
from tests.support.cases import HANDLER, INTAKE, VEILIGHEID, WIJKBEHEER, member, tell
from tests.support.outbox import Stopwatch, run


async def fill(installation: Installation, number: int, team: str = WIJKBEHEER, sensitivity: str = "open") -> None:
    """Many cases, two thirds of them still due, several at the same moment."""
    now = installation.clock()

    async def entry(transaction: Transaction) -> None:
        for position in range(number):
            is_due = position % 3 > 0
            transaction.add(
                Case,
                id=uuid4(),
                reference=f"{position:08}",
                neighbourhood="rozenprieel",
                category="wegdek",
                sensitivity=sensitivity,
                status="assigned" if is_due else "closed",
                version=2,
                team=team,
                due_at=now + timedelta(hours=position // 7) if is_due else None,
                unread_team=position % 2 == 0,
                unread_reporter=False,
            )

    await installation.ledger.record(entry)


async def all_pages(installation: Installation, somebody: Member, **wanted: Any) -> list[CaseItem]:
    items: list[CaseItem] = []
    after: str | None = ""
    while after is not None:
        page = await list_cases(installation, somebody, CaseFilter(after=after, **wanted))
        assert page.items or not items
        items += page.items
        after = page.next
    return items


async def test_pages_show_everything_once_in_order(installation: Installation) -> None:
    await fill(installation, 100)
    await fill(installation, 10, team="gemeente/loket")
    items = await all_pages(installation, HANDLER, limit=20)
    rows = await Case.select(Case.id, Case.due_at).where(Case.team == WIJKBEHEER)
    last = installation.clock() + timedelta(days=999)
    rows.sort(key=lambda row: (row["due_at"] is None, row["due_at"] or last, row["id"].hex))
    assert [item.id for item in items] == [row["id"] for row in rows]


async def test_a_page_that_ends_exactly_has_no_next(installation: Installation) -> None:
    await fill(installation, 40)
    page = await list_cases(installation, HANDLER, CaseFilter(limit=40))
    assert len(page.items) == 40
    assert page.next is None


async def test_several_inboxes_are_one_list(installation: Installation) -> None:
    await fill(installation, 30)
    await fill(installation, 30, team=VEILIGHEID, sensitivity="sealed")
    both = member(f"{WIJKBEHEER}:case", f"{VEILIGHEID}:intake")
    items = await all_pages(installation, both, limit=7)
    assert len({item.id for item in items}) == 60
    assert {item.class_ for item in items} == {"open", "sealed"}
    dues = [item.due for item in items if item.due]
    assert dues == sorted(dues)


async def test_a_line_says_what_where_and_by_when(installation: Installation, clock: Stopwatch) -> None:
    told = await tell(installation)
    clock.pass_by(days=3)
    line = (await list_cases(installation, HANDLER, CaseFilter())).items[0]
    assert (line.id, line.reference, line.version, line.status) == (told.id, told.reference, 2, "assigned")
    assert line.summary.startswith("Stoep of straatstenen kapot · bij de bakker, ")
    assert line.team_name == "Wijkbeheer (Gemeente)"
    assert (line.late, line.unread) == (True, True)


async def test_a_line_of_intake_does_not_open_the_place(installation: Installation) -> None:
    await tell(installation, "drugsoverlast")
    line = (await list_cases(installation, INTAKE, CaseFilter())).items[0]
    assert "bakker" not in str(line)
    assert (await AccessLog.select())[0]["compartments"] == "task"


async def found(installation: Installation, somebody: Member, **wanted: Any) -> list[UUID]:
    return [item.id for item in await all_pages(installation, somebody, **wanted)]


async def test_looking_for_something(installation: Installation, clock: Stopwatch) -> None:
    tile = await tell(installation)
    road = await tell(installation, "wegdek")
    await transition(installation, HANDLER, road.id, to="in_progress", version=2)
    assert await found(installation, HANDLER, status="in_progress") == [road.id]
    assert await found(installation, HANDLER, status="closed") == []
    assert await found(installation, HANDLER, q="straatstenen") == [tile.id]
    assert await found(installation, HANDLER, q=road.reference.lower().replace("-", " ")) == [road.id]
    assert await found(installation, HANDLER, q="50%") == []
    area = (await tile.row())["area"]
    assert set(await found(installation, HANDLER, area=area)) == {tile.id, road.id}
    assert await found(installation, HANDLER, area="elders") == []
    assert await found(installation, HANDLER, due="late") == []
    assert await found(installation, HANDLER, due="week") == [tile.id]
    clock.pass_by(days=2)
    assert await found(installation, HANDLER, due="late") == [tile.id]


async def test_words_find_no_sealed_report(installation: Installation) -> None:
    told = await tell(installation, "drugsoverlast")
    assert await found(installation, INTAKE, q="drugs") == []
    assert await found(installation, INTAKE, q=told.reference) == [told.id]


@pytest.mark.parametrize("after", ["zomaar", "1-zomaar", "x", f"{10**30}-{uuid4().hex}"])
async def test_a_cursor_of_somebody_s_own_making(installation: Installation, after: str) -> None:
    with pytest.raises(Invalid) as refused:
        await list_cases(installation, HANDLER, CaseFilter(after=after))
    assert "after" in refused.value.fields


async def test_new_cases_are_counted_until_they_are_seen(installation: Installation) -> None:
    told = await tell(installation)
    await tell(installation, "wegdek")
    await tell(installation, "drugsoverlast")
    assert await count_new(installation, HANDLER) == 2
    await seen(installation, HANDLER, told.id)
    assert await count_new(installation, HANDLER) == 1
    assert await count_new(installation, INTAKE) == 1
    assert await count_new(installation, member(f"{VEILIGHEID}:case")) == 0


@asynccontextmanager
async def listening(installation: Installation) -> AsyncIterator[list[QueryString]]:
    """The reads that are asked of the database meanwhile."""
    engine, heard = installation.database.engine, list[QueryString]()
    ask = engine.run_querystring

    async def listen(querystring: QueryString, *args: Any, **options: Any) -> Any:
        heard.append(querystring)
        return await ask(querystring, *args, **options)

    engine.run_querystring = listen  # type: ignore[method-assign]
    yield heard
    engine.run_querystring = ask  # type: ignore[method-assign]


async def test_a_page_costs_the_same_with_few_and_many(installation: Installation) -> None:
    await fill(installation, 200)
    for number in (0, 20_000):
        await fill(installation, number)
        looks = await AccessLog.count()
        async with listening(installation) as heard:
            page = await list_cases(installation, HANDLER, CaseFilter())
            assert len(page.items) == 20
        assert 0 < len(heard) <= 3
        assert await AccessLog.count() == looks + 1


async def plan(installation: Installation, query: QueryString) -> str:
    engine = installation.database.engine
    explain = "EXPLAIN QUERY PLAN " if engine.engine_type == "sqlite" else "EXPLAIN "
    rows = await engine.run_querystring(QueryString(explain + query.template, *query.args))
    return "\n".join(str(list(row.values())) for row in rows)


async def test_no_page_sorts_or_scans(installation: Installation) -> None:
    await fill(installation, 20_000)
    if installation.database.engine.engine_type == "postgres":
        await installation.database.engine._run_in_new_connection("ANALYZE")  # type: ignore[attr-defined]
    first = await list_cases(installation, HANDLER, CaseFilter())
    filters = [
        CaseFilter(),
        CaseFilter(after=first.next or ""),
        CaseFilter(due="week"),
        CaseFilter(status="closed"),
        CaseFilter(status="closed", after=f"x-{uuid4().hex}"),
    ]
    for wanted in filters:
        async with listening(installation) as heard:
            await list_cases(installation, HANDLER, wanted)
        queries = [query for query in heard if "casefile" in query.template or "casefile" in str(query)]
        assert queries
        for query in queries:
            how = await plan(installation, query)
            assert "casefile_team_due" in how, how
            assert "Sort" not in how, how
            assert "TEMP B-TREE" not in how, how
            assert "Seq Scan" not in how, how


async def test_the_count_in_the_title_looks_at_new_cases_only(installation: Installation) -> None:
    await fill(installation, 20_000)
    assert await count_new(installation, HANDLER) == 100
    await run(installation, Case.update({Case.unread_team: False}).where(Case.reference > "00000050"))
    if installation.database.engine.engine_type == "postgres":
        await installation.database.engine._run_in_new_connection("ANALYZE")  # type: ignore[attr-defined]
    async with listening(installation) as heard:
        await count_new(installation, HANDLER)
    assert "casefile_unread" in await plan(installation, heard[0])
