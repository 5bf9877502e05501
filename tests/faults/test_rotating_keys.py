"""Service keys rotate while residents report and the rotation is killed again and again: nothing is lost of it."""

import asyncio
import random
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from backend.casework import send_message
from backend.installation import Installation as Backend
from backend.installation import now
from backend.settings import ROOT, load
from backend.vault.holding import HeldKeys
from backend.vault.keyfile import KeyFile
from tests.support.cases import HANDLER
from tests.support.crowd import Crowd
from tests.support.news import follower, tell_news
from tests.support.outbox import opened
from tests.support.processes import wait_until
from tests.support.push_service import PushService
from tests.support.rows import count
from tests.support.server import Installation
from tests.support.service_keys import KINDS, Things, assert_all_opens, fill, opened_by, private_keys
from tests.support.staff import WIJKBEHEER
from tests.support.visitors import Visitor, colleagues
from tests.support.wholeness import assert_there

pytestmark = pytest.mark.faults

T = TypeVar("T")

#: A process that notices new keys sooner than in real life, so that the test does not wait.
QUICK = """
import sys
from backend.vault import vault
vault.REFRESH = 0.3
from backend.cli import main
main(sys.argv[1:])
"""
#: A rotation that is killed before a step: whatever changes a disk or a database is one.
KILLED = """
import os, signal, sys
from pathlib import Path
from backend.database import Ledger
from backend.vault import resealing, vault
vault.REFRESH, resealing.AT_ONCE = 0.3, 5
left = int(sys.argv[1])
def counted(owner, name):
    real = getattr(owner, name)
    def counting(*values, **named):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*values, **named)
    setattr(owner, name, counting)
for owner, name in ((os, "fsync"), (os, "link"), (Path, "rename"), (Path, "unlink"), (Ledger, "record")):
    counted(owner, name)
from backend.cli import main
main(["rotate-keys"])
"""


@pytest.fixture
def quick(database_url: str, tmp_path: Path, push_service: PushService) -> Iterator[Installation]:
    """An installation whose processes take new keys quickly."""
    own = Installation(tmp_path, database_url, PUSH_HOSTS=push_service.origin)
    for process in filter(None, (own.web, own.worker)):
        process.command = [sys.executable, "-c", QUICK, process.command[-1]]
    yield own
    own.kill()


def filled(own: Installation, pushes: PushService) -> Things:
    """Something of every kind, once the worker made the digest that takes the news of before."""
    wait_until(lambda: count(own.environment["BUURTSEIN_DATABASE_URL"], "SELECT count(*) FROM news_list") > 0, "a list")
    return inside(own, lambda backend: fill(backend, pushes.subscriber(), pushes.subscriber()))


def inside(own: Installation, verb: Callable[[Backend], Awaitable[T]]) -> T:
    """What a process beside the running ones does."""

    async def work() -> T:
        async with opened(load(own.environment), now) as backend:
            return await verb(backend)

    return asyncio.run(work())


def assert_at_work(own: Installation, things: Things, pushes: PushService) -> None:
    """All that was there before the rotation does what it must, and the phone of then gets the news of today."""
    before = len(pushes.sent_to(things.direct))

    async def work(backend: Backend) -> None:
        things.colleague.installation = backend
        await assert_all_opens(backend, things)
        await send_message(backend, HANDLER, things.told["open"].id, "Het is klaar.")

    inside(own, work)
    wait_until(lambda: len(pushes.sent_to(things.direct)) > before, "the push goes out")


def keys_of(own: Installation) -> KeyFile:
    """The key file, as it is now."""
    held = HeldKeys.read(Path(own.environment["BUURTSEIN_KEYS"]))
    held.release()
    return held.keys


def kill_rotation(own: Installation, step: int) -> bool:
    """Rotate until the kill comes; False where it was done before that."""
    command = [sys.executable, "-c", KILLED, str(step)]
    done = subprocess.run(command, env=own.environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode in (0, -9), done.stderr
    return done.returncode == -9


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("kills", [5, pytest.param(20, marks=pytest.mark.extended)])
def test_killed_again_and_again_it_loses_nothing(quick: Installation, push_service: PushService, kills: int) -> None:
    url = quick.environment["BUURTSEIN_DATABASE_URL"]
    quick.start(migrate=False)
    things = filled(quick, push_service)
    earlier = keys_of(quick)
    assert opened_by(private_keys(earlier), url) == KINDS
    chance = random.Random(kills)  # noqa: S311 no secret
    killed, seen = 0, [earlier]
    with Crowd(quick, size=2) as crowd:
        while killed < kills:
            killed += kill_rotation(quick, chance.choice([chance.randint(1, 12), chance.randint(1, 90)]))
            seen.append(keys_of(quick))
        wait_until(crowd.is_busy, "residents are at work")
        said = quick.run("rotate-keys")
    assert "The earlier keys are destroyed." in said
    assert not crowd.refused
    assert not crowd.unanswered
    left = private_keys(keys_of(quick))
    gone = {bytes(key): key for each in seen for key in private_keys(each) if key not in left}
    assert len(left) == len(earlier.services)
    assert opened_by(gone.values(), url) == set()
    assert [each.name for each in quick.folder.glob("data.keys*")] == ["data.keys"]
    assert_there(quick, crowd.taken)
    assert_at_work(quick, things, push_service)


def test_processes_that_work_meanwhile_need_no_restart(quick: Installation, push_service: PushService) -> None:
    """A web process and a worker with the keys of before, and a phone that reports while these change."""
    quick.start(migrate=False)
    (handler,) = colleagues(quick, f"{WIJKBEHEER}:case")
    with handler, Visitor(quick) as phone:
        handler.sign_in()
        for _ in range(2):
            before = follower(quick, push_service)
            assert "Done" in quick.run("rotate-keys")
            tell_news(handler, before)
            wait_until(lambda: bool(push_service.sent_to(before.subscriber)), "the push goes out")  # noqa: B023
            assert phone.follow(phone.tell("burenoverlast", level=3, exclude=["politie"]))["status"] == "assigned"
    assert quick.web.alive
    said = [process.said() for process in (quick.web, quick.worker) if process]
    assert not any("turn_failed" in each or '"error"' in each for each in said)
