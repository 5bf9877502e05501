"""The databases that other tests rely on: are they apart, as durable as in production, and really gone when killed?"""

import asyncpg
import pytest

from tests.support.postgres import Cluster


async def ask(url: str, question: str) -> object:
    connection = await asyncpg.connect(url, timeout=5)
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


async def test_each_database_is_its_own(postgres: Cluster) -> None:
    one = postgres.create()
    await ask(one, "CREATE TABLE thing (id integer)")
    copy, other = postgres.create(one), postgres.create()
    assert await ask(copy, "SELECT count(*) FROM thing") == 0
    with pytest.raises(asyncpg.UndefinedTableError):
        await ask(other, "SELECT count(*) FROM thing")
    assert await ask(one, "SHOW fsync") == "on"


async def test_it_comes_back_after_a_power_cut_with_what_it_had(postgres: Cluster) -> None:
    url = postgres.create()
    await ask(url, "CREATE TABLE thing (id integer)")
    await ask(url, "INSERT INTO thing VALUES (1)")
    postgres.kill()
    with pytest.raises(OSError, match="Connect"):
        await ask(url, "SELECT 1")
    postgres.start()
    assert await ask(url, "SELECT count(*) FROM thing") == 1
