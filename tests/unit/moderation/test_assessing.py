"""One verdict per audience; what fails is held."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation import assess, assessing
from moderation.model import Class


def test_a_name_is_for_the_team_and_not_for_others() -> None:
    said = assess("buurvrouw Fatma Öztürk zet haar vuil naast de bak", "open")
    assert said.verdicts["team"].verdict == "allow"
    assert said.verdicts["partners"].verdict == said.verdicts["public"].verdict == "redact"
    assert said.public_text == "buurvrouw [naam] zet haar vuil naast de bak"
    assert said.verdicts["public"].reasons == ("name",)


@pytest.mark.parametrize("sensitivity", ["restricted", "sealed"])
def test_texts_of_social_and_safety_categories_are_never_published(sensitivity: Class) -> None:
    assert assess("de lamp is stuk", sensitivity).verdicts["public"].verdict == "refuse"


def test_a_citizen_number_is_for_nobody() -> None:
    said = assess("mijn bsn is 882001826", "restricted")
    assert [finding.kind for finding in said.verdicts["team"].findings] == ["BSN"]


@pytest.mark.parametrize(
    ("text", "tone", "urgent"),
    [
        ("ik weet waar die ambtenaar woont", "staff", 1),
        ("hij maakt mij dood als ik iets zeg", "threat", 1),
        ("al die buitenlanders moeten oprotten", "hate", 0),
        ("wat een kankerzooi", "profanity", 0),
        ("asdfghjkl qwerty", "spam", 0),
    ],
)
def test_a_tone_is_looked_at_before_publication(text: str, tone: str, urgent: int) -> None:
    said = assess(text, "open")
    assert tone in said.tones
    assert said.verdicts["public"].verdict == "hold"
    assert said.verdicts["public"].priority == urgent
    assert said.proposes_intake == (tone in {"staff", "threat"})


@pytest.mark.parametrize(
    "text",
    [
        "op de muur staat 'joden weg'",
        "ik word uitgescholden voor homo door de buren",
        "mijn Poolse buurman is doof",
        "pff",
    ],
)
def test_who_tells_of_it_or_sighs_does_not_say_it(text: str) -> None:
    assert assess(text, "open").tones == ()


def test_what_fails_is_held_and_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str) -> None:
        raise ValueError(text)

    monkeypatch.setattr(assessing, "find_personal", broken)
    said = assess("Piet Jansen, 0612345678", "open")
    assert said.verdicts["reporter"].verdict == "allow"
    assert {said.verdicts[audience].verdict for audience in ("team", "partners", "public")} == {"hold"}
    assert said.public_text == ""
    assert said.fault == "ValueError"


@given(text=st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_has_an_assessment(text: str) -> None:
    said = assess(text, "open")
    assert said.fault == ""
    assert set(said.verdicts) == {"reporter", "team", "partners", "public"}
