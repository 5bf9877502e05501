"""The databases that other tests are given: today's tables on both engines, and nothing of another test in them."""

from backend.database import Database, Transaction, connect
from backend.vault.tables import Keyring
from tests.support.databases import Databases


async def opened(url: str) -> Database:
    database = connect(url, [Keyring])
    await database.start()
    return database


async def add_keyring(transaction: Transaction) -> None:
    transaction.add(Keyring, id="gemeente/wijkbeheer/field", epoch=1, public_key=b"", rotate=False)


async def test_a_database_has_todays_tables_and_its_own_rows(databases: Databases) -> None:
    one, other = databases.migrated(), databases.migrated()
    database = await opened(one)
    await database.ledger.record(add_keyring)
    assert await Keyring.count() == 1
    await database.stop()
    database = await opened(other)
    assert await Keyring.count() == 0
    await database.stop()
    databases.drop(one)
    databases.drop(other)
