"""`GET /api/neighbourhood`: everything a form needs; and what monitors ask."""

import httpx
import pytest

from backend.people.model import ROLES_WITHOUT_KEYRING
from tests.support.server import Installation
from tests.support.visitors import Visitor

CONTRACT = {
    "name", "languages", "bounds", "areas", "partners", "vapid_key", "kdf", "who_sees", "groups", "categories",
}  # fmt: skip
#: The classes of the catalogue, written a second time.
RESTRICTED = {
    "woningonderhoud", "burenoverlast", "geluidsoverlast", "jeugdoverlast", "woonfraude-onderverhuur",
    "eenzaamheid-zorgen", "anders",
}  # fmt: skip
SEALED = {"intimidatie", "verdacht-gedrag", "drugsoverlast", "wapen-geweld"}


def test_it_has_what_the_contract_says(visitor: Visitor) -> None:
    told = visitor.get("/api/neighbourhood").json()
    assert told.keys() >= CONTRACT
    assert told["languages"][:2] == ["nl", "en"]
    west, south, east, north = told["bounds"]
    assert (west < 4.64 < east, south < 52.374 < north) == (True, True)
    assert told["kdf"].keys() == {"name", "iterations", "salt"}
    assert told["kdf"]["iterations"] == 600_000
    assert len(told["vapid_key"]) == 87
    assert {area["kind"] for area in told["areas"]} == {"municipality", "wijk", "buurt", "complex"}


def test_the_catalogue_is_whole_and_each_category_has_its_class(visitor: Visitor) -> None:
    categories = visitor.get("/api/neighbourhood").json()["categories"]
    classes = {category["slug"]: category["class"] for category in categories}
    assert len(classes) == 29
    assert {slug for slug, class_ in classes.items() if class_ == "sealed"} == SEALED
    assert {slug for slug, class_ in classes.items() if class_ == "restricted"} == RESTRICTED
    assert all({"label", "group", "tile", "icon", "questions"} <= category.keys() for category in categories)


def test_it_speaks_the_language_that_is_asked(visitor: Visitor) -> None:
    def label(language: str) -> str:
        told = visitor.get("/api/neighbourhood", params={"language": language}).json()
        return str(told["categories"][0]["label"])

    assert label("nl") == "Stoep of straatstenen kapot"
    assert label("en") not in ("", label("nl"))
    assert label("tlh") == label("nl")


def test_who_sees_what_names_no_one_who_has_no_keyring(visitor: Visitor) -> None:
    who_sees = visitor.get("/api/neighbourhood").json()["who_sees"]
    duties = {class_: {line["duty"] for line in lines} for class_, lines in who_sees.items()}
    assert duties == {"open": {"case", "field"}, "restricted": {"case"}, "sealed": {"intake", "case"}}
    assert not set(ROLES_WITHOUT_KEYRING) & set().union(*duties.values())


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_has_no_details(visitor: Visitor, path: str) -> None:
    answer = visitor.get(path)
    assert (answer.status_code, answer.text) == (200, "ok\n")


def test_counts_are_not_on_the_public_address(server: Installation) -> None:
    for path in ("/metrics", "/schema", "/schema/openapi.json", "/docs"):
        assert httpx.get(server.url + path).status_code == 404
