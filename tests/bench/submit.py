"""`POST /api/reports`, complete (validated, routed, sealed, durable), beside a bare Litestar echo in the same run.

Budget: CPU of the server ≤ 0.8 ms a report (on PostgreSQL with the database's own), throughput at 64 connections ≥ 0.08
of the echo, p99 ≤ 100 ms.
"""

import base64
import os
import statistics
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path

import psutil

from tests.bench import load
from tests.support.ports import free_port
from tests.support.postgres import Cluster
from tests.support.server import Installation
from tests.support.visitors import make_keyrings

ECHO = """
import sys, uvicorn
from litestar import Litestar, Request, post
@post("/echo")
async def echo(request: Request) -> dict:
    return await request.json()
uvicorn.run(Litestar([echo], openapi_config=None), port=int(sys.argv[1]), loop="uvloop", http="httptools",
            log_config=None, access_log=False)
"""
CONNECTIONS = (1, 16, 64)
ROUNDS = 3


def report(_: int) -> bytes:
    """A loose tile, each with its own submission and key."""
    return load.post("/api/reports", body())


def body() -> dict[str, object]:
    """What a phone sends."""
    return {
        "submission": str(uuid.uuid4()),
        "category": "stoep-bestrating",
        "text": "Losse tegel bij nummer 12, mijn moeder struikelde.",
        "place": {"lat": 52.3745, "lon": 4.6401, "description": "bij de bakker"},
        "answers": {"gevaarlijk": "ja"},
        "level": 1,
        "key": base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("="),
        "photos": 1,
        "language": "nl",
    }


def cpu(processes: list[psutil.Process]) -> float:
    """Seconds of CPU that these have used."""
    return sum(sum(process.cpu_times()[:2]) for process in processes if process.is_running())


def measure(name: str, port: int, make: object, number: int, processes: list[psutil.Process]) -> dict[int, float]:
    """Rounds at each number of connections: medians of rate, p99 and CPU per request. Returns the rates."""
    rates = {}
    for connections in CONNECTIONS:
        results, used = [], []
        for _ in range(ROUNDS):
            before = cpu(processes)
            results.append(load.in_own_process(port, make, number, connections))  # type: ignore[arg-type]
            used.append((cpu(processes) - before) / number * 1000)
        rates[connections] = statistics.median(result.rate for result in results)
        load.say(
            what=name,
            connections=connections,
            per_second=round(rates[connections]),
            p50_ms=round(statistics.median(result.p50 for result in results), 1),
            p99_ms=round(statistics.median(result.p99 for result in results), 1),
            cpu_ms=round(statistics.median(used), 3),
            statuses=results[-1].statuses,
        )
    return rates


def measure_echo(number: int) -> dict[int, float]:
    """The yardstick: the same bytes in and out, nothing done."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-c", ECHO, str(port)])
    try:
        wait_for(port)
        make = lambda _: load.post("/echo", body())  # noqa: E731
        return measure("bare Litestar echo", port, make, number, [psutil.Process(process.pid)])
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int) -> None:
    """Until something listens."""
    import socket
    import time

    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the echo did not start")


def main(number: int = 1_000) -> None:
    """Echo, SQLite, PostgreSQL; then the ratios."""
    echo = measure_echo(number)
    with tempfile.TemporaryDirectory() as folder:
        installation = Installation(Path(folder))
        installation.start()
        make_keyrings(installation)
        server = psutil.Process(installation.web.pid)
        sqlite = measure("report on SQLite", installation.port, report, number, [server])
        load.say(what="memory after the reports, SQLite", mb=round(server.memory_info().rss / 1e6))
        installation.stop()
    cluster = Cluster()
    cluster.start()
    with tempfile.TemporaryDirectory() as folder:
        installation = Installation(Path(folder), cluster.create())
        installation.start()
        make_keyrings(installation)
        database = [process for process in psutil.process_iter() if "postgres" in process.name()]
        processes = [psutil.Process(installation.web.pid), *database]
        postgresql = measure("report on PostgreSQL (with its own CPU)", installation.port, report, number, processes)
        installation.stop()
    cluster.remove()
    for name, rates in (("SQLite", sqlite), ("PostgreSQL", postgresql)):
        load.say(what=f"{name} / echo", at_64=round(rates[64] / echo[64], 3), budget=0.08)


if __name__ == "__main__":
    main()
