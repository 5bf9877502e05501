"""Sealing again: whatever in the database is sealed to a replaced key of a service is sealed to today's.

It is found by its mark, in every column that can hold bytes: nothing has to be declared, so nothing is forgotten.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, NamedTuple

from piccolo.columns import Bytea, Column
from piccolo.table import Table

from backend.database import Ledger, Transaction
from backend.vault.sealing import CannotOpen
from backend.vault.services import MARK, Services
from backend.vault.vault import Vault

#: Rows of one transaction.
AT_ONCE = 200

#: Hears the name of a column, and how many of its values were sealed again.
Tell = Callable[[str, int], None]


class Page(NamedTuple):
    """What one transaction did: values sealed again, values that no key of ours opens, the key of its last row."""

    values: int
    damaged: int
    last: Any


async def reseal(ledger: Ledger, vault: Vault, tables: Iterable[type[Table]], *, sqlite: bool, tell: Tell) -> int:
    """Seal again until nothing depends on a replaced key; returns how many damaged values no key opens any more.

    No process may seal to these keys now. Interrupted, it is simply run again. `tell` hears of each transaction.
    """
    columns = [column for table in tables for column in table._meta.columns if isinstance(column, Bytea)]
    while True:
        damaged = 0
        for column in columns:
            damaged += await reseal_column(ledger, vault.services, column, skip_locked=not sqlite, tell=tell)
        if sum([await depending(vault.services, column) for column in columns]) <= damaged:
            return damaged


async def reseal_column(ledger: Ledger, services: Services, column: Column, *, skip_locked: bool, tell: Tell) -> int:
    """One pass, in the order of the primary key. A row that somebody else is changing waits for the next pass."""
    work = partial(reseal_some, services=services, column=column, skip_locked=skip_locked)
    damaged, page = 0, await ledger.record(partial(work, after=None))
    while page.last is not None:
        damaged += page.damaged
        tell(f"{column._meta.table._meta.tablename}.{column._meta.name}", page.values)
        page = await ledger.record(partial(work, after=page.last))
    return damaged


async def reseal_some(
    transaction: Transaction, services: Services, column: Column, after: Any, *, skip_locked: bool
) -> Page:
    """Some rows, in one transaction. Each changes only where it still holds what was opened."""
    table, key = column._meta.table, column._meta.table._meta.primary_key
    where, marks = marked(services, column)
    beyond, start = (f"{quoted(key)} > {{}} AND ", [after]) if after is not None else ("", [])
    query = (
        f'SELECT {quoted(key)} AS id, {quoted(column)} AS sealed FROM "{table._meta.tablename}" '  # noqa: S608  # names of ours
        f"WHERE {beyond}{where} ORDER BY {quoted(key)} LIMIT {AT_ONCE}{' FOR UPDATE SKIP LOCKED' * skip_locked}"
    )
    rows = await transaction.run(table.raw(query, *start, *marks))
    damaged = 0
    for row in rows:
        sealed = bytes(row["sealed"])
        service = services.replaced()[sealed[:MARK]]
        try:
            again = services.seal(service, services.open(service, sealed))
        except CannotOpen:
            damaged += 1
            continue
        changed: dict[Column | str, Any] = {column: again}
        await transaction.run(table.update(changed).where(key == row["id"], column == sealed))
    return Page(len(rows) - damaged, damaged, rows[-1]["id"] if rows else None)


async def depending(services: Services, column: Column) -> int:
    """How many values of a column are sealed to a replaced key."""
    where, marks = marked(services, column)
    table = column._meta.table
    query = f'SELECT count(*) AS number FROM "{table._meta.tablename}" WHERE {where}'  # noqa: S608  # names of ours
    (row,) = await table.raw(query, *marks)
    return int(row["number"])


def marked(services: Services, column: Column) -> tuple[str, list[bytes]]:
    """What a value that is sealed to a replaced key looks like, as SQL with its values."""
    marks = sorted(services.replaced())
    return f"substr({quoted(column)}, 1, {MARK}) IN ({', '.join(['{}'] * len(marks))})", marks


def quoted(column: Column) -> str:
    """A column in SQL: `keys` and others are words of SQL too."""
    return f'"{column._meta.db_column_name}"'
