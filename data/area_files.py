"""Polygons: the four-digit postcodes, and gemeenten or provincies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import geopandas as gpd
import pandas as pd

from accessibility.errors import TableError
from data.point_files import read_geometries
from data.readings import Reading, finding, happened
from data.school_codes import pc4_of
from data.text_tables import TextTable, Wanted, lines, rename_columns, squeeze_header

if TYPE_CHECKING:
    from data.sources import SourceFile

WANTED_PC4: Final = (Wanted("pc4", ("POSTCODE", "PC4", "POSTCODE4", "PC4CODE")),)
AREA_KINDS: Final = ("gemeente", "provincie", "corop", "rmc", "sto-regio")
KIND_OPTION: Final = "area_kind"


def read_pc4_areas(source: SourceFile) -> Reading:
    """Read postcode polygons to the table `pc4_areas`.

    Empty polygons are left out and listed, those that cross themselves repaired and
    listed; parts of one postcode are joined.

    Raises
    ------
    DataError
        If the file has no column of postcodes or no readable polygons.
    """
    polygons = read_geometries(source.path)
    table = TextTable(source.path, polygons.drop(columns="geometry"), row_word="row")
    codes = rename_columns(table, WANTED_PC4, source.columns).pc4
    pc4 = pc4_of(codes)
    wrong = pc4 == ""
    if wrong.any():
        fault = f"{lines(pc4.index[wrong], 'row')}: expected a postcode of four digits"
        raise TableError(str(source.path), [fault])
    sound = polygons.geometry.is_valid | polygons.geometry.isna()
    repaired = polygons.geometry.make_valid(method="structure", keep_collapsed=False)
    shapes = polygons.geometry.where(sound, repaired)
    frame = gpd.GeoDataFrame({"pc4": pc4}, geometry=shapes)
    empty = frame.geometry.isna() | frame.geometry.is_empty
    parts = frame[~empty]
    joined = (
        parts.dissolve("pc4", as_index=False) if parts.pc4.duplicated().any() else parts
    )
    findings = (
        finding("pc4_areas", "read", len(frame), f"rows of {source.path.name}"),
        finding(
            "pc4_areas",
            "crosses itself",
            int((~sound).sum()),
            "polygon that is not one, repaired",
            frame.pc4[~sound],
        ),
        finding(
            "pc4_areas",
            "empty polygon",
            int(empty.sum()),
            "left out; the postcode has no point",
            frame.pc4[empty],
        ),
        finding(
            "pc4_areas",
            "duplicate",
            len(parts) - len(joined),
            "parts of one postcode joined",
            parts.pc4[parts.pc4.duplicated()].unique(),
        ),
    )
    ordered = joined.sort_values("pc4").reset_index(drop=True)
    return Reading(ordered, happened(findings))


def read_gebieden(source: SourceFile) -> Reading:
    """Read polygons of one kind of area to rows of the table `areas`.

    The kind is `options.area_kind`, else the name of a column (`gemeente`,
    `gemeentenaam`), else part of the file's name. The code is the published code if
    the file has one, else the name.

    Raises
    ------
    DataError
        If the kind cannot be told, or names or polygons are missing.
    """
    polygons = read_geometries(source.path)
    table = TextTable(source.path, polygons.drop(columns="geometry"), row_word="row")
    kind = _area_kind(source, table)
    frame = rename_columns(table, _wanted(kind), source.columns)
    frame["code"] = frame.get("code", frame.naam)
    areas = gpd.GeoDataFrame(
        {"area_kind": kind, "area_code": frame.code, "area_name": frame.naam},
        geometry=polygons.geometry,
        crs=polygons.crs,
    )
    empty = areas.geometry.isna() | areas.geometry.is_empty | (areas.area_code == "")
    parts = areas[~empty]
    if parts.area_code.duplicated().any():
        parts = parts.dissolve("area_code", as_index=False)[list(areas.columns)]
    findings = (
        finding("areas", "read", len(areas), f"rows of {source.path.name} ({kind})"),
        finding(
            "areas",
            "empty polygon",
            int(empty.sum()),
            f"{kind} without a polygon or a name, left out",
            areas.area_name[empty],
        ),
    )
    return Reading(parts.reset_index(drop=True), happened(findings))


def _wanted(kind: str) -> tuple[Wanted, ...]:
    plain = kind.replace("-", " ")
    name = (f"{plain}naam", f"{plain} naam", plain, "naam", "name", "statnaam")
    code = (f"{plain}code", f"{plain} code", f"{plain}nummer", "code", "statcode")
    return (Wanted("naam", name), Wanted("code", code, required=False))


def _area_kind(source: SourceFile, table: TextTable) -> str:
    given = source.options.get(KIND_OPTION)
    if given in AREA_KINDS:
        return str(given)
    headers = [squeeze_header(str(c)).replace(" ", "") for c in table.frame.columns]
    for kind in AREA_KINDS if given is None else ():
        plain = kind.replace("-", "").upper()
        if any(header in {plain, f"{plain}NAAM"} for header in headers):
            return kind
    for kind in AREA_KINDS if given is None else ():
        if kind.rstrip("e") in source.path.name.lower():
            return kind
    found = ", ".join(map(str, table.frame.columns))
    said = "cannot be told" if given is None else f"{given!r} is unknown"
    fault = (
        f"the kind of area {said} (columns: {found}); add options = "
        f'{{ {KIND_OPTION} = "gemeente" }}, one of {", ".join(AREA_KINDS)}'
    )
    raise TableError(str(source.path), [fault])


def empty_areas() -> gpd.GeoDataFrame:
    """Return a table `areas` without rows."""
    columns = {
        name: pd.Series(dtype="str") for name in ("area_kind", "area_code", "area_name")
    }
    return gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries([], crs="EPSG:28992"))
