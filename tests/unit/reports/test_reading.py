"""A body with many mistakes hears of all of them at once: of its form and of its content."""

from uuid import UUID

import msgspec
import pytest

from backend.errors import Invalid, Malformed
from backend.neighbourhood import Neighbourhood, load
from backend.reports.checking import check
from backend.reports.reading import read_report
from tests.support.neighbourhoods import EXAMPLE

KEY = "a2V5IG9mIHRoaXJ0eS10d28gYnl0ZXMgZXhhY3RseSE"
RIGHT = {
    "submission": "f3b1c2d4-0000-4000-8000-000000000001",
    "category": "burenoverlast",
    "text": "Elke nacht muziek.",
    "place": {"lat": 52.374, "lon": 4.64},
    "key": KEY,
}


@pytest.fixture(scope="module")
def rozenprieel() -> Neighbourhood:
    return load(EXAMPLE)


def wrong_fields(neighbourhood: Neighbourhood, **values: object) -> set[str]:
    """The fields that are named when these values replace what is right."""
    with pytest.raises(Invalid) as refused:
        read_report(neighbourhood, msgspec.json.encode(RIGHT | values))
    assert all(text.endswith((".", "…")) for text in refused.value.fields.values()), refused.value.fields
    return set(refused.value.fields)


def test_a_right_body_is_a_report(rozenprieel: Neighbourhood) -> None:
    new = read_report(rozenprieel, msgspec.json.encode(RIGHT | {"proof": "not part of the content"}))
    assert new.key == b"key of thirty-two bytes exactly!"
    assert (new.submission, new.level, new.place.lat) == (UUID(str(RIGHT["submission"])), 1, 52.374)


def test_form_and_content_are_judged_together(rozenprieel: Neighbourhood) -> None:
    named = wrong_fields(
        rozenprieel,
        submission="no uuid",
        category="bestaat-niet",
        text="x" * 4_001,
        place={"lat": "noord", "lon": 500, "straat": "?"},
        level=3,
        key="too short",
        contact={"email": "geen adres", "fax": "1"},
        photos=9,
        language="tlh",
        haast=True,
    )
    assert named == {
        "submission", "category", "text", "place.lat", "place.straat", "key", "contact.email", "contact.fax", "photos",
        "language", "haast",
    }  # fmt: skip


def test_a_wrong_coordinate_is_named_beside_an_unknown_field(rozenprieel: Neighbourhood) -> None:
    assert wrong_fields(rozenprieel, place={"lat": 91, "lon": 4.64}, haast=True) == {"place", "haast"}


def test_an_unknown_field_beside_exclusions_that_leave_nobody(rozenprieel: Neighbourhood) -> None:
    everybody = [partner.slug for partner in rozenprieel.partners]
    assert wrong_fields(rozenprieel, exclude=everybody, haast=True) == {"exclude", "haast"}


def test_a_field_is_named_once(rozenprieel: Neighbourhood) -> None:
    assert wrong_fields(rozenprieel, text=5, answers=["ja"], level="hoog", key=5) == {"text", "answers", "level", "key"}


def test_an_answer_to_no_question_beside_a_wrong_type(rozenprieel: Neighbourhood) -> None:
    assert wrong_fields(rozenprieel, answers={"kleur": "rood"}, photos="twee") == {"answers", "photos"}


def test_an_empty_object_misses_what_is_needed(rozenprieel: Neighbourhood) -> None:
    with pytest.raises(Invalid) as refused:
        read_report(rozenprieel, b"{}")
    assert set(refused.value.fields) == {"submission", "category", "place", "text", "key"}


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"5", b'"\xff"', b"null", b'{"text": "\\ud800"}'])
def test_what_is_no_object_is_malformed(rozenprieel: Neighbourhood, raw: bytes) -> None:
    with pytest.raises(Malformed):
        read_report(rozenprieel, raw)


@pytest.mark.parametrize("key", ["", "kort", KEY + "AA", "é" * 43, KEY[:-1] + "!", KEY + "==" + "x"])
def test_a_key_is_thirty_two_bytes_of_base64url(rozenprieel: Neighbourhood, key: str) -> None:
    assert set(check(rozenprieel, read_report(rozenprieel, msgspec.json.encode(RIGHT | {"key": key})))) == {"key"}


@pytest.mark.parametrize("key", [KEY, KEY + "="])
def test_padding_of_a_key_may_be_there(rozenprieel: Neighbourhood, key: str) -> None:
    assert read_report(rozenprieel, msgspec.json.encode(RIGHT | {"key": key})).key is not None
