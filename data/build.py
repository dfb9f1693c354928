"""From SOURCES.toml to a snapshot: read every file, place, join, and report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import geopandas as gpd
import pandas as pd

from accessibility.errors import DataError
from accessibility.snapshot import Manifest, Snapshot
from accessibility.tables import SCHEMAS, check_table
from data.area_table import area_table
from data.areas import empty_areas
from data.duo_vestigingen import COLUMNS as ADDRESS_COLUMNS
from data.home_areas import (
    as_codes,
    fill_rmc,
    fill_sto_regio,
    pc4_points,
    postcode_table,
)
from data.inputs import fingerprints, read_inputs
from data.offers import Evidence, offers_table
from data.placing import place_schools
from data.readings import finding, happened
from data.sources import read_sources, school_year

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from accessibility.snapshot import Finding
    from data.inputs import Inputs, Progress

_PLAIN_TABLES: Final = {
    "duo-leerlingen": "pupils",
    "duo-examens": "exams",
    "inhabitants": "inhabitants",
}
"""Kinds whose newest file is a table of the snapshot as it is."""
_STUDENT_KINDS: Final = ("leerlingen", "duo-herkomst", "inhabitants", "duo-leerlingen")
_WORK_STEPS: Final = ("vestigingen", "postcodes", "areas", "fingerprints")


def build_snapshot(sources_file: Path, progress: Progress | None = None) -> Snapshot:
    """Build a snapshot from the files that a SOURCES.toml lists.

    Parameters
    ----------
    sources_file
        The SOURCES.toml.
    progress
        Called with a text, the steps done and the number of steps.

    Returns
    -------
    Snapshot
        In memory, everything spatial in EPSG:28992; its manifest reports what was
        read, masked, placed by fallback and dropped.

    Raises
    ------
    DataError
        With every fault of SOURCES.toml, or of the files it lists.
    """
    sources = read_sources(sources_file)
    steps = len(sources.files) + len(_WORK_STEPS)
    tell = progress or _silent

    def tell_reading(text: str, done: int, _: int) -> None:
        tell(text, done, steps)

    inputs = read_inputs(sources, tell_reading)
    tell("placing vestigingen, joining areas", len(sources.files), steps)
    tables, findings = assemble(inputs)
    tell("taking fingerprints", steps - 1, steps)
    manifest = Manifest(
        sources.name,
        example=False,
        dates=_dates(inputs),
        sources=fingerprints(inputs),
        findings=happened([*inputs.findings(), *findings]),
        rows={name: len(table) for name, table in tables.items()},
    )
    tell("built", steps, steps)
    return Snapshot(manifest, tables)


def assemble(inputs: Inputs) -> tuple[dict[str, pd.DataFrame], list[Finding]]:
    """Join what was read to the tables of a snapshot.

    Raises
    ------
    TableError
        If a joined table breaks its rules.
    DataError
        If nothing tells of any vestiging.
    """
    gebieden, findings = _gebieden(inputs)
    points = pc4_points(inputs.newest("pc4-areas"))
    homes, found = postcode_table(
        points, inputs.newest("postcodes"), _student_postcodes(inputs), gebieden
    )
    findings += found
    schools, found = _schools(inputs, points)
    findings += found
    schools = _with_areas(schools, homes, gebieden)
    homes, found = fill_rmc(homes, schools)
    findings += found
    homes, found = fill_sto_regio(homes, schools)
    findings += found
    names = {"rmc": _names(schools, "rmc", "rmc_naam")}
    areas, found = area_table(homes, inputs.newest("pc4-areas"), gebieden, names)
    findings += found
    offers, found = offers_table(_evidence(inputs))
    findings += found
    tables = {
        "vestigingen": schools.drop(columns="rmc_naam"),
        "offers": offers,
        "postcodes": homes,
        "areas": areas,
        **_plain_tables(inputs),
    }
    polygons = inputs.newest("pc4-areas")
    if polygons is not None:
        tables["pc4_areas"] = polygons
    return _checked(tables), findings


def _silent(text: str, done: int, total: int) -> None:
    """Tell nobody."""


def _checked(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Check every table that holds rows, and put the columns in the schema's order."""
    out = {}
    for name in SCHEMAS:
        if name in tables:
            table = check_table(name, tables[name])
            out[name] = table[list(SCHEMAS[name].column_names)]
    return out


