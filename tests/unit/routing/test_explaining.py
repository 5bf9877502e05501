"""The sentences that residents read."""

import pytest

from backend.neighbourhood import Neighbourhood, Point
from backend.routing import decide, explain

HOME = Point(52.3745, 4.6401)
COMPLEX = Point(52.3727, 4.6418)
ELSEWHERE = Point(52.0907, 5.1214)


@pytest.mark.parametrize(
    ("category", "place", "sentence"),
    [
        ("zwerfafval", HOME, "Zwerfafval in Rozenprieel: Wijkbeheer van de gemeente."),
        ("zwerfafval", COMPLEX, "Zwerfafval in Rozenhof: Wijkbeheer van de woningcorporatie."),
        ("wegdek", COMPLEX, "Gat of schade in de weg in Rozenprieel: Wijkbeheer van de gemeente."),
        (
            "zwerfafval",
            None,
            "De plek staat alleen in woorden: daarom kijkt Wijkbeheer van de gemeente, voor heel Haarlem.",
        ),
        ("zwerfafval", ELSEWHERE, "Deze plek ligt buiten Haarlem: Loket van de gemeente kijkt wie dit oplost."),
        ("wapen-geweld", HOME, "Dit is gevoelig: Team Veiligheid van de gemeente leest het als eerste."),
        (
            "wapen-geweld",
            None,
            "De plek staat alleen in woorden: daarom kijkt Team Veiligheid van de gemeente, voor heel Haarlem.",
        ),
        (
            "wapen-geweld",
            ELSEWHERE,
            "Deze plek ligt buiten Haarlem: Team Veiligheid van de gemeente kijkt wie dit oplost.",
        ),
    ],
)
def test_the_reason_reads(example: Neighbourhood, category: str, place: Point | None, sentence: str) -> None:
    assert explain(example, decide(example, category, place, {}, ()), "nl") == sentence


def test_labels_are_in_the_language_of_the_reader(example: Neighbourhood) -> None:
    decision = decide(example, "zwerfafval", HOME, {}, ())
    sentence = explain(example, decision.reason, "en")
    assert sentence.startswith("Litter in Rozenprieel: Neighbourhood upkeep")
    assert sentence.endswith("the municipality.")
