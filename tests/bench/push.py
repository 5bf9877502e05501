"""One Web Push: CPU in the send, and with spreading, claim and mark, beside pywebpush alone to the same sink.

Budget: CPU ≤ 0.4 ms in the send, ≤ 0.8 ms with claim and mark; from its time to the push leaving, median under 1 s.
"""

import asyncio
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import aiohttp
import uvloop
from pywebpush import webpush_async

from backend import worker
from backend.deliveries import PushSender, deliver_due
from backend.deliveries.addresses import read_address
from backend.deliveries.claiming import BATCH
from backend.deliveries.messages import message
from backend.deliveries.vapid import Passports
from backend.installation import Installation, now
from tests.bench import load
from tests.support.databases import Databases, SQLiteFolder
from tests.support.outbox import follow, news, opened, outbox, report, settings
from tests.support.ports import free_port
from tests.support.postgres import Cluster
from tests.support.processes import wait_until
from tests.support.subscriber import Subscriber

SINK = """
import sys
from aiohttp import web
async def push(request):
    await request.read()
    return web.Response(status=201)
application = web.Application()
application.router.add_post("/push/{channel}", push)
web.run_app(application, host="127.0.0.1", port=int(sys.argv[1]), print=None, access_log=None)
"""
PUSHES = 1_000
ROUNDS = 3
SPREAD_OVER = 5.0

Send = Callable[[Subscriber], Awaitable[object]]


@contextmanager
def sink() -> Iterator[str]:
    """A push service that takes everything, in a process of its own; yields its origin."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-c", SINK, str(port)])
    try:
        wait_until(lambda: listens(port), "the sink listens")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def listens(port: int) -> bool:
    """Whether somebody takes connections there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


async def cpu_of(work: Callable[[], Awaitable[object]]) -> float:
    """Milliseconds of CPU of this process per push, all threads."""
    began = time.process_time()
    await work()
    return (time.process_time() - began) / PUSHES * 1000


async def in_batches(send: Send, phones: list[Subscriber]) -> None:
    """As many side by side as the worker has."""
    for start in range(0, len(phones), BATCH):
        await asyncio.gather(*map(send, phones[start : start + BATCH]))


async def measure_send(installation: Installation, origin: str) -> float:
    """pywebpush alone with cached headers, then our sender; returns the former."""
    phones = [Subscriber(f"{origin}/push/{n}") for n in range(PUSHES)]
    addresses = {phone: read_address(phone.subscription, "nl", (origin,)) for phone in phones}
    text, headers = message("http://localhost", "", "nl", "topic"), Passports(installation).headers(origin)
    bare, ours = [], []
    async with aiohttp.ClientSession() as session, PushSender(installation) as sender:

        async def send_bare(phone: Subscriber) -> None:
            await webpush_async(phone.subscription, text, ttl=60, headers=headers, aiohttp_session=session)

        async def send_ours(phone: Subscriber) -> None:
            assert (await sender.send(addresses[phone], text, "topic")).state == "sent"

        for _ in range(ROUNDS):
            bare.append(await cpu_of(lambda: in_batches(send_bare, phones)))
            ours.append(await cpu_of(lambda: in_batches(send_ours, phones)))
    yardstick, cost = statistics.median(bare), statistics.median(ours)
    load.say(what="pywebpush alone, cached headers", cpu_ms=round(yardstick, 3))
    load.say(what="send", cpu_ms=round(cost, 3), budget_ms=0.4, ratio=round(cost / yardstick, 2))
    return yardstick


async def measure_outbox(installation: Installation, origin: str, name: str) -> float:
    """News of as many reports, from the outbox to the mark; returns the CPU per push."""
    ids = await asyncio.gather(*(report(installation) for _ in range(PUSHES)))
    await asyncio.gather(*(follow(installation, id, Subscriber(f"{origin}/push/{id}")) for id in ids))
    costs = []
    async with PushSender(installation) as sender:

        async def deliver_all() -> None:
            while await deliver_due(installation, sender):
                pass

        for _ in range(ROUNDS):
            await asyncio.gather(*(news(installation, id) for id in ids))
            costs.append(await cpu_of(deliver_all))
    assert len(await outbox("sent")) == PUSHES * ROUNDS
    cost = statistics.median(costs)
    load.say(what=f"spread, claim, send, mark on {name}", cpu_ms=round(cost, 3), budget_ms=0.8)
    return cost


async def measure_delay(installation: Installation, origin: str) -> None:
    """From the time of a delivery to its mark, which is later than its leaving; at random times, in real time."""
    ids = [await report(installation) for _ in range(40)]
    for id in ids:
        await follow(installation, id, Subscriber(f"{origin}/push/{id}"))
    before = {row["id"] for row in await outbox("sent")}
    async with worker.running(installation):
        for id in ids:
            wait = random.uniform(0.1, SPREAD_OVER)  # noqa: S311
            await news(installation, id, now() + timedelta(seconds=wait))
        await asyncio.sleep(SPREAD_OVER + 1)
    rows = [row for row in await outbox("sent") if row["id"] not in before]
    delays = [(row["finished_at"] - row["due_at"]).total_seconds() for row in rows]
    median = round(statistics.median(delays), 3)
    load.say(what="from its time to the push having left", pushes=len(rows), median_s=median, budget_s=1)


async def measure(name: str, databases: Databases) -> None:
    """Everything on one engine."""
    with tempfile.TemporaryDirectory() as folder, sink() as origin:
        chosen = settings(databases.migrated(), Path(folder), origin)
        async with opened(chosen, now) as installation:
            yardstick = await measure_send(installation, origin)
            cost = await measure_outbox(installation, origin, name)
            load.say(what=f"outbox on {name} / pywebpush alone", ratio=round(cost / yardstick, 2))
            await measure_delay(installation, origin)


def main() -> None:
    """SQLite, then PostgreSQL; on the loop that serves."""
    with tempfile.TemporaryDirectory() as folder:
        uvloop.run(measure("SQLite", Databases(SQLiteFolder(Path(folder)))))
    cluster = Cluster()
    cluster.start()
    try:
        uvloop.run(measure("PostgreSQL", Databases(cluster)))
    finally:
        cluster.remove()


if __name__ == "__main__":
    main()
