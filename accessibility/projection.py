"""The one place that changes coordinate systems: RD New inside, degrees outside.

No other module calls a reprojection. Coordinates that cannot lie in the Netherlands,
and pairs whose order was swapped, are refused with a sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError

from accessibility.errors import CrsError
from accessibility.places import CRS84, RD_NEW

if TYPE_CHECKING:
    from numpy.typing import NDArray

RD_X_M: Final = (-10_000.0, 300_000.0)
RD_Y_M: Final = (289_000.0, 640_000.0)
"""Bounds of the European Netherlands in RD New, in metres, with a margin."""

DUTCH_BOX: Final = ((3.2, 50.7), (7.3, 53.7))
"""South-west and north-east corner of the European Netherlands in degrees."""

_MOST_EXAMPLES: Final = 3
WEB_MERCATOR: Final = 3857


def to_rd(frame: gpd.GeoDataFrame, where: str) -> gpd.GeoDataFrame:
    """Return the frame in RD New (EPSG:28992), every geometry inside the Netherlands.

    Parameters
    ----------
    frame
        Any geometries, with a coordinate reference system; empty ones are kept.
    where
        What the frame holds, for the sentence of an error.

    Raises
    ------
    CrsError
        If the system is unknown, if metres are said to be degrees, if longitude and
        latitude are swapped, or if a geometry lies outside the Netherlands.
    """
    if frame.crs is None:
        message = (
            f"{where}: the file does not say in which coordinate reference system its "
            f"coordinates are; write it as EPSG:{RD_NEW} or as longitude and latitude"
        )
        raise CrsError(message)
    _refuse_metres(frame, where)
    _refuse_swapped(frame, where)
    in_rd = frame if frame.crs.to_epsg() == RD_NEW else frame.to_crs(RD_NEW)
    _refuse_outside(in_rd, where)
    return in_rd


def to_lonlat(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the frame in longitude and latitude (OGC:CRS84).

    Raises
    ------
    CrsError
        If the coordinate reference system of the frame is unknown.
    """
    if frame.crs is None:
        message = "geometries without a coordinate reference system cannot be converted"
        raise CrsError(message)
    return frame.to_crs(CRS84)


