"""Characters that a rule has claimed: the next rules leave them alone."""

from collections.abc import Iterator

from moderation.model import Confidence, Finding, Kind


class Claims:
    """The findings so far in one text, and what is no finding but must not become one: a pole's number, a street."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.findings: list[Finding] = []
        self.taken = bytearray(len(text))

    def claim(self, start: int, end: int, kind: Kind, confidence: Confidence, rule: str) -> bool:
        """Adds a finding, unless one of its characters is taken. The rule is the reason too, until it needs another."""
        if start >= end or not self.free(start, end):
            return False
        self.findings.append(Finding(start, end, kind, confidence, f"{kind.lower()}.{rule}", kind.lower()))
        self.block(start, end)
        return True

    def block(self, start: int, end: int) -> None:
        """Takes characters that are nothing personal."""
        self.taken[start:end] = b"\1" * (end - start)

    def free(self, start: int, end: int) -> bool:
        """Whether none of these characters is taken."""
        return not any(self.taken[start:end])

    def __iter__(self) -> Iterator[Finding]:
        return iter(sorted(self.findings))
