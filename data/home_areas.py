"""Postcodes: their points, and the gemeente, provincie, COROP, RMC and STO-regio."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from accessibility.places import RD_NEW
from data.postcodes import AREA_COLUMNS
from data.readings import finding
from data.school_codes import area_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from accessibility.snapshot import Finding

IN_POLYGON: Final = ("gemeente", "provincie", "corop")


def pc4_points(polygons: gpd.GeoDataFrame | None) -> gpd.GeoSeries:
    """Return a point inside each postcode polygon, indexed by `pc4`, EPSG:28992."""
    if polygons is None:
        return gpd.GeoSeries([], index=pd.Index([], dtype="str"), crs=RD_NEW)
    points = polygons.geometry.representative_point()
    return gpd.GeoSeries(points.to_numpy(), index=pd.Index(polygons.pc4), crs=RD_NEW)


def postcode_table(
    points: gpd.GeoSeries,
    known: pd.DataFrame | None,
    elsewhere: Iterable[str],
    gebieden: gpd.GeoDataFrame,
) -> tuple[gpd.GeoDataFrame, list[Finding]]:
    """Return one row per postcode that matters, with its point and its areas.

    Parameters
    ----------
    points
        Point per postcode, as `pc4_points` gives.
    known
        Columns `pc4`, `plaats` and areas, as published; None if there is no source.
    elsewhere
        Postcodes that only a table of students names.
    gebieden
        Polygons with `area_kind`, `area_code`, `area_name`; names in `known` become
        the codes used here, and postcodes without an area get that of their point.
    """
    listed = pd.Index(known.pc4) if known is not None else pd.Index([], dtype="str")
    pc4 = points.index.union(listed).union(pd.Index(list(elsewhere))).astype("str")
    columns = ["plaats", *AREA_COLUMNS]
    empty = pd.DataFrame(index=pc4, columns=columns, dtype="str")
    table = empty if known is None else known.set_index("pc4")[columns].reindex(pc4)
    geometry = gpd.GeoSeries(points.reindex(pc4).to_numpy(), index=pc4, crs=RD_NEW)
    frame = gpd.GeoDataFrame(table.astype("str"), geometry=geometry)
    findings = [_without_point(frame)]
    for column in IN_POLYGON:
        frame, found = _fill_from_polygons(frame, column, gebieden)
        findings += found
    frame = frame.assign(sto_regio_how="none").reset_index(names="pc4")
    return frame, findings


def as_codes(names: pd.Series, kind: str, gebieden: gpd.GeoDataFrame) -> pd.Series:
    """Return the area codes that names stand for; unknown names stay as they are."""
    rows = gebieden[gebieden.area_kind == kind]
    codes = {
        area_key(n): c for n, c in zip(rows.area_name, rows.area_code, strict=True)
    }
    known = {name: codes.get(area_key(name), name) for name in names.dropna().unique()}
    return names.map(known).astype("str")


def fill_rmc(
    postcodes: gpd.GeoDataFrame, schools: gpd.GeoDataFrame
) -> tuple[gpd.GeoDataFrame, list[Finding]]:
    """Give each postcode the RMC-regio of its gemeente, else of the nearest vestiging.

    Parameters
    ----------
    postcodes
        Columns `gemeente`, `rmc` and points.
    schools
        Vestigingen with `gemeente`, `rmc` and points.
    """
    if schools.rmc.isna().all():
        return postcodes, []
    of_gemeente = _most_common(_keys(schools.gemeente), schools.rmc)
    keys = _keys(postcodes.gemeente)
    rmc = postcodes.rmc.fillna(keys.map(of_gemeente))
    nearest = nearest_value(postcodes, schools[schools.rmc.notna()], "rmc")
    filled = rmc.fillna(nearest)
    by_nearest = rmc.isna() & filled.notna()
    what = "rmc by nearest vestiging"
    why = "postcodes in a gemeente without vestiging: RMC-regio of the nearest one"
    examples = postcodes.gemeente[by_nearest].dropna().unique()
    found = finding("postcodes", what, int(by_nearest.sum()), why, examples)
    return postcodes.assign(rmc=filled.astype("str")), [found]


def fill_sto_regio(
    postcodes: gpd.GeoDataFrame, schools: gpd.GeoDataFrame
) -> tuple[gpd.GeoDataFrame, list[Finding]]:
    """Give each postcode its STO-regio: by a table, else by the nearest vestiging."""
    said = postcodes.sto_regio.notna()
    in_region = schools[schools.sto_regio.notna()]
    nearest = nearest_value(postcodes, in_region, "sto_regio")
    filled = postcodes.sto_regio.fillna(nearest).astype("str")
    how = np.select([said, filled.notna()], ["table", "nearest"], "none")
    if in_region.empty and not said.any():
        return postcodes, []
    findings = [
        finding("postcodes", f"sto-regio: {word}", int((how == word).sum()), why)
        for word, why in (
            ("table", "as a table of postcodes says"),
            ("nearest", "that of the nearest vestiging with a region"),
            ("none", "postcode without a point"),
        )
    ]
    return postcodes.assign(sto_regio=filled, sto_regio_how=how), findings


def nearest_value(
    places: gpd.GeoDataFrame, schools: gpd.GeoDataFrame, column: str
) -> pd.Series:
    """Return a column of the nearest school of each place; missing without a point."""
    placed = schools[schools.geometry.notna()]
    out = pd.Series(None, index=places.index, dtype="str")
    has_point = places.geometry.notna()
    if placed.empty or not has_point.any():
        return out
    tree = shapely.STRtree(placed.geometry.to_numpy())
    nearest = tree.nearest(places.geometry[has_point].to_numpy())
    out[has_point] = placed[column].to_numpy()[nearest]
    return out


def _fill_from_polygons(
    frame: gpd.GeoDataFrame, column: str, gebieden: gpd.GeoDataFrame
) -> tuple[gpd.GeoDataFrame, list[Finding]]:
    polygons = gebieden[gebieden.area_kind == column]
    if polygons.empty:
        return frame, []
    code = as_codes(frame[column], column, gebieden)
    # A gemeente of another year than the polygons gives way to the polygon as well.
    has_polygon = code.isin(polygons.area_code)
    by_point = _areas_at(frame.geometry[~has_polygon], polygons)
    renamed = sorted(set(code[by_point.index].dropna()))
    code = by_point.combine_first(code).reindex(frame.index)
    unknown = sorted(set(code.dropna()) - set(polygons.area_code))
    without = frame.index[code.isna()]
    findings = _polygon_findings(column, by_point.index, renamed, unknown, without)
    return frame.assign(**{column: code.astype("str")}), findings


def _areas_at(points: gpd.GeoSeries, polygons: gpd.GeoDataFrame) -> pd.Series:
    """Return the code of the polygon around each point, where there is one."""
    placed = points[points.notna()]
    tree = shapely.STRtree(polygons.geometry.to_numpy())
    point, polygon = tree.query(placed.to_numpy(), predicate="intersects")
    codes = pd.Series(polygons.area_code.to_numpy()[polygon], index=placed.index[point])
    return codes[~codes.index.duplicated()]


def _polygon_findings(
    column: str,
    by_point: pd.Index,
    renamed: list[str],
    unknown: list[str],
    without: pd.Index,
) -> list[Finding]:
    return [
        finding(
            "postcodes",
            f"{column} by point",
            len(by_point),
            f"no {column} in a table, or one the polygons lack: that of the polygon",
            by_point,
        ),
        finding(
            "postcodes",
            f"{column} of another year",
            len(renamed),
            "in the table of postcodes, not in the polygons, which were followed",
            renamed,
        ),
        finding(
            "postcodes",
            f"{column} unknown to the polygons",
            len(unknown),
            "in the table of postcodes, not in the polygons, and without a point",
            unknown,
        ),
        finding(
            "postcodes",
            f"without {column}",
            len(without),
            "neither in a table nor inside a polygon",
            without,
        ),
    ]


def _keys(names: pd.Series) -> pd.Series:
    return names.map(area_key, na_action="ignore")


def _most_common(keys: pd.Series, values: pd.Series) -> pd.Series:
    """Return the most common value per key, the first in order where two tie."""
    pairs = pd.DataFrame({"key": keys, "value": values}).dropna()
    counted = pairs.value_counts(sort=False).rename("n").reset_index()
    ranked = counted.sort_values(["key", "n", "value"], ascending=[True, False, True])
    return ranked.drop_duplicates("key").set_index("key")["value"]


def _without_point(frame: gpd.GeoDataFrame) -> Finding:
    missing = frame.geometry.isna()
    why = "no polygon, or an empty one: counted as unsnapped"
    return finding(
        "postcodes", "without a point", int(missing.sum()), why, frame.index[missing]
    )
