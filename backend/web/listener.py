"""The listener for monitors (`METRICS_BIND`): `/metrics`, and `/readyz` with details. Never on the public address."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

import structlog
import uvicorn
from litestar import Litestar, Response, get
from litestar.datastructures import State
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from backend.installation import Installation
from backend.web import metrics
from backend.web.health import ready_in_detail

#: What must be asked of the database at the moment that somebody looks; parts of the application add theirs.
BEFORE_LOOKING: list[Callable[[Installation], Awaitable[None]]] = []

log = structlog.get_logger()


@get("/metrics")
async def counts(state: State) -> Response[bytes]:
    """Everything that is counted, as Prometheus reads it."""
    for refresh in BEFORE_LOOKING:
        await refresh(state.installation)
    return Response(generate_latest(metrics.REGISTRY), media_type=CONTENT_TYPE_LATEST)


def monitor(installation: Installation) -> Litestar:
    """The application of the listener."""
    state = State({"installation": installation})
    return Litestar([counts, ready_in_detail], state=state, openapi_config=None, logging_config=None)


class Beside(uvicorn.Server):
    """A server beside the main one, which has the signals."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave them to the main server."""
        yield


@asynccontextmanager
async def metrics_listener(installation: Installation) -> AsyncIterator[None]:
    """Serve on METRICS_BIND as long as this lasts; does nothing where it is not set.

    Of several web processes the first one serves: its counts are of itself alone.
    """
    bind = installation.settings.metrics_bind
    listening = listen(bind) if bind else None
    if listening is None:
        yield
        return
    config = uvicorn.Config(
        monitor(installation), log_config=None, access_log=False, server_header=False, lifespan="off"
    )
    server = Beside(config)
    serving = asyncio.create_task(server.serve([listening]), name="metrics")
    try:
        yield
    finally:
        server.should_exit = True
        await serving
        with contextlib.suppress(OSError):
            listening.close()


def listen(bind: str) -> socket.socket | None:
    """A socket on `host:port`; None where another of our processes has it."""
    host, _, port = bind.rpartition(":")
    try:
        return socket.create_server((host.strip("[]"), int(port)))
    except OSError:
        log.warning("metrics_bind_taken", bind=bind)
        return None
