"""A PostgreSQL cluster of the tests' own, from Debian's binaries: as durable as in production, gone afterwards."""

import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from tests.support.ports import free_port
from tests.support.processes import Process

OWNER = "buurtsein"
BINARIES = Path("/usr/lib/postgresql")


def binaries() -> Path:
    """The folder of the newest PostgreSQL of this machine."""
    return max(BINARIES.glob("*/bin"), key=lambda folder: int(folder.parent.name))


class Cluster:
    """Start it, take databases from it, take it away for a while, and remove it."""

    def __init__(self) -> None:
        # PostgreSQL refuses to run as root; Debian made it a user, which can read a folder in /tmp that is its own.
        self.user = "postgres" if os.geteuid() == 0 else None
        self.folder = Path(tempfile.mkdtemp(prefix="buurtsein-postgres-"))
        if self.user:
            account = pwd.getpwnam(self.user)
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        self.port = free_port()
        self.data = self.folder / "data"
        self._run("initdb", "--pgdata", self.data, "--username", OWNER, "--auth", "trust", "--encoding", "UTF8")
        settings = {"port": self.port, "listen_addresses": "127.0.0.1", "unix_socket_directories": self.folder}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        self.process = Process(
            [binaries() / "postgres", "-D", self.data, *options], self.folder / "log", user=self.user
        )
        self._numbers = itertools.count(1)

    def start(self) -> None:
        """Starts it, or starts it again on the same data, and waits until it answers."""
        self.process.start()
        self.process.wait_ready(self._answers, "PostgreSQL answers")

    def stop(self) -> None:
        """Stops it in order, also while clients are connected."""
        self.process.stop(signal.SIGINT)

    def kill(self) -> None:
        """Ends all its processes at once, as a power cut would."""
        self.process.kill()

    def remove(self) -> None:
        """Stops it and removes everything of it."""
        self.kill()
        shutil.rmtree(self.folder)

    def create(self, template: str = "template0") -> str:
        """A new database, a copy of the database at the URL `template` where one is given; returns its URL."""
        name = f"test_{next(self._numbers)}"
        self._run("createdb", *self._address, "--template", template.rsplit("/", 1)[-1], name)
        return f"postgresql://{OWNER}@127.0.0.1:{self.port}/{name}"

    def drop(self, url: str) -> None:
        """Removes a database, also when somebody is still connected."""
        self._run("dropdb", *self._address, "--force", url.rsplit("/", 1)[-1])

    @property
    def _address(self) -> list[str]:
        return ["--host", "127.0.0.1", "--port", str(self.port), "--username", OWNER]

    def _answers(self) -> bool:
        ready = subprocess.run([binaries() / "pg_isready", *self._address], capture_output=True, check=False)
        return ready.returncode == 0

    def _run(self, program: str, *arguments: str | Path) -> None:
        command = [binaries() / program, *arguments]
        groups: list[str] | None = [] if self.user else None
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            cwd=self.folder,
            user=self.user,
            group=self.user,
            extra_groups=groups,
            check=False,
        )
        assert done.returncode == 0, f"{program}: {done.stderr}"
