"""Which areas a point lies in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from backend.neighbourhood.model import Area, Point

#: Order in which areas claim a point: the most particular kind first.
AREA_ORDER = ("complex", "buurt", "wijk", "municipality")


def precedence(area: Area) -> tuple[int, float, str]:
    """The order in which areas claim a point: by kind, then the smaller, then by slug.

    Sizes are in square degrees, which is fair between areas on the same latitude.
    """
    return AREA_ORDER.index(area.kind), area.geometry.area, area.slug


class AreaIndex:
    """The areas of a neighbourhood, prepared once, so that a question for a point costs microseconds.

    All outlines are asked in one call: up to 300 areas that is faster than an STRtree, which needs a Point object.
    """

    def __init__(self, areas: Sequence[Area]) -> None:
        self._areas = sorted(areas, key=precedence)
        self._outlines = np.array([area.geometry for area in self._areas], dtype=object)
        shapely.prepare(self._outlines)

    def at(self, point: Point) -> list[Area]:
        """The areas that cover the point, boundary included, in order of precedence."""
        covering = shapely.intersects_xy(self._outlines, point.lon, point.lat)
        return [self._areas[position] for position in covering.nonzero()[0].tolist()]
