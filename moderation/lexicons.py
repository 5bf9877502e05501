"""Our own short lists, in `data/`."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def lexicon(name: str) -> Any:
    """What stands in `data/{name}.json`."""
    return json.loads(files("moderation").joinpath("data", f"{name}.json").read_text(encoding="utf-8"))
