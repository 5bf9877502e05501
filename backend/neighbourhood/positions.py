"""On which line each value of a TOML text stands.

tomllib does the parsing and says nothing of lines, so it is asked for one statement at a time: a line, or the few
lines of a long value, that parse by themselves.
"""

import tomllib
from collections.abc import Iterator
from typing import Any

KeyPath = tuple[str | int, ...]


def positions(text: str) -> dict[KeyPath, int]:
    """Path → line (from 1) of every table and key in a text that is valid TOML.

    A path reads ("categories", 3, "tile"). A list of tables stands where its first one does, and what is inside an
    inline value on the line of its statement.
    """
    lines: dict[KeyPath, int] = {}
    table: KeyPath = ()
    for line, statement, value in statements(text):
        if statement.lstrip().startswith("["):
            table = header_path(value, lines)
            lines[table] = line
            if isinstance(table[-1], int):
                lines.setdefault(table[:-1], line)
        else:
            for path in key_paths(value):
                lines.setdefault(table + path, line)
    return lines


def statements(text: str) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Each statement with its first line and its value; comments and blank lines are left out."""
    start, pending = 1, ""
    for number, line in enumerate(text.split("\n"), 1):
        pending += line + "\n"
        try:
            value = tomllib.loads(pending)
        except tomllib.TOMLDecodeError:
            continue
        if value:
            yield start, pending, value
        start, pending = number + 1, ""


def header_path(value: dict[str, Any], known: dict[KeyPath, int]) -> KeyPath:
    """The path of a `[header]`: inside arrays of tables, the last entry so far; `[[header]]` adds one."""
    path: KeyPath = ()
    inner: Any = value
    while inner:
        if isinstance(inner, list):
            return (*path, entries(path, known))
        name = next(iter(inner))
        path, inner = (*path, name), inner[name]
        if isinstance(inner, dict) and inner and entries(path, known):
            path += (entries(path, known) - 1,)
    return path


def entries(path: KeyPath, known: dict[KeyPath, int]) -> int:
    """How many tables the array at `path` has so far."""
    count = 0
    while (*path, count) in known:
        count += 1
    return count


def key_paths(value: dict[str, Any]) -> Iterator[KeyPath]:
    """The path of every key inside a statement's value."""
    for name, inner in value.items():
        yield (name,)
        if isinstance(inner, dict):
            yield from ((name, *path) for path in key_paths(inner))
