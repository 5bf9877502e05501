"""An installation on each engine, one after the other, for benchmarks that measure both."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.support.postgres import Cluster
from tests.support.server import Installation


def on_both(measure: Callable[[str, Installation], None]) -> None:
    """SQLite, then PostgreSQL; neither is started yet, and both are gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        measure("SQLite", Installation(Path(folder)))
    cluster = Cluster()
    cluster.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            measure("PostgreSQL", Installation(Path(folder), cluster.create()))
    finally:
        cluster.remove()
