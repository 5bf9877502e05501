"""A category is suggested in every language, from what is learned, and from no more than there is."""

import subprocess
import sys
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.neighbourhood import load
from backend.settings import ROOT
from moderation import suggest
from moderation.suggesting.phrases import ANY, read_phrases
from moderation.suggesting.weighing import weights

EXAMPLE = ROOT / "neighbourhoods" / "rozenprieel"


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("losse stoeptegel", "stoep-bestrating"),
        ("KAPOTTE SCHOMMEL!!!", "speeltoestel"),
        ("there is a huge pothole in the road", "wegdek"),
        ("asansör çalışmıyor", "portiek-trap-lift"),
        ("ASANSÖR ÇALIŞMIYOR", "portiek-trap-lift"),
        ("winda nie dziala", "portiek-trap-lift"),
        ("الحاوية ممتلئة", "container-vol"),
        ("щури в підвалі", "ongedierte"),
        ("bro ze staan weer wiet te dealen bij de speeltuin", "drugsoverlast"),
    ],
)
def test_what_is_meant_stands_among_the_three(text: str, category: str) -> None:
    assert category in [each.category for each in suggest(text)]


def test_only_what_a_neighbourhood_has_is_suggested() -> None:
    assert [each.category for each in suggest("lantaarnpaal kapot", {"wegdek", "graffiti"})] in (
        ["wegdek", "graffiti"],
        ["graffiti", "wegdek"],
    )


@given(st.text(max_size=4000))
def test_any_text_has_an_answer(text: str) -> None:
    suggested = suggest(text)
    assert len(suggested) in (0, 3)
    assert all(0 <= each.confidence <= 1 for each in suggested)


def test_every_category_of_the_example_has_phrases_in_every_language() -> None:
    known = {category.slug for category in load(EXAMPLE).categories} - {"anders"}
    assert set(weights().categories) == known
    for language, phrases in read_phrases().items():
        assert set(phrases) - {ANY} == known, language


def test_what_is_learned_stays_small() -> None:
    assert len(files("moderation").joinpath("data", "categories.npz").read_bytes()) < 2_000_000


def test_learning_is_not_needed_to_suggest() -> None:
    program = "import sys; import moderation; moderation.suggest('lamp'); sys.exit('sklearn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0
