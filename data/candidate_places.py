"""Places of one's own where a site may come, with cost and capacity if known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from accessibility.errors import TableError
from data.cell_numbers import people
from data.point_files import has_points, read_points
from data.school_codes import pc4_of
from data.sources import SourceFile
from data.text_tables import (
    TextTable,
    Wanted,
    lines,
    read_text_table,
    rename_columns,
)

if TYPE_CHECKING:
    from pathlib import Path

_WANTED: Final = (
    Wanted("naam", ("NAME", "NAAM")),
    Wanted("address", ("ADDRESS", "ADRES"), required=False),
    Wanted("postcode", ("POSTCODE",), required=False),
    Wanted("cost", ("COST", "KOSTEN", "PRIJS"), required=False),
    Wanted("capacity", ("CAPACITY", "CAPACITEIT", "PLAATSEN"), required=False),
)
_AMOUNTS: Final = ("cost", "capacity")


def read_candidates(path: Path, postcodes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Read places where a site may come.

    Parameters
    ----------
    path
        A file of points, or a table with `postcode` where it has no coordinates.
    postcodes
        `pc4` and points, for places that are told by their postcode.

    Returns
    -------
    geopandas.GeoDataFrame
        `id` (its name, with a number where names occur twice), `naam`, `address`,
        `cost`, `capacity` (NaN where not told), geometry in EPSG:28992.

    Raises
    ------
    DataError
        If the file cannot be read.
    TableError
        If names are missing, an amount is no number or negative, or a place is not
        known; all rows at once.
    """
    if has_points(path):
        points = read_points(SourceFile("candidates", path, ""))
        table = TextTable(path, points.drop(columns="geometry"), row_word="row")
        geometry = points.geometry
    else:
        table = read_text_table(path)
        geometry = _points_by_postcode(table, postcodes)
    frame = rename_columns(table, _WANTED)
    amounts = {name: _amount(table, frame, name) for name in _AMOUNTS}
    faults = [*_faults(frame, geometry, table.row_word)]
    faults += [
        f"column {name!r}, {lines(frame.index[amount < 0], table.row_word)}: below 0"
        for name, amount in amounts.items()
        if (amount < 0).any()
    ]
    if faults:
        raise TableError(str(path), faults)
    naam = frame["naam"].str.strip()
    return gpd.GeoDataFrame(
        {
            "id": _unlike(naam),
            "naam": naam,
            "address": frame.get("address", ""),
            **amounts,
        },
        geometry=geometry.to_numpy(),
        crs=postcodes.crs,
    ).reset_index(drop=True)


def _amount(table: TextTable, frame: pd.DataFrame, name: str) -> pd.Series:
    if name not in frame:
        return pd.Series(np.nan, index=frame.index)
    # A cost is written as a number of people is: 1.200 is twelve hundred.
    return people(table, frame[name])


def _points_by_postcode(table: TextTable, postcodes: gpd.GeoDataFrame) -> gpd.GeoSeries:
    codes = rename_columns(table, _WANTED).get("postcode")
    if codes is None:
        found = ", ".join(map(str, table.frame.columns))
        fault = f"no columns lon and lat, x and y, or postcode; found: {found}"
        raise TableError(str(table.path), [fault])
    points = postcodes.set_index("pc4").geometry.reindex(pc4_of(codes))
    return gpd.GeoSeries(points.to_numpy(), index=table.frame.index, crs=postcodes.crs)


def _faults(frame: pd.DataFrame, geometry: gpd.GeoSeries, word: str) -> list[str]:
    nameless = frame.index[frame["naam"].str.strip() == ""]
    nowhere = frame.index[np.asarray(geometry.isna() | geometry.is_empty)]
    told = {
        "expected a line for each place below the header, found none": len(frame) == 0,
        f"column 'naam', {lines(nameless, word)}: empty": len(nameless) > 0,
        f"{lines(nowhere, word)}: no place known: give lon and lat, x and y, or a "
        "postcode of the snapshot": len(nowhere) > 0,
    }
    return [fault for fault, is_wrong in told.items() if is_wrong]


def _unlike(names: pd.Series) -> pd.Series:
    """Return names, with a number behind each that occurs more than once."""
    again = names.groupby(names).cumcount() + 1
    twice = names.duplicated(keep=False)
    unlike: pd.Series = names.where(~twice, names + " " + again.astype("str"))
    return unlike
