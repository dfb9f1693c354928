"""Primary schools: points, addresses, or both; and their pupils of groups 7 and 8."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import pandas as pd

from accessibility.counting import sum_counts
from accessibility.errors import TableError
from data.count_cells import four_is_mask, melt_counts
from data.count_doubts import count_doubts
from data.doubts import judged
from data.duo_vestigingen import read_duo_vestigingen
from data.locations import read_locations
from data.placing import place_schools
from data.point_files import has_points
from data.readings import Reading, finding, happened
from data.school_codes import BRIN, VESTIGING, brin6_of, key_faults
from data.text_tables import read_text_table, rename_columns, squeeze_header

if TYPE_CHECKING:
    from collections.abc import Sequence

    from accessibility.snapshot import Finding
    from data.sources import SourceFile

PRIMARY: Final = "basisschool"
SORT_OPTION: Final = "soort"
AGES: Final = (10, 11, 12)
"""Ages of most pupils in groups 7 and 8."""

_AGE_COLUMN: Final = re.compile(r"LEEFTIJD (\d+)")
_COUNTS: Final = {
    "students_low": "pupils_low",
    "students": "pupils",
    "students_high": "pupils_high",
}


def read_basisscholen(source: SourceFile) -> Reading:
    """Read primary schools: points (any file of `locations`) or DUO's addresses.

    Of a file of points with a column of school types only `basisschool` counts, or
    what `options.soort` says. The frame has a geometry if the file has points.

    Raises
    ------
    DataError
        As the reader of `locations` or of `duo-vestigingen`.
    """
    if not has_points(source.path):
        reading = read_duo_vestigingen(source)
        return Reading(reading.frame, tuple(map(_renamed, reading.findings)))
    reading = read_locations(source)
    frame = reading.frame
    wanted = str(source.options.get(SORT_OPTION, PRIMARY)).lower()
    typed = (frame.soort != "").any()
    primary = frame.soort.str.lower() == wanted if typed else frame.brin6.notna()
    other = finding(
        "basisscholen",
        "other type",
        int((~primary).sum()),
        f"not of type {wanted}, left out",
        sorted(frame.soort[~primary].unique()),
    )
    found = (*map(_renamed, reading.findings), other)
    return Reading(frame[primary].reset_index(drop=True), happened(found))


def read_po_leerlingen(source: SourceFile) -> Reading:
    """Read primary pupils to `brin6` and interval counts of ages 10 to 12.

    Rows of home postcodes and kinds of primary education add up per school.

    Raises
    ------
    TableError
        On an unknown header, keys that are no BRIN6, or cells that are no counts.
    """
    table = read_text_table(source.path)
    frame = rename_columns(table, (BRIN, VESTIGING), source.columns)
    brin6 = brin6_of(frame.get("brin"), frame.vestiging)
    columns: dict[str, dict[str, int | str]] = {
        name: {}
        for name in table.frame.columns
        if (match := _AGE_COLUMN.fullmatch(squeeze_header(name)))
        and int(match[1]) in AGES
    }
    faults = [*key_faults(brin6, table.row_word)]
    if len(columns) != len(AGES):
        names = ", ".join(map(str, table.frame.columns))
        faults.append(f"expected columns LEEFTIJD_10, _11 and _12; found: {names}")
    if faults:
        raise TableError(str(source.path), faults)
    others = [name for name in table.frame.columns if not _is_age(name)]
    doubts = count_doubts(table, source, [*columns], key=others)
    accepted = judged(source, "basisscholen", doubts)
    melted = melt_counts(
        table,
        pd.DataFrame({"brin6": brin6}),
        columns,
        four_masks=four_is_mask(source),
    )
    pupils = sum_counts(melted, ["brin6"]).rename(columns=_COUNTS)
    found = (
        finding("basisscholen", "read", len(frame), f"lines of {source.path.name}"),
        finding("basisscholen", "masked", melted.masked.sum(), "taken as 1 to 4"),
        *accepted,
        *table.findings,
    )
    return Reading(pupils, happened(found))


def _is_age(name: str) -> bool:
    return squeeze_header(name).startswith("LEEFTIJD ")


def school_table(
    lists: Sequence[pd.DataFrame],
    locations: Sequence[gpd.GeoDataFrame],
    pupils: pd.DataFrame | None,
    pc4_points: gpd.GeoSeries,
) -> tuple[gpd.GeoDataFrame, list[Finding]]:
    """Return the table `basisscholen`, with `pupils_low` and `pupils_high` beside.

    Where a list tells street and number there is a column `adres` as well.

    Parameters
    ----------
    lists
        What `read_basisscholen` read, newest first.
    locations
        Points of any schools, to place addresses.
    pupils
        What `read_po_leerlingen` read; None if there is no such file.
    pc4_points
        Representative point per postcode, EPSG:28992.
    """
    points = [frame for frame in lists if isinstance(frame, gpd.GeoDataFrame)]
    columns = ["brin6", "naam", "plaats", "postcode", "pc4"]
    rows = pd.concat([frame[columns] for frame in lists], ignore_index=True)
    streets = _streets(lists)
    single = rows.drop_duplicates("brin6").sort_values("brin6").reset_index(drop=True)
    single = single.mask(single == "")
    single["naam"] = single.naam.fillna(single.brin6)
    if len(streets):
        single["adres"] = single.brin6.map(streets)
    every = [*points, *locations]
    together = pd.concat(every, ignore_index=True) if every else None
    placed, findings = place_schools(single, together, pc4_points, "basisscholen")
    if pupils is None:
        counted = placed.assign(pupils=pd.Series(float("nan"), index=placed.index))
    else:
        counted = placed.merge(pupils, on="brin6", how="left")
        unknown = pupils.brin6[~pupils.brin6.isin(placed.brin6)]
        why = "schools with pupils of 10 to 12 that no list of schools holds"
        what = "pupils without school"
        findings.append(finding("basisscholen", what, len(unknown), why, unknown))
    return counted.drop(columns="placed"), findings


def _streets(lists: Sequence[pd.DataFrame]) -> pd.Series:
    """Return street and number per school, of the newest list that tells them."""
    told = [frame[["brin6", "adres"]] for frame in lists if "adres" in frame]
    if not told:
        return pd.Series(dtype="str")
    rows = pd.concat(told, ignore_index=True)
    known = rows[rows.adres.fillna("") != ""].drop_duplicates("brin6")
    return known.set_index("brin6")["adres"]


def _renamed(one: Finding) -> Finding:
    return finding("basisscholen", one.what, one.count, one.why, one.examples)
