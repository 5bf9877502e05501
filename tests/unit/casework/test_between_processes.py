"""Web processes beside each other on PostgreSQL: there the version of the case decides."""

import asyncio
from pathlib import Path

import pytest

from backend.casework import CaseView, send_message, transition
from backend.database import connect
from backend.errors import Conflict
from backend.installation import Installation
from tests.support.cases import HANDLER, case_of, tell
from tests.support.outbox import Stopwatch, opened, settings


async def test_two_processes_write_the_same_case(database_url: str, tmp_path: Path) -> None:
    if database_url.startswith("sqlite"):
        pytest.skip("SQLite has one process")
    async with opened(settings(database_url, tmp_path), Stopwatch(), keyrings=True) as one:
        second = connect(database_url, [])
        await second.start()
        other = Installation(one.settings, one.neighbourhood, second, one.vault, one.clock)
        told = await tell(one)
        await asyncio.gather(*(send_message(each, HANDLER, told.id, "Dag") for each in (one, other) * 4))
        shown = await case_of(told, HANDLER)
        assert (len(shown.messages), shown.version) == (8, 10)
        outcomes = await asyncio.gather(
            transition(one, HANDLER, told.id, to="resolved", version=10),
            transition(other, HANDLER, told.id, to="in_progress", version=10),
            return_exceptions=True,
        )
        assert {type(outcome) for outcome in outcomes} == {CaseView, Conflict}
        await second.stop()
