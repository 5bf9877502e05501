"""What sealing costs where people wait: inboxes of twenty, a follow page, signing in. Through HTTP, on a real server.

Yardstick in the same run: the same reads without opening anything and without the log's row. Budgets, as requests per
second beside Signalen's 9 on its inbox: twenty open reports 50 ×, twenty sealed ones 20 ×; a follow page 3 ms; signing
in 0.05–0.5 s, by design.
"""

import asyncio
import statistics
import time
from collections.abc import Callable

import psutil

from backend.casework.tables import Case
from backend.installation import now
from backend.settings import load as load_settings
from backend.vault.tables import Sealed
from tests.bench import load
from tests.bench.engines import on_both
from tests.support.outbox import opened
from tests.support.server import Installation
from tests.support.visitors import Colleague, Visitor, colleagues

TEAM, INTAKE = "gemeente/wijkbeheer", "gemeente/veiligheid"
REPORTS = 40
REQUESTS = 400
CONNECTIONS = 8
ROUNDS = 5
SIGNALEN = 9


def main() -> None:
    """SQLite, then PostgreSQL."""
    on_both(measure)


def measure(engine: str, installation: Installation) -> None:
    """One engine. CPU is that of the web process; PostgreSQL's own comes on top."""
    installation.start()
    try:
        handler, intake = colleagues(installation, f"{TEAM}:case", f"{INTAKE}:intake")
        time.sleep(6)  # a keyring that another process made is known within five seconds
        with Visitor(installation) as resident:
            for _ in range(REPORTS):
                resident.tell()
                sent = resident.tell("drugsoverlast")
        sign_in(engine, [handler, intake])
        for what, colleague, team, times in (("open", handler, TEAM, 50), ("sealed", intake, INTAKE, 20)):
            page = colleague.get("/api/cases")
            assert len(page.json().get("items", ())) == 20, page.text
            bare = asyncio.run(unsealed(installation, team))
            request = get("/api/cases", colleague)
            rate, cpu = under_load(installation, lambda _, request=request: request)  # type: ignore[misc]
            load.say(
                what=f"inbox of 20 {what}, {engine}", per_second=round(rate), times_signalen=round(rate / SIGNALEN, 1),
                budget=times, cpu_ms=round(cpu, 2), same_reads_unsealed_ms=round(bare, 2), ratio=round(cpu / bare, 1),
            )  # fmt: skip
        rate, cpu = under_load(installation, lambda _: load.post("/api/follow", {"key": sent["key"]}))
        load.say(what=f"follow, {engine}", per_second=round(rate), cpu_ms=round(cpu, 2), budget_ms=3)
    finally:
        installation.stop()


def sign_in(engine: str, people: list[Colleague]) -> None:
    """Name and password, then the second factor."""
    taken = []
    for person in people:
        began = time.perf_counter()
        person.sign_in()
        taken.append(time.perf_counter() - began)
    load.say(what=f"signing in, {engine}", seconds=round(statistics.median(taken), 2), budget=(0.05, 0.5))


def get(path: str, who: Colleague) -> bytes:
    """A GET as it goes over the wire, with the session of somebody."""
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in who.cookies.jar)
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookies}\r\n\r\n".encode()


def under_load(installation: Installation, make: Callable[[int], bytes]) -> tuple[float, float]:
    """Requests per second, and milliseconds of CPU for one: medians of rounds."""
    server = psutil.Process(installation.web.pid)
    rates, used = [], []
    for _ in range(ROUNDS):
        before = sum(server.cpu_times()[:2])
        result = load.in_own_process(installation.port, make, REQUESTS, CONNECTIONS)
        assert set(result.statuses) == {200}, result.statuses
        used.append((sum(server.cpu_times()[:2]) - before) / REQUESTS * 1000)
        rates.append(result.rate)
    return statistics.median(rates), statistics.median(used)


async def unsealed(installation: Installation, team: str) -> float:
    """Milliseconds of CPU to read the cases of a page and their parts, as they lie there."""
    async with opened(load_settings(installation.environment), clock=now):
        used = []
        for _ in range(60):
            before = time.process_time()
            rows = await Case.select().where(Case.team == team).order_by(Case.due_at, Case.id).limit(20)
            await Sealed.select(Sealed.report, Sealed.task, Sealed.place).where(
                Sealed.report.is_in([row["id"] for row in rows])
            )
            used.append((time.process_time() - before) * 1000)
        return statistics.median(used)


if __name__ == "__main__":
    main()