def _dates(inputs: Inputs) -> dict[str, str]:
    roles = {
        "students": next((d for k in _STUDENT_KINDS if (d := inputs.date(k))), ""),
        "offers": _offers_date(inputs),
        "vestigingen": inputs.date("duo-vestigingen") or inputs.date("locations"),
        "areas": inputs.date("pc4-areas") or inputs.date("postcodes"),
        "pupils": inputs.date("duo-leerlingen"),
        "exams": inputs.date("duo-examens"),
        "inhabitants": inputs.date("inhabitants"),
    }
    return {role: date for role, date in roles.items() if date}


def _offers_date(inputs: Inputs) -> str:
    evidence = _evidence(inputs)
    if evidence.exams is None or evidence.pupils_year >= evidence.exams_year:
        return inputs.date("duo-leerlingen")
    return inputs.date("duo-examens")


def _evidence(inputs: Inputs) -> Evidence:
    pupils, exams = inputs.date("duo-leerlingen"), inputs.date("duo-examens")
    return Evidence(
        inputs.newest("duo-leerlingen"),
        school_year(pupils) if pupils else 0,
        inputs.newest("duo-examens"),
        school_year(exams, counted_in="summer") if exams else 0,
    )


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
    inputs: Inputs, points: gpd.GeoSeries
) -> tuple[gpd.GeoDataFrame, list[Finding]]:
    """Join address lists, add vestigingen only counts tell of, and place them."""
    addresses = _united(inputs.frames("duo-vestigingen"))
    counted = [*inputs.frames("duo-leerlingen"), *inputs.frames("duo-examens")]
    named = _united([frame[["brin6", "naam", "plaats"]] for frame in counted])
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
    counted_keys = placed.brin6.isin(_evidence_keys(inputs))
    by_fallback = placed[counted_keys & (placed.placed != "address")]
    fallback = finding(
        "vestigingen",
        "beroepsgericht, placed by postcode or not at all",
        len(by_fallback),
        f"of {int(counted_keys.sum())} vestigingen with an offer",
        by_fallback.brin6,
    )
    return placed, [found, *placing, fallback]


def _evidence_keys(inputs: Inputs) -> pd.Series:
    offers, _ = offers_table(_evidence(inputs))
    return offers.brin6


def _united(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """Put tables by `brin6` below each other; the first that knows a key counts."""
    if not frames:
        return pd.DataFrame({"brin6": pd.Series(dtype="str")})
    return pd.concat(frames, ignore_index=True).drop_duplicates("brin6")


def _with_areas(
    schools: gpd.GeoDataFrame, homes: gpd.GeoDataFrame, gebieden: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """Take gemeente, provincie and COROP from the postcode, else as published."""
    by_pc4 = homes.set_index("pc4")
    columns = {}
    for kind in ("gemeente", "provincie", "corop"):
        own = as_codes(schools[kind], kind, gebieden)
        columns[kind] = schools.pc4.map(by_pc4[kind]).fillna(own).astype("str")
    sto = pd.Series(None, index=schools.index, dtype="str")
    return schools.assign(**columns, sto_regio=sto)


def _names(schools: pd.DataFrame, code: str, name: str) -> dict[str, str]:
    pairs = schools[[code, name]].dropna().drop_duplicates(code)
    return dict(zip(pairs[code], pairs[name], strict=True))


def _plain_tables(inputs: Inputs) -> dict[str, pd.DataFrame]:
    tables = {name: inputs.newest(kind) for kind, name in _PLAIN_TABLES.items()}
    return {name: table for name, table in tables.items() if table is not None}
