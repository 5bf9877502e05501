"""Every value of a TOML file is found on the line where a person would look for it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.neighbourhood.positions import KeyPath, positions
from tests.support.neighbourhoods import EXAMPLE

TRICKY = '''\
# A comment
name = "x"
"quoted key" = 1
dotted.inner = true

[[partners]]
text = """
[[partners]]
slug = "not a key"
"""
[[partners.teams]]
list = [
  ["a"],
  # in between
  ["b"],
]
[[partners.teams]]
[partners.teams.help]
phone = '112' # after
[[partners]]
[[partners.teams]]
inline = {one = 1, two = 2}
[plain]
'''


def test_long_values_and_nested_tables_are_told_apart() -> None:
    assert positions(TRICKY) == {
        ("name",): 2,
        ("quoted key",): 3,
        ("dotted",): 4,
        ("dotted", "inner"): 4,
        ("partners",): 6,
        ("partners", 0): 6,
        ("partners", 0, "text"): 7,
        ("partners", 0, "teams"): 11,
        ("partners", 0, "teams", 0): 11,
        ("partners", 0, "teams", 0, "list"): 12,
        ("partners", 0, "teams", 1): 17,
        ("partners", 0, "teams", 1, "help"): 18,
        ("partners", 0, "teams", 1, "help", "phone"): 19,
        ("partners", 1): 20,
        ("partners", 1, "teams"): 21,
        ("partners", 1, "teams", 0): 21,
        ("partners", 1, "teams", 0, "inline"): 22,
        ("partners", 1, "teams", 0, "inline", "one"): 22,
        ("partners", 1, "teams", 0, "inline", "two"): 22,
        ("plain",): 23,
    }


def value_at(data: Any, path: KeyPath) -> Any:
    for step in path:
        data = data[step]
    return data


@pytest.mark.parametrize("path", sorted(EXAMPLE.glob("*.toml")), ids=lambda path: path.name)
def test_every_slug_of_the_example_stands_on_its_line(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    data, lines = tomllib.loads(text), text.split("\n")
    for where, line in positions(text).items():
        value = value_at(data, where)
        if where[-1] == "slug":
            assert lines[line - 1] == f'slug = "{value}"'


@given(st.lists(st.lists(st.text(alphabet='ab"\\\n[]=#\u2028', max_size=6), max_size=3), max_size=5))
def test_any_texts_in_tables_keep_their_places(tables: list[list[str]]) -> None:
    """Values as multi-line strings: whatever stands in them, the keys stay on the lines where we wrote them."""
    text = ""
    expected: dict[KeyPath, int] = {("things",): 1} if tables else {}
    for number, values in enumerate(tables):
        expected[("things", number)] = text.count("\n") + 1
        text += "[[things]]\n"
        for position, value in enumerate(values):
            expected[("things", number, f"key{position}")] = text.count("\n") + 1
            escaped = value.replace("\\", "\\\\").replace('"', '\\"')
            text += f'key{position} = """{escaped}"""\n'
    assert positions(text) == expected
