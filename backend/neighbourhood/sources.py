"""The files of a neighbourhood's folder as they were read, so that every fault can say where it stands."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

from backend.neighbourhood.faults import Fault
from backend.neighbourhood.positions import KeyPath, positions


class Sources:
    """Everything that was read, by the paths of its values: ("categories", 3, "tile") stands on a line of a file.

    The first name of a path is unique in the folder. `faults` gathers what is wrong.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []
        self._places: dict[KeyPath, tuple[str, int]] = {}

    def toml(self, name: str, prefix: KeyPath = ()) -> dict[str, Any] | None:
        """The content of a TOML file, or None and a fault where it cannot be read."""
        text = self._text(name)
        if text is None:
            return None
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            at = re.search(r"at line (\d+)", str(error))
            self._complain(name, int(at[1]) if at else text.count("\n") + 1, f"This is no TOML: {error}.")
            return None
        self._places.setdefault(prefix, (name, 1))
        self._places |= {prefix + path: (name, line) for path, line in positions(text).items()}
        return data

    def json(self, name: str, list_name: str, prefix: KeyPath) -> Any:
        """The content of a JSON file, or None and a fault; the entries of its list are known by prefix and number."""
        text = self._text(name)
        if text is None:
            return None
        try:
            data = json.loads(text)
        except json.JSONDecodeError as error:
            self._complain(name, error.lineno, f"This is no JSON: {error.msg}.")
            return None
        self._places[prefix] = (name, 1)
        self._places |= {(*prefix, n): (name, line) for n, line in enumerate(entry_lines(text, list_name))}
        return data

    def blame(self, path: KeyPath, message: str) -> None:
        """Adds a fault where the value at `path` stands, or else the nearest thing that holds it."""
        self.faults.append(self.fault(path, message))

    def fault(self, path: KeyPath, message: str) -> Fault:
        """A fault at the line of `path`, or of the nearest thing that holds it."""
        file, line = self.place(path)
        return Fault(file, line, message)

    def place(self, path: KeyPath) -> tuple[str, int]:
        """File and line of the value at `path`, or of the nearest thing that holds it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self._places:
                name, line = self._places[path[:length]]
                return str(self.folder / name), line
        return str(self.folder), 1

    def _text(self, name: str) -> str | None:
        try:
            return (self.folder / name).read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            self._complain(name, 1, "This file is missing.")
        except (OSError, UnicodeDecodeError) as error:
            self._complain(name, 1, f"This file cannot be read: {error}.")
        return None

    def _complain(self, name: str, line: int, message: str) -> None:
        self.faults.append(Fault(str(self.folder / name), line, message))


def entry_lines(text: str, list_name: str) -> list[int]:
    """The line on which each entry of the list `list_name` begins, in a text that is valid JSON."""
    start = re.search(rf'"{list_name}"\s*:\s*\[', text)
    if not start:
        return []
    lines, at = [], start.end()
    while (entry := re.compile(r"[\s,]*(?=[^\s,\]])").match(text, at)) is not None:
        lines.append(text.count("\n", 0, entry.end()) + 1)
        _, at = json.JSONDecoder().raw_decode(text, entry.end())
    return lines
