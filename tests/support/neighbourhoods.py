"""The example neighbourhood, and copies of it in which something can be broken."""

from pathlib import Path

from backend.neighbourhood import check

EXAMPLE = Path(__file__).parents[2] / "neighbourhoods" / "rozenprieel"


class Folder:
    """A copy of the example that tests may break."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def replace(self, file: str, old: str, new: str) -> None:
        text = (self.path / file).read_text(encoding="utf-8")
        assert text.count(old) >= 1, f"{old!r} is not in {file}"
        (self.path / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    def append(self, file: str, text: str) -> None:
        with (self.path / file).open("a", encoding="utf-8") as target:
            target.write(text)

    def line(self, file: str, text: str) -> int:
        """The line of the last place where `text` stands."""
        before, found, _ = (self.path / file).read_text(encoding="utf-8").rpartition(text)
        assert found, f"{text!r} is not in {file}"
        return before.count("\n") + 1

    def faults(self) -> list[tuple[str, int, str]]:
        return [(Path(fault.file).name, fault.line, fault.message) for fault in check(self.path)]
