"""Counts for the people who keep an installation running: aggregates only, nothing that leads to anybody."""

import time

from litestar.types import ASGIApp, Message, Receive, Scope, Send
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

REGISTRY = CollectorRegistry()

REQUESTS = Counter(
    "buurtsein_requests_total", "Requests, by the template of their path", ["route", "status"], registry=REGISTRY
)
SECONDS = Histogram(
    "buurtsein_request_seconds",
    "Time from request to the start of the answer",
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5),
    registry=REGISTRY,
)
COMMITS = Counter("buurtsein_ledger_commits_total", "Transactions of the ledger that added rows", registry=REGISTRY)
DELIVERIES = Gauge("buurtsein_deliveries", "Messages that must go out, by their state", ["state"], registry=REGISTRY)

#: For paths that are not ours: what somebody typed stays out of the counts.
ELSEWHERE = "other"


def count_commit(_tables: set[str]) -> None:
    """A listener for the ledger."""
    COMMITS.inc()


class Measured:
    """Wraps an application and counts its answers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count one answer, with the time until it starts."""
        started = time.perf_counter()

        async def send_and_count(message: Message) -> None:
            if message["type"] == "http.response.start":
                SECONDS.observe(time.perf_counter() - started)
                REQUESTS.labels(scope.get("path_template") or ELSEWHERE, f"{message['status'] // 100}xx").inc()
            await send(message)

        await self.app(scope, receive, send_and_count)
