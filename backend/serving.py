"""uvicorn, told to keep quiet: no addresses in its log, no banner, time to finish what was accepted."""

import signal
import socket
import sys
from types import FrameType

import uvicorn

from backend.settings import Settings

#: Seconds to finish requests that were accepted before a stop.
GRACE = 10


def serve(settings: Settings, port: int | None = None, workers: int = 1) -> None:
    """Serve until told to stop. More than one worker needs PostgreSQL: SQLite has one writer, and it lives inside."""
    if workers > 1 and settings.sqlite:
        sys.exit(
            "--workers: more than one process needs PostgreSQL (BUURTSEIN_DATABASE_URL=postgresql://…). "
            "On SQLite one process does everything."
        )
    port = settings.port if port is None else port
    check_port(settings.host, port)
    # uvicorn finishes what it accepted and then raises the signal again: by then that is an ordinary end.
    signal.signal(signal.SIGTERM, end)
    uvicorn.run(
        "backend.app:create",
        factory=True,
        host=settings.host,
        port=port,
        workers=workers,
        loop="uvloop",
        http="httptools",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=",".join(settings.trusted_proxies),
        timeout_graceful_shutdown=GRACE,
    )


def check_port(host: str, port: int) -> None:
    """Ends with a sentence where the port cannot be had: uvicorn would find out after everything else."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as failure:
        sys.exit(f"PORT: {host}:{port} cannot be used ({failure.strerror}). Stop what uses it, or choose another port.")


def end(_signal: int, _frame: FrameType | None) -> None:
    """An orderly stop is exit code 0."""
    sys.exit(0)
