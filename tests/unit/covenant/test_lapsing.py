"""A grant ends or a report grows old: denied at once, then asleep, then gone; and the newest version counts."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from backend.covenant import Subject, disclose, granted
from backend.covenant.lapsing import lapse
from backend.installation import Installation
from backend.neighbourhood import load
from backend.vault.tables import Wrap
from tests.support.cases import HANDHAVING, Told, tell
from tests.support.looking import ALL, seen, viewer
from tests.support.neighbourhoods import EXAMPLE
from tests.support.outbox import Stopwatch, opened, settings

KEYRING = f"{HANDHAVING}/case"


@pytest.fixture
def clock() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
async def installation(database_url: str, tmp_path: Path, clock: Stopwatch) -> AsyncIterator[Installation]:
    async with opened(settings(database_url, tmp_path), clock, keyrings=True) as installation:
        yield installation


def changed(house: Installation, **values: object) -> Installation:
    """The same house, where the grant of `case` for restricted reports says something else."""
    grants = tuple(
        replace(grant, **values) if (grant.duty, grant.classes) == ("case", ("restricted",)) else grant
        for grant in house.neighbourhood.grants
    )
    return replace(house, neighbourhood=replace(house.neighbourhood, grants=grants))


async def looks(house: Installation, told: Told) -> set[str]:
    """What the team that has the report is shown of it."""
    return seen((await disclose(house, viewer(KEYRING), [Subject(told.id, "restricted")], ALL, "case"))[told.id])


async def asleep(told: Told) -> set[str]:
    """What the wraps of the team wait for."""
    rows = await Wrap.select(Wrap.waits_for).where(Wrap.report == told.id, Wrap.keyring == KEYRING)
    return {row["waits_for"] for row in rows}


async def test_an_ended_grant_puts_its_wraps_to_sleep_and_then_destroys_them(
    installation: Installation, clock: Stopwatch
) -> None:
    told, other = await tell(installation, "geluidsoverlast"), await tell(installation)
    ended = changed(installation, valid_until=date(2026, 11, 22))
    assert await looks(ended, told) == set()
    assert await lapse(ended) == 1
    assert await asleep(told) == {"covenant"}
    clock.time += timedelta(days=30)
    assert await lapse(ended) == 0
    clock.time += timedelta(days=1)
    assert await lapse(ended) == 1
    assert await asleep(told) == set()
    assert await Wrap.exists().where(Wrap.report == other.id, Wrap.keyring == "gemeente/wijkbeheer/case")


async def test_a_grant_that_comes_back_wakes_them(installation: Installation) -> None:
    told = await tell(installation, "geluidsoverlast")
    await lapse(changed(installation, valid_until=date(2026, 11, 22)))
    assert await looks(installation, told) == set()
    assert await lapse(installation) == 1
    assert "narrative" in await looks(installation, told)
    assert await lapse(installation) == 0


async def test_a_report_that_is_too_old_is_denied_and_sleeps(installation: Installation, clock: Stopwatch) -> None:
    aged = changed(installation, maximum_age=28)
    told = await tell(installation, "geluidsoverlast")
    clock.time += timedelta(days=28)
    young = await tell(installation, "geluidsoverlast")
    assert "narrative" in await looks(aged, told)
    assert await lapse(aged) == 0
    clock.time += timedelta(days=1)
    assert await looks(aged, told) == set()
    assert await lapse(aged) == 1
    assert (await asleep(told), await asleep(young)) == ({"covenant"}, {""})


def test_of_several_versions_the_newest_counts() -> None:
    grants = load(EXAMPLE).grants
    (old,) = (grant for grant in grants if (grant.duty, grant.classes) == ("case", ("restricted",)))
    new = replace(old, version=2, forms={"task": "full"}, valid_from=date(2027, 1, 1))

    def forms(today: date) -> set[str]:
        return set(granted([*grants, new], "gemeente", "case", "restricted", today))

    assert "narrative" in forms(date(2026, 12, 31))
    assert forms(date(2027, 1, 1)) == {"task"}
