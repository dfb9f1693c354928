"""Lists of points as CSV: id, lon, lat; each row checked, all faults at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.errors import TableError
from accessibility.places import Points
from accessibility.projection import metric_epsg, metric_places
from data.cell_numbers import decimals
from data.text_tables import Wanted, read_text_table, rename_columns

if TYPE_CHECKING:
    from pathlib import Path

WANTED: Final = (
    Wanted("id", ("ID", "CODE", "NAAM")),
    Wanted("lon", ("LON", "LONGITUDE", "LNG")),
    Wanted("lat", ("LAT", "LATITUDE")),
)
_MOST_NAMED: Final = 3


def read_places(path: Path) -> pd.DataFrame:
    """Read a list of points in degrees.

    Returns
    -------
    pandas.DataFrame
        `id` as text, `lon` and `lat` in degrees, WGS 84.

    Raises
    ------
    TableError
        If a column is missing, there are no points, a coordinate is no number or no
        place on earth, or an id occurs more than once.
    """
    table = read_text_table(path)
    frame = rename_columns(table, WANTED, {})
    degrees = {name: decimals(frame[name]) for name in ("lon", "lat")}
    faults = [
        fault
        for name, most in (("lon", 180), ("lat", 90))
        for fault in _faults(degrees[name], name, most)
    ]
    if len(frame) == 0:
        faults.append("expected a line for each point below the header, found none")
    twice = frame.id.duplicated()
    if twice.any():
        faults.append(f"column 'id': {_rows(twice)} repeats an id")
    if faults:
        raise TableError(str(path), faults)
    return pd.DataFrame({"id": frame.id.astype("str"), **degrees})


def _faults(values: pd.Series, name: str, most: int) -> list[str]:
    wrong = values.isna() | (values.abs() > most)
    if not wrong.any():
        return []
    return [f"column {name!r}, {_rows(wrong)}: expected degrees from -{most} to {most}"]


def _rows(mask: pd.Series) -> str:
    # The first line of the file is the header.
    numbers = [str(k + 2) for k in np.flatnonzero(mask.to_numpy())]
    more = len(numbers) - _MOST_NAMED
    return f"line {', '.join(numbers[:_MOST_NAMED])}" + (
        f" and {more} more" if more > 0 else ""
    )


def metric_system(*places: pd.DataFrame) -> int:
    """Return the EPSG code of a system in metres that suits some places."""
    lon, lat = (
        np.concatenate([place[name].to_numpy(dtype=np.float64) for place in places])
        for name in ("lon", "lat")
    )
    return metric_epsg(lon, lat)


def in_metres(places: pd.DataFrame, epsg: int) -> Points:
    """Return a list of places as points in a metric system."""
    lon = places.lon.to_numpy(dtype=np.float64)
    lat = places.lat.to_numpy(dtype=np.float64)
    x_m, y_m = metric_places(lon, lat, epsg)
    return Points(places.id.to_numpy(dtype=np.str_), x_m, y_m, epsg)
