"""A light HTTP/1.1 load generator in a process of its own: kept-open connections, bodies made beforehand."""

import asyncio
import json
import multiprocessing
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any, NamedTuple


class Load(NamedTuple):
    """What came of a load: requests per second, latencies in ms, how many answers had which status."""

    rate: float
    p50: float
    p99: float
    statuses: dict[int, int]


async def connection(port: int, requests: list[bytes], taken: list[float], statuses: dict[int, int]) -> None:
    """Send requests one after another over one connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while requests:
        request = requests.pop()
        began = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        taken.append((time.perf_counter() - began) * 1000)
        status = int(head[9:12])
        statuses[status] = statuses.get(status, 0) + 1
    writer.close()


def run(port: int, requests: list[bytes], connections: int) -> Load:
    """Send all requests over this many connections."""
    taken: list[float] = []
    statuses: dict[int, int] = {}

    async def all_of_them() -> float:
        began = time.perf_counter()
        await asyncio.gather(*(connection(port, requests, taken, statuses) for _ in range(connections)))
        return time.perf_counter() - began

    number = len(requests)
    seconds = asyncio.run(all_of_them())
    taken.sort()
    return Load(number / seconds, statistics.median(taken), taken[int(len(taken) * 0.99)], statuses)


def in_own_process(port: int, make: Callable[[int], bytes], number: int, connections: int) -> Load:
    """Make `number` requests here and send them from another process, so that the server has a core of its own."""
    requests = [make(n) for n in range(number)]
    with multiprocessing.get_context("fork").Pool(1) as pool:
        return pool.apply(run, (port, requests, connections))


def post(path: str, body: Any) -> bytes:
    """A POST of JSON as it goes over the wire."""
    content = json.dumps(body).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content


def say(**values: Any) -> None:
    """One JSON object per line: what was measured."""
    json.dump(values, sys.stdout)
    print(flush=True)
