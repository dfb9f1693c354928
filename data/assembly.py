"""Tables that were read, joined to those of a snapshot: places, areas, offers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import pandas as pd

from accessibility.errors import DataError
from accessibility.tables import SCHEMAS, check_table
from data.area_files import empty_areas
from data.area_table import area_table
from data.basisscholen import school_table
from data.duo_vestigingen import COLUMNS as ADDRESS_COLUMNS
from data.facilities import MORE
from data.home_areas import (
    as_codes,
    fill_rmc,
    fill_sto_regio,
    pc4_points,
    postcode_table,
)
from data.inhabited_points import points_table
from data.kinds import KINDS
from data.mbo_aanbod import mbo_table
from data.offers import Evidence, offers_table
from data.placing import place_schools
from data.readings import finding
from data.region_division import divided
from data.sources import first_day
from data.sto_regios import valid_on

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from typing import TypeVar

    from accessibility.snapshot import Finding
    from data.inputs import Inputs

    Frame = TypeVar("Frame", bound=pd.DataFrame)

_MORE_COLUMNS: Final = {
    "basisscholen": ("pupils_low", "pupils_high"),
    "vestigingen": ("adres",),
    "facilities": MORE,
}
_COUNTED_IN: Final = ("duo-leerlingen", "duo-examens")


@dataclass
class Report:
    """Collects the lines of the build report while tables are made."""

    findings: list[Finding] = field(default_factory=list)

    def keep(self, made: tuple[Frame, list[Finding]]) -> Frame:
        """Return the table of a pair, and remember what was found."""
        table, findings = made
        self.findings += findings
        return table


def assemble(
    inputs: Inputs, date: str = ""
) -> tuple[dict[str, pd.DataFrame], list[Finding]]:
    """Join what was read to the tables of a snapshot.

    Parameters
    ----------
    inputs
        Every file, read.
    date
        Decides which STO-regio's are valid; empty means: the date of the offers.

    Raises
    ------
    TableError
        If a joined table breaks its rules.
    DataError
        If nothing tells of any vestiging.
    """
    report = Report()
    polygons = inputs.newest("pc4-areas")
    gebieden = report.keep(_gebieden(inputs))
    points = pc4_points(polygons)
    known = inputs.newest("postcodes")
    homes = report.keep(
        postcode_table(points, known, _student_postcodes(inputs), gebieden)
    )
    offers = report.keep(offers_table(evidence_of(inputs)))
    schools = report.keep(_schools(inputs, points, offers))
    regions = report.keep(_regions(inputs, date))
    schools = _with_areas(schools, homes, gebieden, regions)
    called = _names(regions, "regio_code", "regio_name")
    division = inputs.newest("regio-indeling")
    if division is not None:
        schools = report.keep(divided(schools, division, gebieden, "vestigingen"))
        homes = report.keep(divided(homes, division, gebieden, "postcodes"))
        called |= {regio: regio for regio in division.regio if regio not in called}
    homes = report.keep(fill_rmc(homes, schools))
    homes = report.keep(fill_sto_regio(homes, schools))
    names = {
        "rmc": _names(schools, "rmc", "rmc_naam"),
        "sto-regio": called,
    }
    tables = {
        "vestigingen": schools.drop(columns="rmc_naam"),
        "offers": offers,
        "postcodes": homes,
        "areas": report.keep(area_table(homes, polygons, gebieden, names)),
        **_plain_tables(inputs),
    }
    tables |= _placed_tables(inputs, polygons, points, report)
    return _checked(tables), report.findings


def _placed_tables(
    inputs: Inputs,
    polygons: gpd.GeoDataFrame | None,
    points: gpd.GeoSeries,
    report: Report,
) -> dict[str, pd.DataFrame]:
    """Return the tables of places that a snapshot can do without."""
    tables: dict[str, pd.DataFrame] = {}
    if lived_in := inputs.frames("inhabited-points"):
        tables["points"] = report.keep(points_table(lived_in, polygons))
    places = inputs.frames("locations")
    if lists := inputs.frames("basisscholen"):
        pupils = inputs.newest("po-leerlingen")
        made = school_table(lists, places, pupils, points)
        tables["basisscholen"] = report.keep(made)
    programmes = inputs.newest("mbo-aanbod")
    if programmes is not None:
        tables["mbo_sites"] = report.keep(mbo_table(programmes, places, points))
    return tables


def evidence_of(inputs: Inputs) -> Evidence:
    """Return what shows which offers exist, with the school year of each."""
    return Evidence(
        inputs.newest("duo-leerlingen"),
        inputs.date("duo-leerlingen"),
        inputs.newest("duo-examens"),
        inputs.date("duo-examens"),
        inputs.newest("aanbod"),
        inputs.date("aanbod"),
    )


def _checked(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Check every table, and put the columns in the schema's order."""
    out = {}
    for name in SCHEMAS:
        if name in tables:
            table = check_table(name, tables[name])
            more = [c for c in _MORE_COLUMNS.get(name, ()) if c in table]
            out[name] = table[[*SCHEMAS[name].column_names, *more]]
    return out


