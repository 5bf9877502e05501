"""What in a text could tell who somebody is, where it stands, and the text without it."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation import find_citizen_numbers, find_personal, hide_personal, redact, without_citizen_numbers
from moderation.normalising import normalise
from moderation.redacting import WORDS

BSN = "882001826"


def found(text: str) -> list[tuple[str, str]]:
    """What is hidden in `text`, with its kind."""
    return [(each.kind, text[each.start : each.end]) for each in find_personal(text) if each.hidden]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Mijn naam is Pieter de Groot.", [("NAME", "Pieter de Groot")]),
        ("mvg h.d. pronk", [("NAME", "h.d. pronk")]),
        ("mevrouw El Amrani van nr 14", [("NAME", "El Amrani"), ("ADDRESS", "nr 14")]),
        ("Zwart Janstraat 88, 3035 AV Rotterdam", [("ADDRESS", "Zwart Janstraat 88, 3035 AV Rotterdam")]),
        ("bel 06 12 34 56 78 of 010-4123456", [("PHONE", "06 12 34 56 78"), ("PHONE", "010-4123456")]),
        ("NL48 TRIO 9482 1993 51", [("IBAN", "NL48 TRIO 9482 1993 51")]),
        (f"bsn {BSN}", [("BSN", BSN)]),
        ("info(at)buurtnoord.nl", [("EMAIL", "info(at)buurtnoord.nl")]),
        ("kenteken 12abc3", [("PLATE", "12abc3")]),
        ("insta: @vies_noord", [("HANDLE", "@vies_noord")]),
    ],
)
def test_it_finds(text: str, wanted: list[tuple[str, str]]) -> None:
    assert found(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "lantaarnpaal 20455 is kapot in de Jan van Avennesstraat",
        "bus 38 rijdt veel te hard, 50 km per uur",
        "Op 12-11-2026 om 22:15 was er weer herrie",
        "zaaknummer 882001827 is nog niet afgehandeld",
        "Containernummer 3035-17 is vol",
        "bel 112, 0900-8844 of 0800-7000",
        "Bij de Albert Heijn en Sportschool Van Dijk ligt karton",
        "de bakker op de markt laat rozen liggen",
    ],
)
def test_it_leaves_alone(text: str) -> None:
    assert found(text) == []


def test_composed_unseen_and_arabic_characters_keep_their_place() -> None:
    text = "🚮 bel Rene\u0301 op 06\u200b12345678 of ٠٦١٢٣٤٥٦٧٨"
    assert found(text) == [
        ("NAME", "Rene\u0301"),
        ("PHONE", "06\u200b12345678"),
        ("PHONE", "٠٦١٢٣٤٥٦٧٨"),
    ]


def test_a_redacted_text_can_be_read() -> None:
    assert hide_personal("die gast van huisnr 33, kevin, schreeuwt") == "die gast van [adres], [naam], schreeuwt"


def test_what_somebody_decided_to_show_stays() -> None:
    text = "Sanne van Dijk en Bilal"
    _, second = find_personal(text)
    assert redact(text, [second]) == "Sanne van Dijk en [naam]"


@pytest.mark.parametrize(
    "written", [BSN, "8820.01.826", "882 001 826", "882-001-826", "8\u200b82001826", "８８２００１８２６"]
)
def test_a_citizen_number_leaves(written: str) -> None:
    assert without_citizen_numbers(f"mijn nummer is {written}, dank") == "mijn nummer is [burgerservicenummer], dank"


def test_a_case_number_that_passes_the_test_stays() -> None:
    assert find_citizen_numbers(f"zaaknummer {BSN}") == ()


WORDS_OF_TEXTS = st.sampled_from(
    [
        *WORDS.values(),
        *("Piet", "van", "de", "Groot", "nr.", "14", "06-12345678", "Kerkstraat", "5a", "1234", "AB", BSN),
        *("naam:", "heet", "mvg", "J.H.", "a@b.nl", "@x", "GB-112-P", "jan", "op", "12", "mevrouw", "insta", "bsn"),
        "\n", ", ", "'", "\u0301", "\u200b", "ﷺ", "İ", "ß", "ẞ", "ﬁ", "𝟘", "é", "Й",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(WORDS_OF_TEXTS, max_size=40).map(" ".join),
    st.lists(WORDS_OF_TEXTS, max_size=40).map("".join),
)


@given(text=TEXTS)
@settings(max_examples=400, deadline=None)
def test_any_text(text: str) -> None:
    findings = find_personal(text)
    assert list(findings) == sorted(findings)
    assert all(0 <= each.start < each.end <= len(text) for each in findings)
    assert all(one.end <= other.start for one, other in pairwise(findings))
    hidden = hide_personal(text)
    assert hide_personal(hidden) == hidden
    assert without_citizen_numbers(without_citizen_numbers(text)) == without_citizen_numbers(text)
    assert redact(text, ()) == text


@given(text=st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_the_way_back_to_the_text(text: str) -> None:
    normal = normalise(text)
    assert len(normal.text) == len(normal.starts) == len(normal.ends)
    assert all(start < end for start, end in zip(normal.starts, normal.ends, strict=True))
    assert list(normal.starts) == sorted(normal.starts)
    assert normalise(normal.text).text == normal.text


@pytest.mark.parametrize(
    "part", ["1 ", "a.", "a-", "A. ", "06 ", "x@", "a@b.", "Jan en ", "www.", "van de ", "nr ", "[naam] "]
)
def test_a_long_text_of_one_thing_takes_no_time(part: str) -> None:
    import time

    began = time.process_time()
    hide_personal((part * 4000)[:4000])
    assert time.process_time() - began < 2
