"""The worker: what happens by itself, inside the web process (SQLite) or as a process of its own (PostgreSQL)."""

import asyncio
import math
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import structlog

from backend.auditing import check_log, keep_log
from backend.casework import close_quiet, release_due
from backend.covenant import lapse, wake
from backend.deliveries import PushSender, Rounds, make_digest, sweep_deliveries
from backend.installation import Installation
from backend.opening import close_installation, open_installation
from backend.people import forget_ended
from backend.reports import delete_again, forget_expired, tidy_deletions
from backend.settings import Settings
from backend.web import logging

log = structlog.get_logger("worker")

#: Done every minute, each in a loop of its own.
TIDYING = (close_quiet, release_due, make_digest, sweep_deliveries, forget_expired, forget_ended, keep_log)
HOURLY = (lapse, tidy_deletions)
MINUTE = 60.0
HOUR = 60 * MINUTE
#: A team that made its first key waits this long for what lay asleep for it.
WAKING = 5.0
#: Seconds between turns at least: what is committed in the same moment is one turn's work.
BREATH = 0.3
AFTER_FAILURE = 1.0
BEAT = 5.0
#: A loop that did not come round for this long hangs; a worker whose beat is this old is gone.
HANGS_AFTER = 3 * MINUTE
GONE_AFTER = 6 * BEAT
#: Seconds to finish what was claimed: more than a send can take.
STOPS_WITHIN = 15.0

Turn = Callable[[], Awaitable[float]]


class Loop:
    """One thing, done again and again. A turn returns the seconds until the next; `wake` makes that sooner."""

    def __init__(self, name: str, turn: Turn) -> None:
        self.name = name
        self.wake = asyncio.Event()
        self.came_round = time.monotonic()
        self._turn = turn

    async def run(self, stopping: asyncio.Event) -> None:
        """Turn until told to stop. A turn that fails is logged without its words, which could name anyone."""
        while not stopping.is_set():
            try:
                wait = await self._turn()
            except Exception as failure:
                log.error("turn_failed", loop=self.name, error=type(failure).__name__)  # noqa: TRY400
                wait = AFTER_FAILURE
            self.came_round = time.monotonic()
            await self._rest(wait)

    async def _rest(self, seconds: float) -> None:
        await asyncio.sleep(min(seconds, BREATH))
        try:
            await asyncio.wait_for(self.wake.wait(), max(0.0, seconds - BREATH))
        except TimeoutError:
            return
        self.wake.clear()


class Worker:
    """All loops of one process."""

    def __init__(self, installation: Installation, sender: PushSender) -> None:
        self._rounds = Rounds(installation, sender)
        self._deliver = Loop("deliver", self._rounds.turn)
        tidying = [Loop(work.__name__, partial(every, MINUTE, work, installation)) for work in TIDYING]
        waking = Loop("wake", partial(every, WAKING, wake, installation))
        self._working = [
            self._deliver,
            waking,
            *(Loop(work.__name__, partial(every, MINUTE, hourly(work), installation)) for work in HOURLY),
            *tidying,
        ]
        self._heart = Loop("beat", self._beat)
        # Of a big log it takes minutes: nobody waits for it, and it is not missed.
        self._checking = Loop(check_log.__name__, partial(every, MINUTE, check_log, installation))
        self._settings = installation.settings
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Turn all loops until `stop`, then finish what was claimed."""
        checking = asyncio.create_task(self._checking.run(self._stopping), name="check the log")
        await asyncio.gather(*(loop.run(self._stopping) for loop in [*self._working, self._heart]))
        checking.cancel()
        await self._rounds.finish()

    def stop(self) -> None:
        """Begin nothing new."""
        self._stopping.set()
        for loop in [*self._working, self._heart]:
            loop.wake.set()

    def noticed(self, tables: set[str]) -> None:
        """Called after each commit of this process: a new delivery need not wait for the next look."""
        if "delivery" in tables:
            self._deliver.wake.set()

    async def _beat(self) -> float:
        """Say that this worker lives, as long as each of its loops comes round."""
        now = time.monotonic()
        if all(now - loop.came_round < HANGS_AFTER for loop in self._working):
            beat(self._settings)
        return BEAT


async def every(seconds: float, work: Callable[[Installation], Awaitable[object]], installation: Installation) -> float:
    """A turn that tidies up, and again after so many seconds."""
    await work(installation)
    return seconds


def hourly(work: Callable[[Installation], Awaitable[object]]) -> Callable[[Installation], Awaitable[None]]:
    """The same work, of which a turn does nothing within an hour after the last: its loop still comes round."""
    done_at = -math.inf

    async def turn(installation: Installation) -> None:
        nonlocal done_at
        if time.monotonic() - done_at >= HOUR:
            await work(installation)
            done_at = time.monotonic()

    return turn


def beat_file(settings: Settings) -> Path:
    """The file whose age is the age of the worker's last beat."""
    return settings.data_dir / "worker.beat"


def beat(settings: Settings) -> None:
    """Say: a worker of this data folder is alive now."""
    beat_file(settings).touch(mode=0o600)


def beats(settings: Settings) -> bool:
    """Whether a worker of this data folder is alive, inside this process or beside it."""
    try:
        return time.time() - beat_file(settings).stat().st_mtime < GONE_AFTER
    except FileNotFoundError:
        return False


async def beating(installation: Installation) -> str:
    """What is wrong with the worker, in a few words; nothing when it is well. A check for `/readyz` with details."""
    return "" if beats(installation.settings) else "has not been seen for a while"


@asynccontextmanager
async def running(installation: Installation) -> AsyncIterator[Worker]:
    """A worker beside whatever else this process does; at the end it finishes what it claimed."""
    async with PushSender(installation) as sender:
        worker = Worker(installation, sender)
        installation.ledger.committed.append(worker.noticed)
        task = asyncio.create_task(worker.run(), name="worker")
        try:
            yield worker
        finally:
            installation.ledger.committed.remove(worker.noticed)
            worker.stop()
            try:
                await asyncio.wait_for(task, STOPS_WITHIN)
            except TimeoutError:
                log.warning("stopped_unfinished")


async def run_forever(installation: Installation) -> None:
    """Work until SIGTERM or SIGINT."""
    asked_to_stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, asked_to_stop.set)
    async with running(installation):
        await asked_to_stop.wait()


async def run_alone(settings: Settings) -> None:
    """The `worker` command: open the installation, work, let go of it."""
    logging.configure()
    installation = await open_installation(settings)
    try:
        await delete_again(installation)
        await run_forever(installation)
    finally:
        await close_installation(installation)