def _gebieden(inputs: Inputs) -> tuple[gpd.GeoDataFrame, list[Finding]]:
    """Take the newest polygons of each kind of area."""
    frames = inputs.frames("gebieden")
    if not frames:
        return empty_areas(), []
    seen: set[str] = set()
    parts: list[pd.DataFrame] = []
    older: list[pd.DataFrame] = []
    for frame in frames:
        kinds = set(frame.area_kind)
        (older if kinds & seen else parts).append(frame)
        seen |= kinds
    why = "of several files with one kind of area the newest counts"
    found = finding("areas", "older file left out", len(older), why)
    return gpd.GeoDataFrame(pd.concat(parts, ignore_index=True)), [found]


def _student_postcodes(inputs: Inputs) -> list[str]:
    kinds = ("leerlingen", "duo-herkomst", "inhabitants")
    frames = [frame for kind in kinds for frame in inputs.frames(kind)]
    return sorted({pc4 for frame in frames for pc4 in frame.pc4.unique()})


def _schools(
    inputs: Inputs, points: gpd.GeoSeries, offers: pd.DataFrame
) -> tuple[gpd.GeoDataFrame, list[Finding]]:
    """Join address lists, add vestigingen only counts tell of, and place them."""
    addresses = _united(inputs.frames("duo-vestigingen"))
    named = _united(
        [
            frame.reindex(columns=["brin6", "naam", "plaats"])
            for kind in (*_COUNTED_IN, "aanbod")
            for frame in inputs.frames(kind)
        ]
    )
    if addresses.empty and named.empty:
        message = (
            "no source tells of vestigingen; add one of kind duo-vestigingen, "
            "duo-leerlingen or duo-examens"
        )
        raise DataError(message)
    extra = named[~named.brin6.isin(addresses.brin6)]
    extra = extra.mask(extra == "")
    both = pd.concat([addresses, extra], ignore_index=True)
    schools = both.reindex(columns=list(ADDRESS_COLUMNS)).astype("str")
    schools = schools.sort_values("brin6").reset_index(drop=True)
    schools["naam"] = schools.naam.fillna(schools.brin6)
    why = "in a file of pupils or exams, in no address list"
    found = finding("vestigingen", "without address", len(extra), why, extra.brin6)
    locations = inputs.frames("locations")
    together = pd.concat(locations, ignore_index=True) if locations else None
    placed, placing = place_schools(schools, together, points)
    offering = placed.brin6.isin(offers.brin6)
    by_fallback = placed[offering & (placed.placed != "address")]
    fallback = finding(
        "vestigingen",
        "with an offer, placed by postcode or not at all",
        len(by_fallback),
        f"of {int(offering.sum())} vestigingen with an offer",
        by_fallback.brin6,
    )
    return placed, [found, *placing, fallback]


def _united(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """Put tables by `brin6` below each other; the first that knows a key counts."""
    if not frames:
        return pd.DataFrame({"brin6": pd.Series(dtype="str")})
    return pd.concat(frames, ignore_index=True).drop_duplicates("brin6")


def _regions(inputs: Inputs, date: str) -> tuple[pd.DataFrame, list[Finding]]:
    """Return the STO-regio's that are valid on the date asked, else of the offers."""
    frames = inputs.frames("sto-regios")
    if not frames:
        return pd.DataFrame({c: [] for c in SCHEMAS["sto_regios"].column_names}), []
    day = date or evidence_of(inputs).newest_date or inputs.date("sto-regios")
    return valid_on(pd.concat(frames, ignore_index=True), _day_of(day))


def _day_of(date: str) -> dt.date:
    """Take a bare year for 1 October: the day on which pupils are counted."""
    first = first_day(date)
    return first.replace(month=10) if len(date) == len("2024") else first


def _with_areas(
    schools: gpd.GeoDataFrame,
    homes: gpd.GeoDataFrame,
    gebieden: gpd.GeoDataFrame,
    regions: pd.DataFrame,
) -> gpd.GeoDataFrame:
    """Take gemeente, provincie and COROP from the postcode, else as published."""
    by_pc4 = homes.set_index("pc4")
    columns = {}
    for kind in ("gemeente", "provincie", "corop"):
        own = as_codes(schools[kind], kind, gebieden)
        columns[kind] = schools.pc4.map(by_pc4[kind]).astype("str").fillna(own)
    sto = schools.brin6.map(regions.set_index("brin6").regio_code).astype("str")
    return schools.assign(**columns, sto_regio=sto)


def _names(schools: pd.DataFrame, code: str, name: str) -> dict[str, str]:
    pairs = schools[[code, name]].dropna().drop_duplicates(code)
    return dict(zip(pairs[code], pairs[name], strict=True))


def _plain_tables(inputs: Inputs) -> dict[str, pd.DataFrame]:
    """Take what is a table as it is: the newest file of a kind, or all of them."""
    parts: dict[str, list[pd.DataFrame]] = {}
    for kind in KINDS.values():
        frames = inputs.frames(kind.name)
        if kind.table and frames:
            parts.setdefault(kind.table, []).extend(
                frames if kind.together else frames[:1]
            )
    return {
        name: frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)
        for name, frames in parts.items()
    }
