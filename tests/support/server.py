"""The real application in processes of its own: started, stopped, killed and started again on the same data."""

import os
import subprocess
import sys
from pathlib import Path

import httpx

from backend.settings import PREFIX, ROOT, read_dotenv
from tests.support.ports import free_port
from tests.support.processes import PATIENCE, Process

#: The demonstration makes accounts and reports first, with passwords that are slow to hash.
LOADING = 90.0
BUURTSEIN = [sys.executable, "-m", "backend.cli"]


class Installation:
    """One neighbourhood on this machine, with everything it keeps in `folder`: data, keys and logs.

    On SQLite the worker lives inside the web process; on PostgreSQL it is `worker`, started and ended with `web`.
    `demo` loads the example's reports and accounts as `./run` does. `settings` are named without BUURTSEIN_.
    """

    def __init__(self, folder: Path, database_url: str = "", *, demo: bool = False, **settings: str) -> None:
        self.folder = folder
        self.data = Path(settings.get("DATA_DIR", folder / "data"))
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        own = {
            "DATA_DIR": str(self.data),
            "KEYS": str(folder / "data.keys"),
            "DATABASE_URL": database_url or f"sqlite:///{self.data / 'buurtsein.sqlite'}",
            "PUBLIC_URL": self.url,
            "VAPID_SUBJECT": "mailto:beheer@buurtsein.example",
            "DEMO": str(int(demo)),
            **settings,
        }
        # What a developer set for an installation of their own, here or in .env, is not for the tests.
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        silenced = dict.fromkeys(read_dotenv(ROOT / ".env"), "")
        named = {PREFIX + name: value for name, value in own.items()}
        self.environment = inherited | silenced | named | {"PORT": str(self.port)}
        self.demo = demo
        self.web = self._process("demo" if demo else "serve")
        self.worker = None if own["DATABASE_URL"].startswith("sqlite:") else self._process("worker")

    def start(self, *, migrate: bool = True) -> None:
        """Starts it, on what it left behind if it ran before, and waits until it is ready.

        `migrate=False` is for a database that has today's schema: that saves a process.
        """
        if migrate and not self.demo:
            self.run("migrate")
        self.data.mkdir(exist_ok=True)
        self.web.start()
        patience = LOADING if self.demo else PATIENCE
        self.web.wait_ready(self.ready, f"{self.url}/readyz answers 200", patience)
        if self.worker:
            self.start_worker()

    def start_worker(self) -> None:
        """Starts the worker of PostgreSQL, and waits until it works."""
        assert self.worker, "on SQLite it lives inside the web process"
        beat = self.data / "worker.beat"
        beat.unlink(missing_ok=True)
        self.worker.start()
        self.worker.wait_ready(beat.exists, "the worker beats")

    def stop(self) -> None:
        """Stops it in order; fails when a process does not end with exit code 0."""
        for process in self._processes:
            code = process.stop()
            assert code == 0, f"It ended with {code}: {process.said()}"

    def kill(self) -> None:
        """Ends all its processes at once, as a power cut would."""
        for process in self._processes:
            process.kill()

    def run(self, *arguments: str) -> str:
        """Runs another `buurtsein` command on this installation, and returns what it printed."""
        command = [*BUURTSEIN, *arguments]
        done = subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"buurtsein {' '.join(arguments)}: {done.stderr}"
        return done.stdout

    def ready(self) -> bool:
        """Whether it says that it can serve."""
        return answers(f"{self.url}/readyz")

    @property
    def _processes(self) -> list[Process]:
        return [self.web, self.worker] if self.worker else [self.web]

    def _process(self, command: str) -> Process:
        log = self.folder / f"{command}.log"
        return Process([*BUURTSEIN, command], log, environment=self.environment, folder=ROOT)


def answers(url: str) -> bool:
    """Whether this address answers now, and with 200."""
    try:
        return httpx.get(url, timeout=2).status_code == httpx.codes.OK
    except httpx.TransportError:
        return False
