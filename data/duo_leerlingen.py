"""DUO 01: pupils per vestiging, onderwijstype, opleiding, leerjaar and sex."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pandas as pd

from accessibility.codes import ROUTE, THIRD_YEAR
from accessibility.counting import COUNT_COLUMNS, sum_counts
from accessibility.errors import TableError
from accessibility.tables import check_table
from data.count_cells import four_is_mask, melt_counts
from data.count_doubts import count_doubts
from data.doubts import judged
from data.programme_doubts import combination_findings, programme_doubts
from data.readings import Reading, finding, happened
from data.school_codes import (
    BRIN,
    NAME,
    PLACE,
    VESTIGING,
    brin6_of,
    key_faults,
    leerweg_of,
    looks_technical,
    programme_of,
)
from data.text_tables import (
    TextTable,
    Wanted,
    read_text_table,
    rename_columns,
)
from data.year_columns import YearColumn, year_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from accessibility.snapshot import Finding
    from data.sources import SourceFile

WANTED: Final = (
    BRIN,
    VESTIGING,
    NAME,
    PLACE,
    Wanted(
        "soort",
        (
            "ONDERWIJSTYPE VO EN LEER- OF VERBLIJFSJAAR",
            "ONDERWIJSTYPE VO",
            "ONDERWIJSTYPE",
        ),
    ),
    Wanted("afdeling", ("AFDELING",), required=False),
    Wanted(
        "opleiding",
        ("OPLEIDINGSNAAM", "OPLEIDING", "ERKENDE OPLEIDINGSNAAM", "OPLEIDINGS NAAM"),
        required=False,
    ),
)
KEY: Final = ("brin6", "soort", "leerweg", "profiel", "leerjaar", "sex")
_NONE: Final = re.compile(r"n\.?\s*v\.?\s*t\.?|geen|-|", re.IGNORECASE)
_BEROEPSGERICHT: Final = ("bl", "kl", "gl")


def read_duo_leerlingen(source: SourceFile) -> Reading:
    """Read a pupil file to the table `pupils`.

    Every row of the file counts: all school types and leerjaren. LWOO, LWT and ENT
    rows add to their profile; the vakmanschaps- and beroepsroute keep `route` as
    profile. A programme of bl, kl or gl that is none of these keeps an empty profile
    and is listed. The frame has `naam` and `plaats` beside the table's columns, for
    vestigingen that no address list holds.

    Raises
    ------
    TableError
        On an unknown header, keys that are no BRIN6, or cells that are no counts.
    """
    table = read_text_table(source.path)
    frame = rename_columns(table, WANTED, source.columns)
    keys, unknown = _keys(table, frame)
    columns = _count_columns(table)
    counted = [*year_columns(table)]
    others = [name for name in table.frame.columns if name not in counted]
    technical, _ = _without_profile(keys.leerweg, keys.profiel, frame)
    doubts = [
        *count_doubts(table, source, counted, key=others),
        *programme_doubts(technical, keys.profiel, source, table.row_word),
    ]
    melted = melt_counts(table, keys, columns, four_masks=four_is_mask(source))
    accepted = judged(source, "pupils", doubts)
    pupils = sum_counts(melted, KEY).astype({"leerjaar": "int64"})
    named = melted.drop_duplicates("brin6").set_index("brin6")[["naam", "plaats"]]
    pupils = check_table("pupils", pupils).join(named, on="brin6")
    cells = len(keys) * len(columns)
    findings = (
        finding("pupils", "read", len(keys), f"lines of {source.path.name}"),
        finding("pupils", "zero", cells - len(melted), "cells without pupils dropped"),
        finding("pupils", "masked", melted.masked.sum(), "cells taken as 1 to 4"),
        *unknown,
        *combination_findings("pupils", melted[melted.leerjaar == THIRD_YEAR]),
        *_route_findings(melted),
        *accepted,
        *table.findings,
    )
    return Reading(pupils, happened(findings))


def _keys(table: TextTable, frame: pd.DataFrame) -> tuple[pd.DataFrame, list[Finding]]:
    brin6 = brin6_of(frame.get("brin"), frame.vestiging)
    faults = [*key_faults(brin6, table.row_word)]
    if "afdeling" not in frame and "opleiding" not in frame:
        faults.append("neither a column 'AFDELING' nor 'OPLEIDINGSNAAM' was found")
    if faults:
        raise TableError(str(table.path), faults)
    leerweg = _mapped(frame.soort, _leerweg_of_soort)
    programme = _programmes(frame)
    unknown = _other_findings(leerweg, programme, frame)
    keys = pd.DataFrame(
        {
            "brin6": brin6,
            "soort": frame.soort,
            "leerweg": leerweg,
            "profiel": programme,
            "naam": frame.get("naam", brin6),
            "plaats": frame.get("plaats", ""),
        },
        index=frame.index,
    )
    return keys, unknown


def _mapped(texts: pd.Series, function: Callable[[str], str]) -> pd.Series:
    """Apply a function once per distinct text."""
    table = {text: function(text) for text in texts.unique()}
    return texts.map(table).astype("str")


def _leerweg_of_soort(soort: str) -> str:
    return leerweg_of(soort) if re.match(r"\s*(VMBO|MAVO)", soort.upper()) else ""


def _programmes(frame: pd.DataFrame) -> pd.Series:
    """Take the profile from the department, else from the name of the programme."""
    found = pd.Series("", index=frame.index, dtype="str")
    for column in ("afdeling", "opleiding"):
        if column in frame:
            here = _mapped(frame[column], lambda text: programme_of(text) or "")
            found = found.where(found != "", here)
    return found


def _count_columns(table: TextTable) -> dict[str, dict[str, int | str]]:
    columns = year_columns(table)
    if any(column.sex for column in columns.values()):
        # Files with totals beside the sexes would count everybody twice.
        columns = {name: column for name, column in columns.items() if column.sex}
    missing = _missing_years(columns)
    if missing:
        found = ", ".join(map(str, table.frame.columns))
        faults = [f"column {name!r} is missing; found: {found}" for name in missing]
        raise TableError(str(table.path), faults)
    return {name: column._asdict() for name, column in columns.items()}


def _missing_years(columns: dict[str, YearColumn]) -> list[str]:
    """Name the count columns without which pupils would be lost unnoticed.

    Every leerjaar from the first to the last that is found, the third among them, must
    be there for each sex that the file tells apart.
    """
    found = set(columns.values())
    sexes = {"m": " - MAN", "v": " - VROUW"}
    if found and not any(sex for _, sex in found):
        sexes = {"": ""}
    years = {year for year, _ in found} | {THIRD_YEAR}
    return [
        f"LEER- OF VERBLIJFSJAAR {year}{words}"
        for year in range(min(years), max(years) + 1)
        for sex, words in sexes.items()
        if YearColumn(year, sex) not in found
    ]


def _without_profile(
    leerweg: pd.Series, programme: pd.Series, frame: pd.DataFrame
) -> tuple[pd.Series, pd.Series]:
    """Return names of bl, kl and gl without a profile: technical ones, and others."""
    without = leerweg.isin(_BEROEPSGERICHT) & (programme == "")
    names = _names(frame)[without]
    technical = names[names.map(looks_technical).astype(bool)]
    return technical, names.drop(technical.index)


def _other_findings(
    leerweg: pd.Series, programme: pd.Series, frame: pd.DataFrame
) -> list[Finding]:
    """List programmes of bl, kl and gl that have no profile, and vmbo of none."""
    _, other = _without_profile(leerweg, programme, frame)
    vmbo = frame.soort.str.upper().str.startswith("VMBO") & (leerweg == "")
    return [
        finding(
            "pupils",
            "programme outside the vmbo profiles",
            len(other),
            "kept with an empty profile, part of the denominator",
            sorted(other.unique()),
        ),
        finding(
            "pupils",
            "vmbo without leerweg",
            int(vmbo.sum()),
            "kept with an empty leerweg, no part of any denominator",
            sorted(frame.soort[vmbo].unique()),
        ),
    ]


def _names(frame: pd.DataFrame) -> pd.Series:
    afdeling = frame.get("afdeling", pd.Series("", index=frame.index, dtype="str"))
    if "opleiding" not in frame:
        return afdeling
    empty = afdeling.str.fullmatch(_NONE.pattern, case=False).astype(bool)
    return afdeling.where(~empty, frame.opleiding)


def _route_findings(melted: pd.DataFrame) -> Iterator[Finding]:
    third = melted[(melted.leerjaar == THIRD_YEAR) & (melted.profiel == ROUTE)]
    third = third[third.leerweg.isin(_BEROEPSGERICHT)]
    low, _, high = (int(third[column].sum()) for column in COUNT_COLUMNS)
    yield finding(
        "pupils",
        "vakmanschaps- and beroepsroute",
        high,
        f"third-years ({low} to {high}) outside the vmbo profiles, in the denominator",
    )
