"""Sub-points: a postcode as many points instead of one, to see what that changes.

A four-digit postcode is some 8 km2, in the countryside 50. With one point it is
reached as a whole or not at all; with points spread over its area the threshold can
cut through it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import geopandas as gpd
import numpy as np
import shapely

from accessibility.errors import UsageError

if TYPE_CHECKING:
    from numpy.typing import NDArray

DEFAULT_POINTS: Final = 16
_CANDIDATES: Final = 4
"""Candidates laid out per point wanted; an elongated area loses most of them."""


def area_points(
    areas: gpd.GeoDataFrame, *, per_area: int = DEFAULT_POINTS
) -> gpd.GeoDataFrame:
    """Fill each postcode polygon with evenly spread points of equal weight.

    Points lie on a square grid through the polygon's bounding box, so they are the
    same at every run. The weights say nothing about where in the postcode people
    live: points of inhabited places are better where there are any.

    Parameters
    ----------
    areas
        Table `pc4_areas`: columns `pc4` and polygons, in metres.
    per_area
        About how many points per postcode.

    Returns
    -------
    geopandas.GeoDataFrame
        A valid table `points`. A polygon without area gives none: its postcode
        keeps its centre.

    Raises
    ------
    UsageError
        If less than one point is asked for.
    """
    spots = area_spots(areas, per_area=per_area)
    return gpd.GeoDataFrame(
        {"point_id": spots.ids, "pc4": spots.pc4, "weight": spots.weight},
        geometry=gpd.points_from_xy(spots.x_m, spots.y_m),
        crs=areas.crs,
    )


class Spots(NamedTuple):
    """The points of `area_points` without a table: each with all of its columns."""

    ids: NDArray[np.str_]
    pc4: NDArray[np.str_]
    weight: NDArray[np.float64]
    x_m: NDArray[np.float64]
    y_m: NDArray[np.float64]


def area_spots(areas: gpd.GeoDataFrame, *, per_area: int = DEFAULT_POINTS) -> Spots:
    """Return the points of `area_points`, for whom no table need be made of them."""
    if per_area < 1:
        message = f"a postcode needs at least 1 point, not {per_area}"
        raise UsageError(message)
    shapes = areas.geometry.to_numpy()
    held = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    row, x_m, y_m = _inside(shapes[held], per_area)
    size = np.bincount(row, minlength=int(held.sum()))
    number = np.arange(len(row)) - np.repeat(np.cumsum(size) - size, size)
    pc4 = areas.pc4.to_numpy(dtype=np.str_)[held][row]
    ends = np.asarray([f"-{k + 1}" for k in range(int(size.max(initial=0)))], np.str_)
    return Spots(np.strings.add(pc4, ends[number]), pc4, 1.0 / size[row], x_m, y_m)


def _inside(
    polygons: NDArray[np.object_], per_area: int
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Lay a grid over each polygon and keep what is inside; at least one point."""
    west, south, east, north = shapely.bounds(polygons).T
    # As many cells as give about `per_area` points inside, whatever the shape.
    filled = shapely.area(polygons) / np.maximum((east - west) * (north - south), 1.0)
    side = np.sqrt(per_area / np.clip(filled, 1.0 / _CANDIDATES, 1.0))
    n_side = np.maximum(np.round(side), 1).astype(np.int64)
    row = np.repeat(np.arange(len(polygons)), n_side**2)
    cell = np.arange(len(row)) - np.repeat(np.cumsum(n_side**2) - n_side**2, n_side**2)
    step = n_side[row]
    x_m = west[row] + (cell % step + 0.5) / step * (east - west)[row]
    y_m = south[row] + (cell // step + 0.5) / step * (north - south)[row]
    inside = shapely.contains_xy(polygons[row], x_m, y_m)
    empty = np.flatnonzero(np.bincount(row[inside], minlength=len(polygons)) == 0)
    one = shapely.point_on_surface(polygons[empty])
    order = np.argsort(np.append(row[inside], empty), kind="stable")
    return (
        np.append(row[inside], empty)[order],
        np.append(x_m[inside], shapely.get_x(one))[order],
        np.append(y_m[inside], shapely.get_y(one))[order],
    )
