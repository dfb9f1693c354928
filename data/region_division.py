"""A division into regions that a user brings: postcode or gemeente, and its region."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from accessibility.errors import TableError
from data.home_areas import as_codes
from data.readings import Reading, finding, happened
from data.school_codes import area_key, pc4_of
from data.text_tables import TextTable, Wanted, lines, read_text_table, rename_columns

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeVar

    import geopandas as gpd
    import pandas as pd

    from accessibility.snapshot import Finding
    from data.sources import SourceFile

    Frame = TypeVar("Frame", bound=pd.DataFrame)

WANTED: Final = (
    Wanted("pc4", ("POSTCODE", "PC4", "POSTCODE4"), required=False),
    Wanted("gemeente", ("GEMEENTE", "GEMEENTENAAM", "GEMEENTECODE"), required=False),
    Wanted("regio", ("REGIO", "STO REGIO", "REGIO CODE", "REGIO NAAM", "REGIONAAM")),
)


def read_region_division(source: SourceFile) -> Reading:
    """Read a table of two columns: `pc4` or `gemeente`, and `regio`.

    Raises
    ------
    TableError
        On an unknown header, both columns or neither, an empty cell, or a place that
        occurs twice with different regions.
    """
    table = read_text_table(source.path)
    frame = rename_columns(table, WANTED, source.columns)
    held = [column for column in ("pc4", "gemeente") if column in frame]
    if len(held) != 1:
        found = ", ".join(map(str, table.frame.columns))
        fault = f"expected one of the columns POSTCODE and GEMEENTE; found: {found}"
        raise TableError(str(source.path), [fault])
    place = held[0]
    if place == "pc4":
        frame["pc4"] = pc4_of(frame.pc4)
    rows = frame[[place, "regio"]].drop_duplicates()
    faults = list(_faults(table, rows, place))
    if faults:
        raise TableError(str(source.path), faults)
    what = f"lines of {source.path.name}, by {place}"
    found_ = (finding("sto_regios", "read", len(frame), what), *table.findings)
    return Reading(rows.reset_index(drop=True), happened(found_))


def _faults(table: TextTable, rows: pd.DataFrame, place: str) -> Iterator[str]:
    expected = "a postcode of four digits" if place == "pc4" else "a gemeente"
    for column, words in ((place, expected), ("regio", "a region")):
        empty = rows[column] == ""
        if empty.any():
            yield f"{lines(rows.index[empty], table.row_word)}: expected {words}"
    twice = rows[place].map(area_key).duplicated(keep=False) & (rows[place] != "")
    if twice.any():
        where = lines(rows.index[twice], table.row_word)
        yield f"{where}: the same {place} in different regions"


def divided(
    places: Frame, division: pd.DataFrame, gebieden: gpd.GeoDataFrame, table: str
) -> tuple[Frame, list[Finding]]:
    """Give places without an STO-regio the one of their postcode or gemeente.

    Parameters
    ----------
    places
        Vestigingen or postcodes, with `pc4`, `gemeente` and `sto_regio`.
    division
        From `read_region_division`.
    gebieden
        Polygons, which tell the code of a gemeente that is written by its name.
    table
        Name of the table of the places, for the report.
    """
    column = division.columns[0]
    named = division[column]
    if column == "gemeente":
        named = as_codes(named, "gemeente", gebieden)
    region_of = dict(zip(named.map(area_key), division.regio, strict=True))
    keys = places[column].map(area_key, na_action="ignore")
    own = places.sto_regio.notna()
    told = keys.map(region_of)
    filled = places.sto_regio.fillna(told).astype("str")
    nowhere = division[column][~named.map(area_key).isin(keys)]
    findings = [
        finding(
            table,
            f"sto-regio by {column}",
            int((~own & told.notna()).sum()),
            f"in {told[~own].nunique()} regions of the division",
        ),
        finding(
            table,
            f"sto-regio: {column} without a row here",
            len(nowhere),
            f"in the division, in no row of {table}",
            nowhere,
        ),
    ]
    return places.assign(sto_regio=filled), findings
