"""Where people live in a postcode: squares of 100 m, small postcodes, or addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from accessibility.errors import TableError
from data.cell_numbers import MISSING
from data.point_files import COORDINATES, read_geometries, read_points
from data.readings import Reading, finding, happened
from data.text_tables import TextTable, Wanted, lines, rename_columns

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from accessibility.snapshot import Finding
    from data.sources import SourceFile

WANTED: Final = (
    Wanted(
        "point_id",
        ("CRS28992RES100M", "C28992R100", "VIERKANT", "POSTCODE6", "PC6", "ID"),
        required=False,
    ),
    Wanted("pc4", ("POSTCODE", "PC4", "POSTCODE6", "PC6"), required=False),
    Wanted(
        "children",
        (
            "AANTAL INWONERS 0 TOT 15 JAAR",
            "INWONERS 0 TOT 15 JAAR",
            "INW 014",
            "INW014",
            "INW 0 14",
        ),
        required=False,
    ),
    Wanted(
        "people",
        ("AANTAL INWONERS", "INWONERS", "INWONER", "INW", "AANTAL", "WEIGHT"),
        required=False,
    ),
)
"""Children count before all people: pupils are children."""

FEW: Final = 2.5
"""Of a number that is hidden since it is small: 1 to 4."""

_HIDDEN: Final = -99_990.0
"""CBS writes -99997 (or a number beside it) where few people live."""

_TEXT: Final = (".csv", ".csv.gz", ".txt", ".xlsx")
_PC4: Final = r"[1-9]\d{3}"


def read_inhabited_points(source: SourceFile) -> Reading:
    """Read places where people live, with how many, in EPSG:28992.

    Squares stand for their middle. Children count where the file tells them, else all
    people; without either every row counts as one. A hidden number is a few people,
    not nobody. Rows of nobody are left out.

    Returns
    -------
    Reading
        Columns `point_id`, `pc4` (empty where the file does not tell it), `weight`
        and points.

    Raises
    ------
    DataError
        If the file has no coordinates, or a number cannot be read.
    """
    places = _places(source)
    table = TextTable(source.path, places.drop(columns="geometry"), row_word="row")
    own = {k: v for k, v in source.columns.items() if k not in COORDINATES}
    frame = rename_columns(table, WANTED, own)
    weight, hidden = _weights(source.path, frame)
    ids = frame["point_id"] if "point_id" in frame else _numbered(source, frame)
    pc4 = frame["pc4"] if "pc4" in frame else pd.Series("", index=frame.index)
    points = gpd.GeoDataFrame(
        {
            "point_id": ids.to_numpy(),
            "pc4": pc4.str.replace(" ", "").str[:4].to_numpy(),
            "weight": weight,
        },
        geometry=places.geometry.to_numpy(),
        crs=places.crs,
    )
    placed = (places.geometry.notna() & ~places.geometry.is_empty).to_numpy()
    lived_in = placed & (weight > 0)
    found = (
        finding("points", "read", len(points), f"rows of {source.path.name}"),
        finding("points", "hidden", hidden, "few people live there: counted as 2.5"),
        finding("points", "nobody", int((placed & ~lived_in).sum()), "left out"),
        finding("points", "no place", int((~placed).sum()), "left out"),
    )
    return Reading(points[lived_in].reset_index(drop=True), happened(found))


def _numbered(source: SourceFile, frame: pd.DataFrame) -> pd.Series:
    numbers = [f"{source.path.stem}-{n}" for n in range(1, len(frame) + 1)]
    return pd.Series(numbers, index=frame.index)


def _places(source: SourceFile) -> gpd.GeoDataFrame:
    """Return the rows as text with a point each: of squares the middle."""
    if source.path.name.lower().endswith(_TEXT):
        return read_points(source)
    frame = read_geometries(source.path, system=source.options.get("crs"))
    return frame.set_geometry(frame.geometry.centroid)


def _weights(path: Path, frame: pd.DataFrame) -> tuple[NDArray[np.float64], int]:
    """Return how many people each row counts for, and how many numbers are hidden."""
    name = next((one for one in ("children", "people") if one in frame), None)
    if name is None:
        return np.ones(len(frame)), 0
    cells = frame[name].str.strip()
    numbers = pd.to_numeric(cells.mask(cells.isin(MISSING), "0"), errors="coerce")
    hidden = numbers <= _HIDDEN
    wrong = numbers.isna() | ((numbers < 0) & ~hidden)
    if wrong.any():
        rows = lines(frame.index[wrong], "row")
        message = f"column {name!r}, {rows}: not a number of people"
        raise TableError(str(path), [message])
    return numbers.mask(hidden, FEW).to_numpy(np.float64), int(hidden.sum())


def points_table(
    parts: list[gpd.GeoDataFrame], polygons: gpd.GeoDataFrame | None
) -> tuple[gpd.GeoDataFrame, list[Finding]]:
    """Return the table `points`: every place in its postcode, weights up to 1.

    Parameters
    ----------
    parts
        What `read_inhabited_points` gave.
    polygons
        Postcodes, `pc4` and polygons; None if there is no source. A place is in the
        postcode whose land it lies on, whatever its file says, else in that of the
        file.
    """
    points = gpd.GeoDataFrame(pd.concat(parts, ignore_index=True))
    if polygons is not None:
        joined = points[["geometry"]].sjoin(polygons[["pc4", "geometry"]], how="left")
        land = joined.pc4[~joined.index.duplicated()]
        points["pc4"] = land.where(land.notna(), points.pc4)
    nowhere = ~points.pc4.str.fullmatch(_PC4)
    why = "in no postcode area, and their file names no postcode: left out"
    found = finding("points", "no postcode", int(nowhere.sum()), why)
    kept = points[~nowhere].reset_index(drop=True)
    kept["weight"] /= kept.groupby("pc4").weight.transform("sum")
    twice = kept.point_id.duplicated(keep=False)
    numbers = kept.index.astype("str")
    kept["point_id"] = kept.point_id.where(~twice, kept.point_id + "-" + numbers)
    return kept[["point_id", "pc4", "weight", "geometry"]], list(happened((found,)))
