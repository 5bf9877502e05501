"""A disk that is full: an honest 503 and no acknowledgement; with space again everything goes on."""

import asyncio
import os
import pwd
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from tests.support.photos import jpeg
from tests.support.postgres import Cluster
from tests.support.rows import rows
from tests.support.server import Installation
from tests.support.visitors import Visitor, told

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk; tests/unit/database fills without"),
]
MOST_TRIES = 2_000


class SmallDisk:
    """A disk of 48 MB that can be filled to the last byte."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.filler = folder / "filler"

    def fill(self) -> None:
        """Leave no space at all."""
        with self.filler.open("wb", buffering=0) as file:
            for size in (1 << 20, 4096, 1):
                while wrote(file.fileno(), size):
                    pass

    def make_space(self) -> None:
        """Somebody cleans up."""
        self.filler.unlink()


def wrote(descriptor: int, size: int) -> bool:
    """Whether this many bytes still fit."""
    try:
        return os.write(descriptor, b"\0" * size) == size
    except OSError:
        return False


@pytest.fixture
def disk() -> Iterator[SmallDisk]:
    # Not in pytest's own folder: PostgreSQL's user may not look into that.
    folder = Path(tempfile.mkdtemp(prefix="buurtsein-disk-"))
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", folder], check=False)
    if mounted.returncode:
        folder.rmdir()
        pytest.skip("this machine lets nobody mount a small disk")
    folder.chmod(0o755)
    yield SmallDisk(folder)
    subprocess.run(["umount", folder], check=True)
    folder.rmdir()


@pytest.fixture(params=["sqlite", "postgresql"])
def installation(request: pytest.FixtureRequest, tmp_path: Path, disk: SmallDisk) -> Iterator[Installation]:
    """An installation with its data folder, and its tables on PostgreSQL, on the small disk."""
    own = disk.folder / "own"
    own.mkdir()
    url, cluster = "", None
    if request.param == "postgresql":
        cluster = request.getfixturevalue("postgres")
        url = database_on(disk, cluster)
    installation = Installation(own, url, KEYS=str(tmp_path / "keys"))
    installation.start()
    yield installation
    installation.kill()
    if cluster:
        disk.filler.unlink(missing_ok=True)
        cluster.drop(url)
        run(cluster.create(), "DROP TABLESPACE small")


def database_on(disk: SmallDisk, cluster: Cluster) -> str:
    """A new database whose tables lie on the small disk; what PostgreSQL writes ahead does not."""
    place = disk.folder / "tables"
    place.mkdir()
    account = pwd.getpwnam(cluster.user or "root")
    os.chown(place, account.pw_uid, account.pw_gid)
    other, url = cluster.create(), cluster.create()
    run(other, f"CREATE TABLESPACE small LOCATION '{place}'")
    run(other, f"ALTER DATABASE {url.rsplit('/', 1)[-1]} SET TABLESPACE small")
    cluster.drop(other)
    return url


def run(url: str, statement: str) -> None:
    """One statement that cannot be part of a transaction."""

    async def main() -> None:
        connection = await asyncpg.connect(url)
        await connection.execute(statement)
        await connection.close()

    asyncio.run(main())


def assert_honest(answer: httpx.Response) -> None:
    """Not now, and when to try again."""
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json"), answer.text
    assert int(answer.headers["retry-after"]) > 0


def submissions(installation: Installation) -> set[str]:
    query = "SELECT submission FROM report"
    return {row["submission"] for row in rows(installation.environment["BUURTSEIN_DATABASE_URL"], query)}


def test_nothing_is_acknowledged_that_is_not_there(installation: Installation, disk: SmallDisk) -> None:
    with Visitor(installation) as visitor:
        before = visitor.tell(photos=2)
        assert visitor.add_photo(before, jpeg(), 1).status_code == 201
        disk.fill()
        acknowledged, refused = until_refused(visitor)
        photo = visitor.add_photo(before, jpeg(colour="navy"), 2)
        assert_honest(photo)
        assert visitor.get("/nieuw").status_code == 200
        typed = form_of(visitor)
        form = visitor.post("/nieuw", data=typed, headers={"Accept": "text/html"})
        assert (form.status_code, int(form.headers["retry-after"]) > 0) == (503, True)
        assert "Losse tegel bij de bakker" in form.text
        stored = submissions(installation)
        told_so = {sent["submission"] for sent in [before, *acknowledged]}
        # The form also opens a session: there may have been room for the report alone. Sent again it is the same.
        assert stored - {typed["submission"]} == told_so
        assert not list(installation.data.rglob("*.new")), "nothing half written stays"

        disk.make_space()
        for sent in refused:
            assert visitor.post("/api/reports", json=sent).status_code == 201
        assert visitor.add_photo(before, jpeg(colour="navy"), 2).status_code == 201
        assert len(visitor.follow(before)["photos"]) == 2
        assert visitor.post("/nieuw", data=typed).status_code == 200
    again = {typed["submission"], *(sent["submission"] for sent in refused)}
    assert submissions(installation) == told_so | again


def until_refused(visitor: Visitor) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Reports that were still taken, and five that were refused: space that was had before may be used up first."""
    taken: list[dict[str, Any]] = []
    refused: list[dict[str, Any]] = []
    while len(refused) < 5:
        sent = told(text="x" * 4_000)
        answer = visitor.post("/api/reports", json=sent)
        if answer.status_code == 201:
            taken.append(sent)
        else:
            assert_honest(answer)
            refused.append(sent)
        assert len(taken) < MOST_TRIES, "the disk is not full"
    return taken, refused


def form_of(visitor: Visitor) -> dict[str, str]:
    """A report as a browser without JavaScript sends it."""
    page = visitor.get("/nieuw").text
    hidden = dict(re.findall(r'<input type="hidden" name="(submission|code)" value="([^"]+)"', page))
    typed = {"category": "stoep-bestrating", "text": "Losse tegel bij de bakker", "description": "Rozenstraat"}
    return hidden | typed | {"action": "send"}
