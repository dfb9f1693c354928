"""Geometry made small enough for one file: simplified together, rounded, in degrees."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from accessibility.projection import to_lonlat

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

Features = dict[str, Any]

MOST_VERTICES: Final = 70_000
"""About 1.5 MB of coordinates: half of what one map may weigh."""

_TOLERANCES_M: Final = (0.0, 5.0, 10.0, 20.0, 40.0, 80.0, 160.0, 320.0, 640.0, 1_280.0)
_FINE_DECIMALS: Final = 5
AROUND_M: Final = 20_000.0
"""How far around a region vestigingen are still drawn."""

_LAND_AROUND: Final = 0.8
"""How far around land is drawn, of the region's own extent: fills a wide window."""

_SURROUNDING_VERTICES: Final = 8_000
_AREAL: Final = 2
_SNAP_M: Final = 2.0
_COARSE_SNAP_M: Final = 5.0
_MANY_VERTICES: Final = 150_000
_CRACK_M: Final = 50.0
_CRUMB_M2: Final = 50_000.0
_COARSE_DECIMALS: Final = 4
_COARSE_FROM_M: Final = 40.0


def simplified(
    polygons: gpd.GeoDataFrame, *, most_vertices: int = MOST_VERTICES
) -> tuple[gpd.GeoDataFrame, int]:
    """Simplify neighbouring polygons together, so that no cracks appear between them.

    The smallest tolerance is taken that keeps the number of vertices within bounds.

    Parameters
    ----------
    polygons
        Polygons in metres that share their borders; unchanged.
    most_vertices
        Vertices to keep at most.

    Returns
    -------
    tuple
        The frame with simpler geometry, and the decimals of a degree worth keeping.
    """
    if polygons.geometry.isna().all():
        return polygons, _FINE_DECIMALS
    shapes = _matched(polygons.geometry.to_numpy())

    def fits(tolerance_m: float) -> bool:
        vertices = shapely.get_num_coordinates(_simpler(shapes, tolerance_m)).sum()
        return bool(vertices <= most_vertices)

    found = bisect_left(_TOLERANCES_M, True, key=fits)  # noqa: FBT003 - what is sought
    tolerance_m = _TOLERANCES_M[min(found, len(_TOLERANCES_M) - 1)]
    decimals = _FINE_DECIMALS if tolerance_m < _COARSE_FROM_M else _COARSE_DECIMALS
    simple = polygons.set_geometry(_simpler(shapes, tolerance_m), crs=polygons.crs)
    return simple, decimals


def _simpler(shapes: NDArray[np.object_], tolerance_m: float) -> NDArray[np.object_]:
    if tolerance_m == 0:
        return shapes
    simple: NDArray[np.object_] = shapely.coverage_simplify(shapes, tolerance_m)
    return simple


def dissolved(polygons: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Join polygons that share borders into one shape; empty stays empty."""
    if polygons.empty:
        return polygons[["geometry"]]
    whole = shapely.union_all(shapely.make_valid(polygons.geometry.to_numpy()))
    pieces = shapely.get_parts(whole)
    pieces = pieces[shapely.get_dimensions(pieces) == _AREAL]
    joined = shapely.multipolygons([_without_crumbs(piece) for piece in pieces])
    return polygons.iloc[:1][["geometry"]].set_geometry([joined], crs=polygons.crs)


def grown_from(
    areas: gpd.GeoDataFrame, postcodes: gpd.GeoDataFrame, area_of: pd.Series
) -> gpd.GeoDataFrame:
    """Give areas of which no polygon is known those of their postcodes together.

    Parameters
    ----------
    areas
        With `area_code`; unchanged.
    postcodes
        Polygons by `pc4`, in metres.
    area_of
        Code of the area of each postcode, by `pc4`; missing where it has none.
    """
    codes = postcodes.pc4.map(area_of)
    whole = postcodes.geometry.groupby(codes.to_numpy()).agg(shapely.union_all)
    return areas.set_geometry(
        [whole.get(code) for code in areas.area_code], crs=postcodes.crs
    )


def _matched(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Make borders fit where the source drew the two sides a few metres apart."""
    if shapely.coverage_is_valid(shapes, gap_width=_CRACK_M):
        return shapes
    many = shapely.get_num_coordinates(shapes).sum() > _MANY_VERTICES
    matched = shapely.coverage_clean(
        shapely.make_valid(shapes),
        snapping_distance=_COARSE_SNAP_M if many else _SNAP_M,
        gap_width=_CRACK_M,
    )
    # A sliver may vanish altogether: its own shape is better than none.
    return np.where(shapely.is_empty(matched), shapes, matched)


def _without_crumbs(polygon: shapely.Polygon) -> shapely.Polygon:
    """Fill holes too small to be anything but a crack between two sources."""
    rings = [r for r in polygon.interiors if shapely.Polygon(r).area > _CRUMB_M2]
    return shapely.Polygon(polygon.exterior, rings)


def features(
    frame: gpd.GeoDataFrame,
    ids: Sequence[str],
    properties: pd.DataFrame,
    *,
    decimals: int = _FINE_DECIMALS,
) -> Features:
    """Return a GeoJSON collection in degrees, with rounded coordinates.

    Parameters
    ----------
    frame
        Geometry in any known system; rows without geometry are left out.
    ids, properties
        Identifier and properties of each row, in the same order.
    decimals
        Decimals of a degree: 5 are about a metre, 4 about ten.
    """
    degrees = to_lonlat(frame).geometry.to_numpy()
    rounded = shapely.transform(degrees, lambda xy: np.round(xy, decimals))
    held = ~(shapely.is_missing(rounded) | shapely.is_empty(rounded))
    # Pandas 3.0 has no record for a row without columns, later ones an empty one.
    rows = properties.to_dict("records") or [{} for _ in range(len(frame))]
    kept = [int(i) for i in np.flatnonzero(held)]
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": ids[i],
                "properties": rows[i],
                "geometry": shapely.geometry.mapping(rounded[i]),
            }
            for i in kept
        ],
    }


def bounds_in_degrees(frame: gpd.GeoDataFrame) -> list[list[float]]:
    """Return south-west and north-east corner as Leaflet writes them: lat, lon."""
    west, south, east, north = to_lonlat(frame).total_bounds.round(_FINE_DECIMALS)
    return [[float(south), float(west)], [float(north), float(east)]]


def around(areas: gpd.GeoDataFrame, region: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the land around a region, clipped and simplified, in metres."""
    part = areas[["geometry"]].clip_by_rect(*box_around(region))
    frame = areas[["geometry"]].set_geometry(part)
    held = frame[~(frame.geometry.is_empty | frame.geometry.isna())]
    return simplified(held, most_vertices=_SURROUNDING_VERTICES)[0]


def box_around(region: gpd.GeoDataFrame) -> tuple[float, float, float, float]:
    """Return west, south, east and north of what is drawn around a region, metres."""
    west, south, east, north = region.total_bounds
    margin = max(AROUND_M, _LAND_AROUND * max(east - west, north - south))
    return west - margin, south - margin, east + margin, north + margin


def near(sites: gpd.GeoDataFrame, region: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the sites in and near a region."""
    west, south, east, north = region.total_bounds
    return sites.cx[
        west - AROUND_M : east + AROUND_M, south - AROUND_M : north + AROUND_M
    ]
