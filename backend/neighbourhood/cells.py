"""Cells: a place made coarse, as text that any database can index and compare."""

import h3

from backend.neighbourhood.model import Point

#: H3 resolution 10, edges of about 66 m: a loose tile falls in the same or the next cell, and no front door stands out.
RESOLUTION = 10


def cell_of(point: Point) -> str:
    """The cell in which a point lies."""
    cell: str = h3.latlng_to_cell(point.lat, point.lon, RESOLUTION)
    return cell
