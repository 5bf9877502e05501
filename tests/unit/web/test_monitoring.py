"""Health and counts: little on the public address, details and aggregates on the listener of monitors."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import httpx
import msgspec
import pytest
from litestar import Litestar

from backend.database import Transaction
from backend.deliveries import count_by_state, tell_team
from backend.installation import Installation
from backend.settings import SettingsError, load
from backend.web import health
from backend.web.listener import metrics_listener
from tests.support.application import Browser, running
from tests.support.databases import Databases
from tests.support.keys import make_keyrings
from tests.support.outbox import Stopwatch, settings
from tests.support.ports import free_port
from tests.support.postgres import Cluster


@pytest.fixture
async def served(database_url: str, tmp_path: Path) -> AsyncIterator[tuple[Litestar, Installation, str]]:
    bind = f"127.0.0.1:{free_port()}"
    chosen = msgspec.structs.replace(settings(database_url, tmp_path), metrics_bind=bind)
    async with running(chosen, Stopwatch()) as (app, installation):
        yield app, installation, f"http://{bind}"


async def test_the_listener_counts_by_template_and_never_by_path(served: tuple[Litestar, Installation, str]) -> None:
    app, _, monitor = served
    async with Browser(app) as browser, httpx.AsyncClient(base_url=monitor) as watcher:
        before = await counted(watcher)
        await browser.get("/healthz")
        await browser.get("/0612345678?q=0612345678")
        await browser.put("/api/reports/8f0c9d3e-0000-4000-8000-000000000000/photos/1", content=b"x")
        after = await counted(watcher)
    assert after['{route="/healthz",status="2xx"}'] == before.get('{route="/healthz",status="2xx"}', 0) + 1
    assert after['{route="other",status="4xx"}'] == before.get('{route="other",status="4xx"}', 0) + 1
    assert any("/photos/{n}" in labels for labels in after)
    assert not any("0612345678" in labels or "8f0c9d3e" in labels for labels in after)


async def counted(watcher: httpx.AsyncClient) -> dict[str, float]:
    answer = await watcher.get("/metrics")
    lines = [line.rsplit(" ", 1) for line in answer.text.splitlines() if line.startswith("buurtsein_requests_total{")]
    return {name.removeprefix("buurtsein_requests_total"): float(value) for name, value in lines}


async def test_the_listener_counts_what_waits_to_go_out(served: tuple[Litestar, Installation, str]) -> None:
    _, installation, monitor = served

    async def entry(transaction: Transaction) -> None:
        for _ in range(3):
            tell_team(
                transaction,
                team="gemeente/wijkbeheer",
                duties=["field"],
                report=uuid4(),
                due_at=installation.clock() + timedelta(days=1),
            )

    async with httpx.AsyncClient(base_url=monitor) as watcher:
        before = (await watcher.get("/metrics")).text
        await installation.ledger.record(entry)
        after = (await watcher.get("/metrics")).text
        # The worker, which starts beside us, sends a digest that nobody waits for.
        async with asyncio.timeout(30):
            while 'buurtsein_deliveries{state="waiting"} 3.0' not in (await watcher.get("/metrics")).text:  # noqa: ASYNC110
                await asyncio.sleep(0.1)
    assert "buurtsein_deliveries{" in after
    assert commits(after) > commits(before)


def commits(text: str) -> float:
    return next(float(line.split()[1]) for line in text.splitlines() if line.startswith("buurtsein_ledger_commits"))


async def test_details_stand_on_the_listener_only(served: tuple[Litestar, Installation, str]) -> None:
    app, installation, monitor = served
    async with Browser(app) as browser, httpx.AsyncClient(base_url=monitor) as watcher:
        public, hole = await browser.get("/readyz"), await watcher.get("/readyz")
        await make_keyrings(installation)
        detailed = await watcher.get("/readyz")
        assert (await browser.get("/metrics")).status_code == 404
    assert public.text == "ok\n", "a team without its first member takes nobody's report away"
    assert "gemeente/wijkbeheer/case" in hole.json()["keyrings"]
    assert set(detailed.json()) == {"database", "keyrings", "worker"}
    assert (detailed.json()["database"], detailed.json()["keyrings"]) == ("ok", "ok")
    assert (detailed.status_code == 200) == (detailed.json()["worker"] == "ok")


async def test_without_its_database_it_is_alive_and_not_ready(postgres: Cluster, tmp_path: Path) -> None:
    url = Databases(postgres).migrated()
    async with running(settings(url, tmp_path), Stopwatch()) as (app, installation), Browser(app) as browser:
        postgres.stop()
        try:
            ready, alive = await browser.get("/readyz"), await browser.get("/healthz")
            found = await health.findings(installation)
        finally:
            postgres.start()
        assert (ready.status_code, ready.text, alive.status_code) == (503, "not ready\n", 200)
        assert found["database"]
        assert (await browser.get("/readyz")).status_code == 200


async def test_of_two_processes_one_serves_and_the_other_goes_on(
    served: tuple[Litestar, Installation, str], caplog: pytest.LogCaptureFixture
) -> None:
    _, installation, monitor = served
    listener = metrics_listener(installation, health.CHECKS, count_by_state)
    async with listener, httpx.AsyncClient(base_url=monitor) as watcher:
        assert (await watcher.get("/metrics")).status_code == 200
    assert "metrics_bind_taken" in caplog.text


@pytest.mark.parametrize("bind", ["nowhere", "127.0.0.1:", "127.0.0.1:http", ":9100", "127.0.0.1:99999"])
def test_a_wrong_setting_says_so(bind: str) -> None:
    with pytest.raises(SettingsError, match="METRICS_BIND"):
        load({"BUURTSEIN_METRICS_BIND": bind, "BUURTSEIN_VAPID_SUBJECT": "mailto:a@b.example"})
