"""A quiet ground for maps: land, what lies abroad and main roads; the rest is water.

It is made of the data at hand, so that no other host is asked: land of the areas
themselves, roads of the network, and the neighbours as `maps.abroad` draws them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from accessibility.places import CRS84, RD_NEW
from accessibility.projection import metric_places, to_lonlat
from maps.abroad import NAMED, abroad
from maps.shapes import around, box_around, dissolved, simplified

if TYPE_CHECKING:
    from collections.abc import Sequence

LAND: Final = "land"
ABROAD: Final = "buitenland"
ROAD: Final = "hoofdweg"
NAME: Final = "naam"
WATER: Final = "water"

_LEAST_M2: Final = 1e6
_LAND_VERTICES: Final = 12_000
_ROAD_VERTICES: Final = 12_000
_ROAD_TOLERANCES_M: Final = (20.0, 50.0, 100.0, 200.0, 400.0)


def ground(
    areas: gpd.GeoDataFrame,
    roads: Sequence[shapely.LineString] = (),
    *,
    named: bool = True,
) -> gpd.GeoDataFrame:
    """Return what a map is laid on, from below to above.

    Parameters
    ----------
    areas
        Polygons that cover all land and no water, in metres.
    roads
        Main roads in the same system.
    named
        Write what waters and neighbours are called; not in a land that is made up.

    Returns
    -------
    geopandas.GeoDataFrame
        Columns `soort` (`buitenland`, `land`, `hoofdweg` or `naam`), `naam` and
        `geometry`, in degrees (CRS84). Abroad and names are known around the
        Netherlands only.
    """
    land = dissolved(simplified(areas, most_vertices=_LAND_VERTICES)[0])
    pieces = [_kind(ABROAD, abroad())] if _is_dutch(areas) else []
    pieces.append(_kind(LAND, to_lonlat(land)))
    if len(roads):
        lines = gpd.GeoDataFrame(geometry=[_quiet(roads)], crs=areas.crs)
        pieces.append(_kind(ROAD, to_lonlat(lines)))
    if named and _is_dutch(areas):
        pieces.append(_kind(NAME, _names(), [name for name, _, _ in NAMED]))
    return gpd.GeoDataFrame(pd.concat(pieces, ignore_index=True), crs=pieces[0].crs)


def beneath(areas: gpd.GeoDataFrame, region: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return what is drawn under and around a region: water, abroad, land.

    Parameters
    ----------
    areas
        Polygons of land, in metres.
    region
        What the map is about.

    Returns
    -------
    geopandas.GeoDataFrame
        Columns `look` (`water`, `buitenland` or `rond`) and `geometry`, in metres; only
        what shows. Water and abroad are known around the Netherlands only.
    """
    land = around(areas, region).assign(look="rond")[["look", "geometry"]]
    if not _is_dutch(areas):
        return land
    window = shapely.box(*box_around(region))
    whole = shapely.union_all(shapely.make_valid(land.geometry.to_numpy()))
    outside = shapely.difference(window, whole)
    there = shapely.intersection(outside, _abroad_rd())
    parts = {WATER: shapely.difference(outside, there), ABROAD: there}
    shown = {look: part for look, part in parts.items() if part.area > _LEAST_M2}
    under = gpd.GeoDataFrame(
        {"look": [*shown]}, geometry=[*shown.values()], crs=areas.crs
    )
    return gpd.GeoDataFrame(pd.concat([under, land], ignore_index=True), crs=areas.crs)


def _abroad_rd() -> shapely.Geometry:
    """Return the land of the neighbours in RD New."""
    shapes = shapely.union_all(abroad().geometry.to_numpy())
    return shapely.transform(
        shapes, lambda xy: np.column_stack(metric_places(xy[:, 0], xy[:, 1], RD_NEW))
    )


def _kind(
    kind: str, frame: gpd.GeoDataFrame, names: Sequence[str] | str = ""
) -> gpd.GeoDataFrame:
    told = frame[["geometry"]].assign(soort=kind, naam=names)
    return told[["soort", "naam", "geometry"]]


def _names() -> gpd.GeoDataFrame:
    points = [shapely.Point(lon, lat) for _, lon, lat in NAMED]
    return gpd.GeoDataFrame(geometry=points, crs=CRS84)


def _is_dutch(areas: gpd.GeoDataFrame) -> bool:
    return areas.crs is not None and areas.crs.to_epsg() == RD_NEW


def _quiet(roads: Sequence[shapely.LineString]) -> shapely.MultiLineString:
    """Join roads and leave out bends until they weigh little."""
    merged = shapely.line_merge(shapely.union_all(list(roads)))
    for tolerance_m in _ROAD_TOLERANCES_M:
        simple = shapely.simplify(merged, tolerance_m)
        if shapely.get_num_coordinates(simple) <= _ROAD_VERTICES:
            break
    return shapely.multilinestrings(shapely.get_parts(simple))
