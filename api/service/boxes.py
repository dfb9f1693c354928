"""Bounding boxes and coordinate reference systems as they come in a query."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import shapely

from api.service.features import CRS84_URI, DECIMALS, RD_URI
from api.service.problems import ProblemError

if TYPE_CHECKING:
    from shapely import Polygon

_RANGES: Final = {
    CRS84_URI: (-180.0, -90.0, 180.0, 90.0),
    RD_URI: (-1_000_000.0, -1_000_000.0, 2_000_000.0, 2_000_000.0),
}


def crs_of(uri: str, key: str) -> str:
    """Return a coordinate reference system that is served.

    Raises
    ------
    ProblemError
        400 for any other; the served ones are named.
    """
    if uri in DECIMALS:
        return uri
    message = f"{key} must be one of {', '.join(DECIMALS)}."
    raise ProblemError(400, message)


def _edges(text: str) -> tuple[float, float, float, float]:
    """Return west, south, east and north; heights are passed over."""
    numbers = [float(edge) for edge in text.split(",")]
    half = len(numbers) // 2
    return numbers[0], numbers[1], numbers[half], numbers[half + 1]


def box_of(text: str | None, crs_uri: str) -> tuple[str, Polygon] | None:
    """Return the rectangle of `bbox` with its system, or None if there is none.

    Raises
    ------
    ProblemError
        400 if it lies outside its system or is turned around.
    """
    crs = crs_of(crs_uri, "bbox-crs")
    if text is None:
        return None
    west, south, east, north = _edges(text)
    low_x, low_y, high_x, high_y = _RANGES[crs]
    overlaps = west <= high_x and east >= low_x and south <= high_y and north >= low_y
    if not overlaps or not all(map(math.isfinite, (west, south, east, north))):
        message = (
            "bbox lies outside its coordinate reference system; give west,south,east,"
            "north in degrees, or say bbox-crs for metres in RD New."
        )
        raise ProblemError(400, message)
    if south > north or (west > east and crs == RD_URI):
        message = "bbox is turned around: give west,south,east,north."
        raise ProblemError(400, message)
    if west > east:
        # Across the date line: two rectangles, as the standard asks.
        halves = [
            shapely.box(west, south, high_x, north),
            shapely.box(low_x, south, east, north),
        ]
        return crs, shapely.union_all(halves)
    return crs, shapely.box(west, south, east, north)