def to_web_mercator(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the frame in Web Mercator (EPSG:3857), in which tiles of maps are cut.

    Parameters
    ----------
    frame
        Geometry in RD New. Metres of Web Mercator are for drawing, never for measuring.
    """
    return frame.to_crs(WEB_MERCATOR)


def rd_points(
    x: NDArray[np.float64], y: NDArray[np.float64], crs: str | int, where: str
) -> gpd.GeoSeries:
    """Return points in RD New from two arrays of coordinates.

    Parameters
    ----------
    x, y
        Easting and northing, or longitude and latitude, shape `(n,)`; NaN where a
        point has no place.
    crs
        The system of `x` and `y`: an EPSG code or a text such as `OGC:CRS84`.
    where
        What the points are, for the sentence of an error.

    Raises
    ------
    CrsError
        As `to_rd`.
    """
    points = gpd.GeoSeries(gpd.points_from_xy(x, y), crs=crs)
    points[~(np.isfinite(x) & np.isfinite(y))] = None
    converted = to_rd(gpd.GeoDataFrame(geometry=points), where)
    return converted.geometry


def _refuse_metres(frame: gpd.GeoDataFrame, where: str) -> None:
    """Refuse RD New in a GeoJSON: without a word of it, its numbers are degrees."""
    bounds = frame.geometry.bounds
    metres = bounds.minx.between(*RD_X_M) & bounds.miny.between(*RD_Y_M)
    if frame.crs.is_geographic and metres.any():
        message = (
            f"{where}: {int(metres.sum())} of {len(frame)} rows (first: "
            f"{_rows(metres.to_numpy())}) are said to be in degrees, but look like RD "
            f"New: a GeoJSON without a member `crs` is in degrees. Save it as a "
            f"GeoPackage in EPSG:{RD_NEW} (in GDAL: ogr2ogr -a_srs EPSG:{RD_NEW} "
            "NEW.gpkg FILE)"
        )
        raise CrsError(message)


def _refuse_swapped(frame: gpd.GeoDataFrame, where: str) -> None:
    """Dutch places lie at 3-8 degrees east, 50-54 north; swapped, near Somalia."""
    bounds = frame.geometry.bounds
    if frame.crs.is_geographic:
        swapped = bounds.minx.between(49, 55) & bounds.miny.between(2, 9)
        names = "longitude and latitude"
    else:
        swapped = bounds.minx.between(*RD_Y_M) & bounds.miny.between(*RD_X_M)
        swapped &= frame.crs.to_epsg() == RD_NEW
        names = "x and y"
    if swapped.any():
        message = (
            f"{where}: {names} are swapped in {int(swapped.sum())} of "
            f"{len(frame)} rows (first: {_rows(swapped.to_numpy())}); Dutch places "
            "have a longitude of 3 to 8 and a latitude of 50 to 54, or in RD New an x "
            "below 300 000 and a y above 289 000"
        )
        raise CrsError(message)


def _refuse_outside(frame: gpd.GeoDataFrame, where: str) -> None:
    bounds = frame.geometry.bounds
    inside = bounds.minx.ge(RD_X_M[0]) & bounds.maxx.le(RD_X_M[1])
    inside &= bounds.miny.ge(RD_Y_M[0]) & bounds.maxy.le(RD_Y_M[1])
    outside = ~inside & bounds.minx.notna()
    if outside.any():
        message = (
            f"{where}: {int(outside.sum())} of {len(frame)} rows lie outside the "
            f"Netherlands (first: {_rows(outside.to_numpy())}); check the coordinate "
            "reference system of the file"
        )
        raise CrsError(message)


def _rows(mask: NDArray[np.bool_]) -> str:
    numbers = np.flatnonzero(mask)[:_MOST_EXAMPLES] + 1
    return "row " + ", ".join(map(str, numbers))


def metric_epsg(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> int:
    """Return the metric system for a region: RD New in the Netherlands, else UTM.

    Parameters
    ----------
    lon, lat
        Degrees, shape `(n,)`; the middle of their box decides.
    """
    middle_lon = (float(np.min(lon)) + float(np.max(lon))) / 2
    middle_lat = (float(np.min(lat)) + float(np.max(lat))) / 2
    (west, south), (east, north) = DUTCH_BOX
    if west <= middle_lon <= east and south <= middle_lat <= north:
        return RD_NEW
    zone = int((middle_lon + 180) // 6) % 60 + 1
    return (32600 if middle_lat >= 0 else 32700) + zone


def metric_places(
    lon: NDArray[np.float64], lat: NDArray[np.float64], epsg: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return degrees as metres in a projected system.

    Parameters
    ----------
    lon, lat
        Degrees, shape `(n,)`.
    epsg
        EPSG code of the system wanted.

    Raises
    ------
    CrsError
        If the system is not one of metres.
    """
    check_metric(epsg)
    transformer = Transformer.from_crs(CRS84, epsg, always_xy=True)
    x_m, y_m = transformer.transform(lon, lat)
    return np.asarray(x_m, np.float64), np.asarray(y_m, np.float64)


def check_metric(epsg: int) -> None:
    """Refuse a system that is unknown or does not measure in metres.

    Raises
    ------
    CrsError
        With the name of the system.
    """
    try:
        crs = CRS.from_epsg(epsg)
    except ProjError:
        message = f"EPSG:{epsg} is not a known coordinate reference system"
        raise CrsError(message) from None
    units = {axis.unit_name for axis in crs.axis_info}
    if units != {"metre"}:
        message = (
            f"EPSG:{epsg} ({crs.name}) does not measure in metres; use RD New "
            f"(EPSG:{RD_NEW}) in the Netherlands, or the UTM zone of the region"
        )
        raise CrsError(message)
