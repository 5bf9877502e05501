"""Reports of a sensitive class that may belong together: intake sees it, the database does not tell it."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from backend.casework import Reseal, related_cases, reseal
from backend.covenant.tables import AccessLog
from backend.errors import NotFound
from backend.installation import Installation
from backend.people import Member
from backend.reports import Place
from backend.reports.own_steps import withdraw
from tests.support import rows
from tests.support.cases import ENFORCER, HANDHAVING, HANDLER, INTAKE, OTHER_INTAKE, Told, member, tell
from tests.support.outbox import Stopwatch

CORNER = Place(52.3740, 4.6400, "bij de bakker")
AROUND_THE_CORNER = Place(52.3745, 4.6403, "Kleine Houtweg 3")
ACROSS_THE_AREA = Place(52.3732, 4.6448)
ELSEWHERE = Place(52.3719, 4.6291)


async def belong(told: Told, somebody: Member = INTAKE) -> dict[UUID, bool]:
    """Which cases may belong to it, and whether they are near."""
    found = await related_cases(told.installation, somebody, told.id)
    return {each.id: each.near for each in found}


async def test_intake_sees_the_same_kind_around_the_same_place_and_time(
    installation: Installation, clock: Stopwatch
) -> None:
    first = await tell(installation, "drugsoverlast", place=CORNER)
    clock.pass_by(days=9)
    second = await tell(installation, "drugsoverlast", place=AROUND_THE_CORNER)
    await tell(installation, "drugsoverlast", place=ELSEWHERE)
    await tell(installation, "intimidatie", place=CORNER)
    assert await belong(second) == {first.id: True}
    assert await belong(first) == {second.id: True}
    clock.pass_by(days=60)
    later = await tell(installation, "drugsoverlast", place=CORNER)
    assert await belong(later) == {}


async def test_without_a_fresh_factor_only_the_area_counts(installation: Installation) -> None:
    first = await tell(installation, "drugsoverlast", place=CORNER)
    second = await tell(installation, "drugsoverlast", place=AROUND_THE_CORNER)
    tired = replace(INTAKE, stepped_up_at=installation.clock() - timedelta(minutes=6))
    assert await belong(first, tired) == {second.id: False}
    assert (await AccessLog.select().order_by(AccessLog.position))[-1]["compartments"] == "task"


async def test_nearest_first_and_no_more_than_a_handful(installation: Installation) -> None:
    far = [await tell(installation, "drugsoverlast", place=ACROSS_THE_AREA) for _ in range(5)]
    near = await tell(installation, "drugsoverlast", place=AROUND_THE_CORNER)
    told = await tell(installation, "drugsoverlast", place=CORNER)
    found = await belong(told)
    assert next(iter(found)) == near.id
    assert len(found) == 5
    assert set(found) - {near.id} < {each.id for each in far}


async def test_the_same_words_are_the_same_place(installation: Installation) -> None:
    first = await tell(installation, "verdacht-gedrag", place=Place(description="Achter de kerk"))
    second = await tell(installation, "verdacht-gedrag", place=Place(description="achter de kerk "))
    await tell(installation, "verdacht-gedrag", place=Place(description="bij de school"))
    assert await belong(first) == {second.id: True}


async def test_every_look_is_logged(installation: Installation) -> None:
    told = await tell(installation, "drugsoverlast", place=CORNER)
    assert await belong(told) == {}
    assert await AccessLog.count() == 0  # there was nothing to compare it with
    await tell(installation, "drugsoverlast", place=CORNER)
    await belong(told)
    (look,) = await AccessLog.select()
    assert (look["purpose"], look["compartments"], len(look["reports"])) == ("related", "place,task", 32)


async def test_no_team_but_the_one_that_reads_them_compares(installation: Installation) -> None:
    told, other = [await tell(installation, "drugsoverlast", place=CORNER) for _ in range(2)]
    for somebody in (HANDLER, OTHER_INTAKE, ENFORCER):
        with pytest.raises(NotFound):
            await belong(told, somebody)
    for each in (told, other):
        decided = Reseal(team=HANDHAVING, form="summary", summary="Er wordt gedeald.", note="Nodig.", urgent=True)
        await reseal(installation, INTAKE, each.id, decided=decided, version=2)
    assert await belong(told, ENFORCER) == {}
    assert await belong(told) == {other.id: True}


async def test_a_team_compares_its_restricted_cases_and_no_open_ones(installation: Installation) -> None:
    noise = [await tell(installation, "geluidsoverlast", place=CORNER) for _ in range(2)]
    assert await belong(noise[0], ENFORCER) == {noise[1].id: True}
    tiles = [await tell(installation, place=CORNER) for _ in range(2)]
    assert await belong(tiles[0], HANDLER) == {}


async def test_another_intake_has_its_own(installation: Installation) -> None:
    ours = await tell(installation, "drugsoverlast", place=CORNER)
    theirs = await tell(installation, "drugsoverlast", place=CORNER, exclude=("gemeente",))
    assert await belong(ours) == {}
    assert await belong(theirs, OTHER_INTAKE) == {}
    both = member("gemeente/veiligheid:intake", "welzijn/vertrouwensteam:intake")
    assert await belong(ours, both) == {}


async def test_what_was_withdrawn_belongs_to_nothing(installation: Installation) -> None:
    told, gone = [await tell(installation, "drugsoverlast", place=CORNER) for _ in range(2)]
    await withdraw(installation, await gone.session())
    assert await belong(told) == {}


async def test_the_database_does_not_tell_it(installation: Installation, database_url: str) -> None:
    """Two that belong together share no value that a third, elsewhere in the same week, does not share with them."""
    one, other = [await tell(installation, "drugsoverlast", place=CORNER) for _ in range(2)]
    third = await tell(installation, "drugsoverlast", place=ELSEWHERE)
    assert await belong(one) == {other.id: True}
    lies = [await asyncio.to_thread(values, database_url, told) for told in (one, other, third)]
    assert lies[0] & lies[1] == lies[0] & lies[2]
    assert len(lies[0] & lies[1]) > 10  # a category and a week, for instance


def values(url: str, told: Told) -> set[tuple[str, str, Any]]:
    """Every value that lies there of a report, with the table and the column that it lies in."""
    found: set[tuple[str, str, Any]] = set()
    for table in rows.tables(url):
        for row in rows.rows(url, f'SELECT * FROM "{table}"'):  # noqa: S608
            if str(told.id) in row.values():
                found |= {(table, name, value) for name, value in row.items()}
    return found
