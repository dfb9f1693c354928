"""Points with a coordinate reference system: no bare pair crosses a boundary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.errors import CrsError, DataError

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

RD_NEW: Final = 28992
"""EPSG code of RD New (Amersfoort), the metric system inside the Netherlands."""

CRS84: Final = "OGC:CRS84"
"""Longitude, latitude in degrees: what the edges of the service speak."""


@dataclass(frozen=True)
class Points:
    """Identified points in one metric coordinate reference system.

    Parameters
    ----------
    ids
        Text, unique, shape `(n,)`.
    x_m, y_m
        Easting and northing in metres, shape `(n,)`; NaN where a point has no place.
    epsg
        EPSG code of a projected system in metres.
    """

    ids: NDArray[np.str_]
    x_m: NDArray[np.float64]
    y_m: NDArray[np.float64]
    epsg: int = RD_NEW

    def __post_init__(self) -> None:
        """Refuse arrays of unequal length and identifiers that occur twice."""
        if not len(self.ids) == len(self.x_m) == len(self.y_m):
            message = "ids, x_m and y_m of points differ in length"
            raise DataError(message)
        if len(np.unique(self.ids)) != len(self.ids):
            message = "a point identifier occurs more than once"
            raise DataError(message)

    def __len__(self) -> int:
        """Return the number of points."""
        return len(self.ids)

    @property
    def is_placed(self) -> NDArray[np.bool_]:
        """True where a point has coordinates, shape `(n,)`."""
        return np.isfinite(self.x_m) & np.isfinite(self.y_m)


def points_of(frame: gpd.GeoDataFrame, id_column: str) -> Points:
    """Return the points of a table whose geometry is in metres.

    Parameters
    ----------
    frame
        Point geometries; an empty or missing geometry becomes NaN coordinates.
    id_column
        Column with the identifiers.

    Raises
    ------
    CrsError
        If the frame has no coordinate reference system, or one in degrees.
    """
    crs = frame.crs
    if crs is None or not crs.is_projected:
        message = (
            f"points must be in a projected system in metres such as EPSG:{RD_NEW}, "
            f"not in {crs.to_string() if crs else 'an unknown system'}"
        )
        raise CrsError(message)
    epsg = crs.to_epsg()
    if epsg is None:
        message = f"the coordinate reference system {crs.name!r} has no EPSG code"
        raise CrsError(message)
    return Points(
        frame[id_column].to_numpy(dtype=np.str_),
        frame.geometry.x.to_numpy(dtype=np.float64),
        frame.geometry.y.to_numpy(dtype=np.float64),
        int(epsg),
    )
