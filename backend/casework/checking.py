"""Texts that people type: whether there is one where there must be, and whether it is not too long."""

from backend.errors import Invalid
from backend.texts import mark

TEXT_LENGTH = 4_000
TOO_LONG = mark("Dit is te lang. Maak de tekst korter.")


def problem_of(text: str, needed: str = "") -> str:
    """What is wrong with a text, or nothing. `needed` is what to say where there must be one."""
    if needed and not text.strip():
        return needed
    return TOO_LONG if len(text) > TEXT_LENGTH else ""


def check_texts(**problems: str) -> None:
    """Raise Invalid with every field whose problem is not empty."""
    if wrong := {name: problem for name, problem in problems.items() if problem}:
        raise Invalid(wrong)
