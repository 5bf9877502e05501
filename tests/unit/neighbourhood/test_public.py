"""What everyone may read of the neighbourhood, in each language."""

import json

from backend.neighbourhood import Neighbourhood, describe


def test_everything_of_the_contract_is_there_as_plain_values(example: Neighbourhood) -> None:
    public = describe(example, "nl")
    assert json.loads(json.dumps(public)) == public
    assert {"name", "languages", "bounds", "areas", "partners", "groups", "categories"} <= public.keys()
    assert public["areas"][0] == {"slug": "haarlem", "name": "Haarlem", "kind": "municipality"}
    assert {"slug": "wijkagent", "name": "Wijkagent"} in public["partners"][2]["teams"]
    keys = {"slug", "label", "group", "class", "tile", "icon", "questions"}
    assert all(keys <= category.keys() for category in public["categories"])


def test_bounds_are_west_south_east_north_round_every_area(example: Neighbourhood) -> None:
    west, south, east, north = describe(example, "nl")["bounds"]
    assert west < 4.640 < east
    assert south < 52.374 < north
    assert all(west <= x <= east for area in example.areas for x in area.geometry.bounds[::2])
    assert all(south <= y <= north for area in example.areas for y in area.geometry.bounds[1::2])


def test_labels_questions_and_options_are_translated(example: Neighbourhood) -> None:
    categories = {category["slug"]: category for category in describe(example, "en")["categories"]}
    street_light = categories["straatverlichting"]
    assert street_light["label"] == "Street light not working"
    assert street_light["questions"][1] == {
        "slug": "hoeveel",
        "label": "How many lights do not work?",
        "kind": "choice",
        "options": [{"slug": "een", "label": "One light"}, {"slug": "meer", "label": "More lights"}],
    }
    assert "first_help" not in street_light
    assert categories["eenzaamheid-zorgen"]["first_help"]["phone"] == "0800-2000"


def test_who_gets_it_and_the_covenant_stay_inside(example: Neighbourhood) -> None:
    text = json.dumps(describe(example, "nl"))
    assert not any(word in text for word in ("fallback", "duties", "substitutes", "legal_basis", "email"))
