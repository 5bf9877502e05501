"""Our own short lists, in `data/`: words divided by spaces."""

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def lexicon(name: str) -> Any:
    """What stands in `data/{name}.json`."""
    return json.loads(files("moderation").joinpath("data", f"{name}.json").read_text(encoding="utf-8"))


@cache
def listed(name: str, part: str) -> frozenset[str]:
    """The words of one part of a list."""
    return frozenset(lexicon(name)[part].split())


def choice(name: str, part: str) -> str:
    """One part of a list as a pattern: any of its words."""
    return "|".join(map(re.escape, sorted(listed(name, part), key=len, reverse=True)))
