"""A rule that makes the figures worse shows: they are committed, and this compares them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from backend.settings import ROOT
from tests.texts.figures import FILE, measured


def test_the_figures_are_those_that_are_committed() -> None:
    committed = json.loads(FILE.read_text(encoding="utf-8"))
    assert measured() == committed, "Write them anew with: python -m tests.texts.figures"


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs `python -m moderation.evaluate`."""
    program = [sys.executable, "-m", "moderation.evaluate", *arguments]
    return subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_command_measures_any_file(tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    file.write_text(
        '{"text": "bel sanne op 0612345678", "spans": [[4, 9, "NAME"], [13, 23, "PHONE"]], "labels": []}\n'
        '{"text": "er is een steekpartij gaande", "spans": [], "labels": ["emergency"]}\n'
        '{"text": "de Kamperlaan 1, geen adres", "spans": [[0, 2, "NAME"]]}\n'
    )
    figures = json.loads(command("pii", str(file)).stdout)
    assert figures["recall"] == pytest.approx(2 / 3, abs=0.001)
    assert figures["kinds"]["PHONE"] == {"recall": 1.0, "precision": 1.0}
    assert figures["kinds"]["ADDRESS"] == {"recall": 1.0, "precision": 0.0}
    assert figures["urgency"] == {"recall": 1.0, "needless": 0.0}
    assert figures["p95_ms"] >= figures["p50_ms"] > 0


def test_the_command_measures_suggested_categories(tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    file.write_text(
        '{"text": "de lantaarnpaal brandt niet", "category": "straatverlichting"}\n'
        '{"text": "yerlerde köpek pisliği var", "category": "hondenpoep", "lang": "tr"}\n'
        '{"text": "de lantaarnpaal brandt niet", "category": "intimidatie"}\n'
    )
    figures = json.loads(command("category", str(file)).stdout)
    assert figures["top1"] == figures["top3"] == pytest.approx(2 / 3, abs=0.001)
    assert figures["languages"] == {"nl": {"top1": 0.5, "top3": 0.5}, "tr": {"top1": 1.0, "top3": 1.0}}
    assert figures["p95_ms"] >= figures["p50_ms"] > 0


@pytest.mark.parametrize("arguments", [(), ("nothing",), ("pii", "/no/such/file")])
def test_the_command_says_what_is_wrong(arguments: tuple[str, ...]) -> None:
    ran = command(*arguments)
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert ran.stderr
