"""`./run`: the environment, a free port, and then the demonstration."""

import os
import re
import socket

from tools import environment
from tools.steps import ROOT, Stop, explained


def start(arguments: list[str]) -> None:
    """Sets up where that is needed and becomes `buurtsein demo` with these arguments."""
    with explained():
        refuse_busy_port(wanted_port())
        environment.prepare(environment.RUN)
    environment.replace_process("-m", "backend.cli", "demo", *arguments)


def wanted_port() -> int:
    """PORT of the environment or of `.env`; anything that is no number is for the settings to refuse."""
    dotenv = ROOT / ".env"
    lines = dotenv.read_text(encoding="utf-8") if dotenv.exists() else ""
    written = re.findall(r"^\s*(?:export\s+)?PORT=[\"']?(\d+)", lines, re.MULTILINE)
    port = os.environ.get("PORT") or (written[-1] if written else "8000")
    return int(port) if port.isdigit() else 0


def refuse_busy_port(port: int) -> None:
    """Says so before the set-up, not after it, when another program has the port."""
    with socket.socket() as probe:
        # As the server does: a port that only waits for its last connection to fade is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", min(port, 65535)))
        except OSError as reason:
            raise Stop(
                f"Port {port} of this machine is not free ({reason.strerror}). Is Buurtsein running already?\n"
                f"Stop that program, or choose another port: PORT={port + 1 if port < 65535 else 8000} ./run"
            ) from None
