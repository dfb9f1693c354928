"""A polygon that a caller drew: GeoJSON to a shape, or a sentence on what is wrong."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, NoReturn

import geopandas as gpd
import shapely

from accessibility.errors import CrsError
from accessibility.projection import to_rd
from api.service.features import CRS84_URI, DECIMALS
from api.service.problems import ProblemError

if TYPE_CHECKING:
    from starlette.requests import Request

MOST_VERTICES: Final = 10_000
_CRS: Final = {CRS84_URI: "OGC:CRS84"}
_RING: Final = 4
_PLANE: Final = (2, 3)
_FAR: Final = 1e9
_KINDS: Final = ("Polygon", "MultiPolygon")


def posted_crs(request: Request) -> str:
    """Return the system of a geometry in the body, from the header `Content-Crs`.

    Raises
    ------
    ProblemError
        400 for one that is not served.
    """
    uri = request.headers.get("content-crs", CRS84_URI).strip().strip("<>")
    if uri not in DECIMALS:
        message = (
            f"Content-Crs must be one of {', '.join(DECIMALS)}; leave it out for "
            "longitude and latitude."
        )
        raise ProblemError(400, message)
    return uri


def drawn_shape(document: dict[str, Any], crs: str) -> shapely.Geometry:
    """Return the shape of a GeoJSON polygon in RD New.

    Parameters
    ----------
    document
        A Polygon or MultiPolygon, or a Feature of one.
    crs
        URI of the system of its coordinates.

    Raises
    ------
    ProblemError
        413 for too many vertices, 400 with what else is wrong and where.
    """
    geometry: Any = document
    if document.get("type") == "Feature":
        geometry = document.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") not in _KINDS:
        _refuse("The body must be a GeoJSON Polygon or MultiPolygon, or a Feature.")
    if "crs" in document or "crs" in geometry:
        _refuse(
            "The member crs is not part of GeoJSON; name the coordinate reference "
            "system in the header Content-Crs."
        )
    coordinates = geometry.get("coordinates")
    many = coordinates if geometry["type"] == "MultiPolygon" else [coordinates]
    if not isinstance(many, list) or not many:
        _refuse("coordinates must be a list of rings.")
    _refuse_too_many(many)
    shape = shapely.MultiPolygon([_polygon(rings) for rings in many])
    if not shape.is_valid:
        reason = shapely.is_valid_reason(shape)
        _refuse(f"The polygon crosses or touches itself: {reason}.")
    return _in_rd(shape, crs)


def _refuse_too_many(many: list[Any]) -> None:
    count = sum(
        len(ring)
        for rings in many
        if isinstance(rings, list)
        for ring in rings
        if isinstance(ring, list)
    )
    if count > MOST_VERTICES:
        message = (
            f"The polygon has {count} vertices; at most {MOST_VERTICES} are taken. "
            "Simplify it: postcodes count whole or not at all."
        )
        raise ProblemError(413, message)


def _polygon(rings: Any) -> shapely.Polygon:  # noqa: ANN401 - any JSON
    if not isinstance(rings, list) or not rings:
        _refuse("A polygon must be a list of rings, the outer one first.")
    outer, *holes = [_ring(ring, number) for number, ring in enumerate(rings, start=1)]
    return shapely.Polygon(outer, holes)


def _ring(ring: Any, number: int) -> list[tuple[float, float]]:  # noqa: ANN401 - any JSON
    if not isinstance(ring, list) or len(ring) < _RING:
        _refuse(f"Ring {number} must be a list of at least {_RING} positions.")
    places = [_place(place, number, at) for at, place in enumerate(ring, start=1)]
    if places[0] != places[-1]:
        _refuse(f"Ring {number} is not closed: its last position must be its first.")
    return places


def _place(place: Any, number: int, at: int) -> tuple[float, float]:  # noqa: ANN401 - any JSON
    is_place = (
        isinstance(place, list)
        and len(place) in _PLANE
        and all(isinstance(c, (int, float)) and not isinstance(c, bool) for c in place)
        and all(math.isfinite(c) and abs(c) < _FAR for c in place)
    )
    if not is_place:
        _refuse(f"Ring {number}, position {at} must be two finite numbers.")
    return float(place[0]), float(place[1])


def _in_rd(shape: shapely.Geometry, crs: str) -> shapely.Geometry:
    """Return the shape in metres; what does not lie in this country gets a sentence."""
    frame = gpd.GeoDataFrame(
        geometry=[shape], crs=_CRS.get(crs, crs.rsplit("/", 1)[-1])
    )
    try:
        return to_rd(frame, "polygon").geometry.iloc[0]
    except CrsError as error:
        why = "lies outside the Netherlands"
        if "swapped" in str(error):
            why = "has its two coordinates swapped"
        _refuse(f"The polygon {why} in {crs}, the system that Content-Crs names.")


def _refuse(message: str) -> NoReturn:
    raise ProblemError(400, message)
