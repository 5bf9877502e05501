"""The listener for monitors (`METRICS_BIND`): `/metrics`, and `/readyz` with details. Never on the public address."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager

import structlog
import uvicorn
from litestar import Litestar, Response, get
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from backend.installation import Installation
from backend.web import metrics
from backend.web.health import Check, findings

#: How many deliveries there are, by state.
CountDeliveries = Callable[[], Awaitable[Mapping[str, int]]]

log = structlog.get_logger()


def monitor(installation: Installation, watched: Mapping[str, Check], count_deliveries: CountDeliveries) -> Litestar:
    """The application of the listener."""

    @get("/metrics")
    async def counts() -> Response[bytes]:
        """Everything that is counted, as Prometheus reads it."""
        metrics.DELIVERIES.clear()
        for state, count in (await count_deliveries()).items():
            metrics.DELIVERIES.labels(state).set(count)
        return Response(generate_latest(metrics.REGISTRY), media_type=CONTENT_TYPE_LATEST)

    @get("/readyz")
    async def ready() -> Response[dict[str, str]]:
        """Each part, with what is wrong."""
        found = await findings(installation, watched)
        body = {name: wrong or "ok" for name, wrong in found.items()}
        return Response(body, status_code=503 if any(found.values()) else 200)

    return Litestar([counts, ready], openapi_config=None, logging_config=None)


class Beside(uvicorn.Server):
    """A server beside the main one, which has the signals."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave them to the main server."""
        yield


@asynccontextmanager
async def metrics_listener(
    installation: Installation, watched: Mapping[str, Check], count_deliveries: CountDeliveries
) -> AsyncIterator[None]:
    """Serve on METRICS_BIND as long as this lasts; does nothing where it is not set.

    Of several web processes the first one serves: its counts are of itself alone.
    """
    bind = installation.settings.metrics_bind
    listening = listen(bind) if bind else None
    if listening is None:
        yield
        return
    installation.ledger.committed.append(metrics.count_commit)
    app = monitor(installation, watched, count_deliveries)
    config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False, lifespan="off")
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
