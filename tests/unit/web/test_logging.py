"""What stands in the log: JSON, ids, types and places, and nothing that somebody said."""

import json
import subprocess
import sys

SECRET = "0612345678"

PROGRAM = f"""
import logging, structlog
from backend.web.logging import configure
configure()
configure()
log = structlog.get_logger()
log.info("sent", delivery="5b0c")
try:
    raise ValueError("{SECRET}")
except ValueError as failure:
    log.exception("failed")
    logging.getLogger("uvicorn.error").error("Exception in ASGI application\\n", exc_info=failure)
    logging.getLogger("library").exception("Could not reach %s\\n{SECRET}", "{SECRET}")
logging.getLogger("uvicorn.access").critical("192.0.2.7 GET /{SECRET}")
logging.getLogger("library").debug("hidden")
"""


def test_lines_are_json_without_values() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert SECRET not in done.stderr + done.stdout
    assert [(line["event"], line["level"]) for line in lines] == [
        ("sent", "info"),
        ("failed", "error"),
        ("Exception in ASGI application", "error"),
        ("Could not reach %s", "error"),
    ]
    assert lines[0]["delivery"] == "5b0c"
    assert all((line["error"], line["at"]) == ("ValueError", ["__main__:9"]) for line in lines[1:])
    assert all(line["time"].endswith("Z") for line in lines)
