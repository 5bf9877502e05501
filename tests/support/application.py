"""The whole application in this process: for tests that need to move its clock or look into its database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

import httpx
from litestar import Litestar

from backend.app import create_app
from backend.installation import Clock, Installation
from backend.settings import Settings


class Browser(httpx.AsyncClient):
    """Speaks to an application as a browser on this machine does, or at `address`, and keeps its cookies."""

    def __init__(self, app: Litestar, base_url: str = "http://localhost:8000", address: str = "127.0.0.1") -> None:
        transport = httpx.ASGITransport(cast("Any", app), raise_app_exceptions=False, client=(address, 4321))
        super().__init__(transport=transport, base_url=base_url)


@asynccontextmanager
async def running(settings: Settings, clock: Clock) -> AsyncIterator[tuple[Litestar, Installation]]:
    """The application between start and stop, with its installation."""
    app = create_app(settings, clock)
    started, ends = asyncio.Event(), asyncio.Event()

    async def live() -> None:
        async with app.lifespan():
            started.set()
            await ends.wait()

    # In a task of its own: a lifespan must end in the task that began it, and a fixture does not.
    life = asyncio.create_task(live())
    starting = asyncio.create_task(started.wait())
    await asyncio.wait({life, starting}, return_when=asyncio.FIRST_COMPLETED)
    if life.done():
        starting.cancel()
        life.result()
    yield app, app.state.installation
    ends.set()
    await life
