"""The schema that migrations make from nothing is the one that the tables describe, on both engines."""

from backend.database import connect
from backend.database.migrating import migrate
from backend.piccolo_app import TABLES


async def test_forwards_from_empty_gives_every_table_and_column(empty_database_url: str) -> None:
    await migrate(empty_database_url)
    await migrate(empty_database_url)  # a second time changes nothing
    database = connect(empty_database_url, TABLES)
    await database.start()
    for table in TABLES:
        name = table._meta.tablename
        if empty_database_url.startswith("sqlite"):
            found = await table.raw(f"PRAGMA table_info({name})")
            columns = {row["name"]: not row["notnull"] for row in found}
        else:
            found = await table.raw(
                "SELECT column_name, is_nullable FROM information_schema.columns WHERE table_name = {}", name
            )
            columns = {row["column_name"]: row["is_nullable"] == "YES" for row in found}
        assert columns == {column._meta.db_column_name: column._meta.null for column in table._meta.columns}, name
    await database.stop()


async def test_both_engines_have_the_same_indexes(empty_database_url: str) -> None:
    from tests.unit.database.expected import INDEXES

    await migrate(empty_database_url)
    database = connect(empty_database_url, TABLES)
    await database.start()
    sql = (
        "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        if empty_database_url.startswith("sqlite")
        else "SELECT indexname AS name FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT LIKE '%_pkey'"
    )
    assert {row["name"] for row in await TABLES[0].raw(sql)} == INDEXES
    await database.stop()
