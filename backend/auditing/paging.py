"""Reading whole tables in order, a page at a time: any number of rows in little memory, on either engine."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from piccolo.table import Table

PAGE = 2_000


async def pages(
    table: type[Table], query: str, start: tuple[Any, ...], key: tuple[str, ...]
) -> AsyncIterator[list[dict[str, Any]]]:
    """Pages of a query that takes the last key (`start` for the first page) and a limit, and sorts by it.

    Whatever else lives in this process gets its turn between pages. Raises ValueError where the database holds values
    that the columns cannot.
    """
    while True:
        page: list[dict[str, Any]] = await table.raw(query, *start, PAGE)
        if page:
            yield page
        if len(page) < PAGE:
            return
        start = tuple(page[-1][name] for name in key)
        await asyncio.sleep(0)
