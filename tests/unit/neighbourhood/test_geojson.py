"""Outlines that are no outlines in WGS 84 are refused with a sentence, on the line of their area."""

import json

import pytest
from shapely.geometry import MultiPolygon, Polygon, mapping

from backend.neighbourhood import Point, load
from tests.support.neighbourhoods import Folder

AREAS = "areas.geojson"
SQUARE = [[4.63, 52.35], [4.64, 52.35], [4.64, 52.36], [4.63, 52.36], [4.63, 52.35]]
RD_SQUARE = [[103000, 488000], [104000, 488000], [104000, 489000], [103000, 489000], [103000, 488000]]
BOW_TIE = [[4.63, 52.35], [4.64, 52.36], [4.64, 52.35], [4.63, 52.36], [4.63, 52.35]]


def add_area(folder: Folder, geometry: object, slug: str = "nieuw") -> int:
    """Adds an area as the last one; its line."""
    path = folder.path / AREAS
    properties = {"slug": slug, "name": "Nieuw", "kind": "buurt"}
    feature = json.dumps({"type": "Feature", "properties": properties, "geometry": geometry})
    text = path.read_text(encoding="utf-8").rstrip().removesuffix("}").rstrip().removesuffix("]").rstrip()
    path.write_text(f"{text},\n    {feature}\n  ]\n}}\n", encoding="utf-8")
    return folder.line(AREAS, feature)


@pytest.mark.parametrize(
    ("geometry", "says"),
    [
        ({"type": "Polygon", "coordinates": [RD_SQUARE]}, "Save the file again in WGS 84"),
        ({"type": "MultiPolygon", "coordinates": [[SQUARE], [RD_SQUARE]]}, "RD (EPSG:28992)"),
        ({"type": "Polygon", "coordinates": [[pair[::-1] for pair in SQUARE]]}, "longitude (4.6…) first"),
        ({"type": "Polygon", "coordinates": [BOW_TIE]}, "not valid: Self-intersection"),
        ({"type": "Polygon", "coordinates": []}, "not valid"),
        ({"type": "Polygon", "coordinates": [SQUARE[:2]]}, "cannot be read"),
        ({"type": "Polygon", "coordinates": [["a", "b"]]}, "lists of [longitude, latitude]"),
        ({"type": "Point", "coordinates": [4.6, 52.3]}, "Invalid enum value 'Point'"),
        (None, "Expected `object`"),
    ],
)
def test_a_wrong_outline_is_refused_on_its_line(folder: Folder, geometry: object, says: str) -> None:
    line = add_area(folder, geometry)
    [(file, at, message)] = folder.faults()
    assert (file, at) == (AREAS, line)
    assert says in message


def test_an_area_may_have_several_parts_holes_and_heights(folder: Folder) -> None:
    hole = [[4.633, 52.353], [4.634, 52.353], [4.634, 52.354], [4.633, 52.354], [4.633, 52.353]]
    far = [[longitude + 0.02, latitude, 3.0] for longitude, latitude in SQUARE]
    add_area(folder, {"type": "MultiPolygon", "coordinates": [[SQUARE, hole], [far]]})
    neighbourhood = load(folder.path)
    found = [
        "nieuw" in {area.slug for area in neighbourhood.areas_at(Point(latitude, longitude))}
        for longitude, latitude in [(4.631, 52.351), (4.6335, 52.3535), (4.651, 52.351), (4.645, 52.351)]
    ]
    assert found == [True, False, True, False]


def test_what_shapely_writes_is_read(folder: Folder) -> None:
    add_area(folder, mapping(MultiPolygon([Polygon(SQUARE)])))
    assert load(folder.path).area("nieuw").geometry.equals(Polygon(SQUARE))


def test_an_unknown_kind_of_area_is_refused(folder: Folder) -> None:
    folder.replace(AREAS, '"kind": "complex"', '"kind": "flat"')
    [(file, line, message)] = folder.faults()
    begin = '{\n      "type": "Feature",\n      "properties": {"slug": "rozenhof"'
    assert (file, line) == (AREAS, folder.line(AREAS, begin))
    assert "Invalid enum value 'flat'" in message


def test_a_slug_given_twice_is_told_at_the_second(folder: Folder) -> None:
    line = add_area(folder, {"type": "Polygon", "coordinates": [SQUARE]}, "rozenhof")
    [(file, at, message)] = folder.faults()
    assert (file, at) == (AREAS, line)
    assert "'rozenhof' is there already" in message


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('{\n  "type": "FeatureCollection",\n  "features": [,]\n}', 3, "no JSON"),
        ("[]", 1, "Expected a GeoJSON FeatureCollection"),
        ("", 1, "no JSON"),
    ],
)
def test_a_file_that_is_no_geojson_is_told(folder: Folder, text: str, line: int, says: str) -> None:
    (folder.path / AREAS).write_text(text, encoding="utf-8")
    [(file, at, message)] = folder.faults()
    assert (file, at) == (AREAS, line)
    assert says in message
