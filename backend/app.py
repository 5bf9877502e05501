"""Composition: settings in, a web application out. Every part is made elsewhere; here they are put together."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide

from backend import worker
from backend.auditing.http import log_routes
from backend.casework.http import casework_routes
from backend.deliveries import count_by_state
from backend.deliveries.digest.http import digest_routes
from backend.deliveries.http import delivery_routes
from backend.insight.http import insight_routes
from backend.installation import Clock, Installation, now
from backend.neighbourhood import Term, due
from backend.opening import close_installation, open_installation
from backend.people.http import people_routes
from backend.reports.http import report_routes
from backend.settings import Settings, load
from backend.web import compose
from backend.web.health import CHECKS, keyrings_have_keys
from backend.web.listener import metrics_listener
from moderation import assess
from pwa.pages import problem_page, resident_routes, staff_routes

#: What monitors are told about; the public `/readyz` answers for the first alone.
WATCHED = {**CHECKS, "keyrings": keyrings_have_keys, "worker": worker.beating}


def create_app(settings: Settings, clock: Clock = now) -> Litestar:
    """The whole application. It opens its installation when it starts, and lets go of it when it stops."""

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            installation = await open_installation(settings, clock)
            stack.push_async_callback(close_installation, installation)
            app.state.installation = installation
            if settings.sqlite:
                await stack.enter_async_context(worker.running(installation))
            await stack.enter_async_context(metrics_listener(installation, WATCHED, count_by_state))
            # What was made until now stays: the collector need not look at it again (p99 falls sevenfold).
            gc.collect()
            gc.freeze()
            stack.callback(gc.unfreeze)
            # Holidays and names take a second to load: the first report need not wait for that.
            warming = asyncio.create_task(asyncio.to_thread(warm_up, installation))
            yield
            await warming

    return compose.application(
        settings,
        routes=[
            report_routes,
            insight_routes,
            people_routes,
            delivery_routes,
            digest_routes,
            casework_routes,
            log_routes,
            *resident_routes(),
            *staff_routes(),
        ],
        lifespan=lifespan,
        dependencies={"installation": Provide(installation_of, sync_to_thread=False)},
        error_page=problem_page,
    )


def warm_up(installation: Installation) -> None:
    """Ask the calendar and the lists of names something, so that they are there."""
    due(installation.clock(), Term(1, "d"), installation.neighbourhood.timezone)
    assess("Piet", "open")


def installation_of(state: State) -> Installation:
    """The installation of this process, for handlers."""
    installation: Installation = state.installation
    return installation


def create() -> Litestar:
    """For uvicorn's own processes: the application with the settings of the environment."""
    return create_app(load())
