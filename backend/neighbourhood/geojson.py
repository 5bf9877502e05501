"""Areas from GeoJSON: WGS 84, longitude first, as the standard asks."""

from collections.abc import Iterator
from typing import Any, Literal

import shapely
from msgspec import Struct, ValidationError, convert
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from backend.neighbourhood.model import Area, AreaKind, Slug

RD = (
    "These coordinates are no degrees but metres, as in RD (EPSG:28992). Save the file again in WGS 84 (EPSG:4326), "
    "for instance with: ogr2ogr -t_srs EPSG:4326 areas.geojson areas-rd.geojson"
)
SWAPPED = "Latitude and longitude changed places: GeoJSON puts the longitude (4.6…) first."


class Properties(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What we know of an area besides its outline."""

    slug: Slug
    name: str
    kind: AreaKind


class Outline(Struct, frozen=True):
    """The GeoJSON geometry of an area."""

    type: Literal["Polygon", "MultiPolygon"]
    coordinates: list[Any]


class Feature(Struct, frozen=True):
    """One area in GeoJSON."""

    type: Literal["Feature"]
    properties: Properties
    geometry: Outline


def area(feature: Any) -> Area:
    """The area that a decoded GeoJSON feature describes. Raises ValidationError with what is wrong with it."""
    decoded = convert(feature, Feature)
    properties = decoded.properties
    return Area(properties.slug, properties.name, properties.kind, geometry(decoded.geometry))


def geometry(outline: Outline) -> BaseGeometry:
    """The polygon of an outline. Raises ValidationError."""
    for longitude, latitude in pairs(outline.coordinates):
        if abs(longitude) > 180 or abs(latitude) > 90:
            raise ValidationError(RD)
        if 50 < longitude < 54 and 3 < latitude < 8:
            raise ValidationError(SWAPPED)
    try:
        polygon = shapely.force_2d(shape({"type": outline.type, "coordinates": outline.coordinates}))
    except (ValueError, TypeError, IndexError, shapely.errors.ShapelyError) as error:
        raise ValidationError(f"This outline cannot be read: {error}") from error
    if polygon.is_empty or not polygon.is_valid:
        raise ValidationError(f"This outline is not valid: {shapely.is_valid_reason(polygon)}.")
    return polygon


def pairs(coordinates: list[Any]) -> Iterator[tuple[float, float]]:
    """Every longitude and latitude in nested coordinates. Raises ValidationError for anything else."""
    if len(coordinates) >= 2 and all(isinstance(value, int | float) for value in coordinates):
        yield coordinates[0], coordinates[1]
        return
    for inner in coordinates:
        if not isinstance(inner, list):
            raise ValidationError("Coordinates are lists of [longitude, latitude].")
        yield from pairs(inner)
