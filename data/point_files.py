"""Files of points: GeoJSON (also zipped), GeoPackage, or CSV with coordinates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from accessibility.errors import DataError, TableError
from accessibility.places import CRS84, RD_NEW
from accessibility.projection import rd_points, to_rd
from data.cell_numbers import decimal_numbers
from data.text_tables import TextTable, read_text_table, squeeze_header

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from data.sources import SourceFile

_DEGREES: Final = (
    ({"LON", "LONGITUDE", "LNG", "LENGTEGRAAD"}, {"LAT", "LATITUDE", "BREEDTEGRAAD"}),
)
_PAIRS: Final = (
    *_DEGREES,
    ({"X", "RD X", "X RD", "X COORDINAAT"}, {"Y", "RD Y", "Y RD", "Y COORDINAAT"}),
)
COORDINATES: Final = ("lon", "lat", "x", "y")
"""Our names of coordinate columns, for `columns` in SOURCES.toml."""

_TEXT_ENDINGS: Final = (".csv", ".csv.gz", ".txt", ".parquet", ".xlsx")
_LARGEST_DEGREE: Final = 360.0


def read_points(source: SourceFile) -> gpd.GeoDataFrame:
    """Read a file of points to text columns and a geometry in RD New.

    Parameters
    ----------
    source
        A GeoJSON, zipped GeoJSON or GeoPackage; or a CSV with columns `lon` and `lat`
        (degrees) or `x` and `y` (RD New, or degrees if they are small numbers).
        `options.crs` overrules the system of a CSV.

    Returns
    -------
    geopandas.GeoDataFrame
        All columns of the file as text, empty where missing, indexed by line or row;
        geometries in EPSG:28992, None where a row has no place.

    Raises
    ------
    DataError
        If the file cannot be read, has no coordinates, or they are not in the
        Netherlands.
    """
    name = source.path.name.lower()
    if name.endswith(_TEXT_ENDINGS):
        return _from_table(source, read_text_table(source.path))
    frame = read_geometries(source.path)
    kinds = set(frame.geom_type.dropna().unique())
    if not kinds <= {"Point"}:
        message = (
            f"{source.path}: holds {', '.join(sorted(kinds))}, expected points; for "
            "polygons use the kind pc4-areas or gebieden"
        )
        raise DataError(message)
    return frame


def has_points(path: Path) -> bool:
    """Tell whether a file holds coordinates, by its ending or its header."""
    if not path.name.lower().endswith(_TEXT_ENDINGS):
        return True
    header = map(squeeze_header, map(str, read_text_table(path).frame.columns))
    present = set(header)
    return any(xs & present and ys & present for xs, ys in _PAIRS)


def read_geometries(
    path: Path,
    *,
    columns: Sequence[str] | None = None,
    system: str | int | None = None,
) -> gpd.GeoDataFrame:
    """Read any file with geometries; columns as text, geometry in RD New.

    Parameters
    ----------
    path
        The file.
    columns
        Names of the columns to read; None for all.
    system
        Coordinate reference system of a file that names none.

    Raises
    ------
    DataError
        If the file cannot be read or its coordinates are not in the Netherlands.
    """
    try:
        if path.suffix == ".parquet":
            frame = gpd.read_parquet(path)
        else:
            frame = gpd.read_file(path, columns=columns)
    except Exception as error:
        reason = (str(error).splitlines() or ["unknown reason"])[0]
        message = f"{path}: not a readable file of geometries ({reason})"
        raise DataError(message) from error
    if "geometry" not in frame or not isinstance(frame, gpd.GeoDataFrame):
        message = f"{path}: holds no geometries; found: {', '.join(frame.columns)}"
        raise DataError(message)
    if len(frame) == 0:
        message = f"{path}: holds no rows"
        raise DataError(message)
    if frame.crs is None and system is not None:
        frame = frame.set_crs(system)
    return _as_text(to_rd(frame, str(path)))


def _as_text(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Write every attribute as text, whole numbers without a point."""
    columns = {}
    for name in frame.columns.drop("geometry"):
        cells = frame[name]
        if pd.api.types.is_float_dtype(cells) and (cells.dropna() % 1 == 0).all():
            cells = cells.astype("Int64")
        columns[name] = cells.astype("str").where(cells.notna(), "").str.strip()
    text = gpd.GeoDataFrame(columns, geometry=frame.geometry, index=frame.index)
    text.index = pd.RangeIndex(1, len(text) + 1, name="row")
    return text


def _from_table(source: SourceFile, table: TextTable) -> gpd.GeoDataFrame:
    x_name, y_name, degrees = _coordinate_columns(source, table)
    x = decimal_numbers(table, table.frame[x_name]).to_numpy(dtype=np.float64)
    y = decimal_numbers(table, table.frame[y_name]).to_numpy(dtype=np.float64)
    # Files call degrees x and y as well: no place in the Netherlands has an RD
    # coordinate below 360 metres.
    small = np.nanmax(np.abs(x), initial=0) <= _LARGEST_DEGREE
    system = source.options.get("crs", CRS84 if degrees or small else RD_NEW)
    points = rd_points(x, y, system, str(source.path))
    attributes = table.frame.drop(columns=[x_name, y_name])
    return gpd.GeoDataFrame(
        attributes, geometry=points.to_numpy(), crs=points.crs, index=table.frame.index
    )


def _coordinate_columns(source: SourceFile, table: TextTable) -> tuple[str, str, bool]:
    own = source.columns
    if "x" in own and "y" in own:
        return own["x"], own["y"], False
    if "lon" in own and "lat" in own:
        return own["lon"], own["lat"], True
    present = {squeeze_header(str(c)): str(c) for c in table.frame.columns}
    for pair in _PAIRS:
        xs, ys = (sorted(names & set(present)) for names in pair)
        if xs and ys:
            return present[xs[0]], present[ys[0]], pair in _DEGREES
    fault = (
        "no columns lon and lat, nor x and y; found: "
        f"{', '.join(present.values())}. Name them with columns = "
        '{ lon = "...", lat = "..." } or { x = "...", y = "..." }'
    )
    raise TableError(str(table.path), [fault])
