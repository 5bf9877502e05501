"""`buurtsein verify-log` and `log-head`, as an officer types them."""

import subprocess
from pathlib import Path

from backend.settings import ROOT
from tests.support.rows import change
from tests.support.server import BUURTSEIN, Installation

ROW = (
    "INSERT INTO access_log (id, at, person, keyring, purpose, compartments, reports, chain, position, hash) VALUES "
    "('3b241101-e2bb-4255-8caf-4136c566a962', '2026-11-23 10:00:00+00:00', NULL, 'x', 'x', 'x', '', "
    "'3b241101-e2bb-4255-8caf-4136c566a963', 1, '')"
)


def typed(installation: Installation, *arguments: str) -> tuple[int, str, str]:
    """What a command answers."""
    command = [*BUURTSEIN, *arguments]
    done = subprocess.run(command, env=installation.environment, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def test_a_day_is_closed_kept_outside_and_proved(installation: Installation, tmp_path: Path) -> None:
    installation.run("migrate")
    assert typed(installation, "log-head")[::2] == (1, "There is no head yet. The worker makes one every day.\n")
    installation.start(migrate=False)
    installation.stop()
    slip = installation.run("log-head")
    assert slip.startswith("BUURTSEIN ACCESS LOG\nday")
    kept = tmp_path / "slip.txt"
    kept.write_text(slip)
    said = installation.run("verify-log", "--head", str(kept), "--head", slip)
    assert said.startswith("The log holds: 0 rows, 0 joints and 1 heads")
    assert said.count("It is the log of which you kept head 1") == 2
    code, _, said = typed(installation, "verify-log", "--head", "een briefje")
    assert (code, said.startswith("--head: This is no head of the log")) == (1, True)
    change(installation.environment["BUURTSEIN_DATABASE_URL"], ROW)
    code, said, _ = typed(installation, "verify-log", "--head", str(kept))
    assert code == 1
    assert said.splitlines()[0] == "Row 1 of chain 3b241101 (2026-11-23) was changed, moved or inserted."
    assert "The log does not hold" in said
