"""DUO licences: which profile and leerweg a vestiging may offer, until when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from accessibility.codes import Leerweg, Profiel
from accessibility.errors import TableError
from accessibility.tables import check_table
from data.cell_numbers import decimal_numbers, whole_numbers
from data.readings import Reading, finding, happened
from data.school_codes import (
    BRIN,
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
from data.year_columns import year_columns

if TYPE_CHECKING:
    from data.sources import SourceFile

WANTED: Final = (
    BRIN,
    VESTIGING,
    Wanted(
        "opleiding",
        ("OPLEIDINGSNAAM", "ELEMENTNAAM", "NAAM OPLEIDING", "OPLEIDING", "PROFIEL"),
    ),
    Wanted(
        "leerweg",
        ("LEERWEG VMBO", "LEERWEG", "ONDERWIJSTYPE VO", "ONDERWIJSTYPE"),
        required=False,
    ),
    Wanted(
        "code",
        ("ELEMENTCODE", "ERKENDE OPLEIDINGSCODE", "OPLEIDINGSCODE", "ILT CODE"),
        required=False,
    ),
    Wanted(
        "leerjaar",
        ("LEERJAAR", "LEER- OF VERBLIJFSJAAR", "VERBLIJFSJAAR"),
        required=False,
    ),
    Wanted(
        "valid_until",
        ("EINDDATUM", "DATUM EINDE", "GELDIG TOT", "EINDDATUM LICENTIE", "TOT"),
        required=False,
    ),
)
_YES: Final = ("J", "JA", "1", "X", "TRUE", "WAAR")


def read_duo_licenties(source: SourceFile) -> Reading:
    """Read licences to the table `licences`: one row per permission and leerjaar.

    The leerweg is taken from its own column, else from the name of the programme
    (`VMBO KB ...`). Rows of other school types are left out; names of bl, kl and gl
    that are none of the vmbo profiles are listed.

    Raises
    ------
    TableError
        On an unknown header, keys that are no BRIN6, or a leerjaar that is no number.
    """
    table = read_text_table(source.path)
    frame = rename_columns(table, WANTED, source.columns)
    frame["brin6"] = brin6_of(frame.get("brin"), frame.vestiging)
    faults = [*key_faults(frame.brin6, table.row_word)]
    if faults:
        raise TableError(str(source.path), faults)
    by_name = frame.opleiding.map(leerweg_of)
    by_column = frame.get("leerweg", frame.opleiding).map(leerweg_of)
    frame["leerweg"] = by_column.where(by_column != "", by_name)
    frame["profiel"] = frame.opleiding.map(lambda name: programme_of(name) or "")
    beroepsgericht = frame.leerweg.isin([w.value for w in Leerweg])
    known = beroepsgericht & frame.profiel.isin([p.value for p in Profiel])
    unknown = frame.opleiding[beroepsgericht & ~known]
    years = _with_leerjaar(table, frame[known])
    columns = ["brin6", "profiel", "leerweg", "leerjaar", "code", "valid_until"]
    rows = years.reindex(columns=columns, fill_value="").drop_duplicates()
    text = rows[["code", "valid_until"]]
    rows = rows.assign(**text.mask(text == ""))
    found = (
        finding("licences", "read", len(frame), f"lines of {source.path.name}"),
        finding(
            "licences",
            "no beroepsgerichte leerweg",
            int((~beroepsgericht).sum()),
            "licences of other school types, left out",
        ),
        finding(
            "licences",
            "programme outside the vmbo profiles",
            len(unknown),
            "left out; look at technical-looking names",
            _technical_first(unknown),
        ),
        *table.findings,
    )
    checked = check_table("licences", rows.reset_index(drop=True))
    return Reading(checked, happened(found))


def _technical_first(names: pd.Series) -> list[str]:
    """Return the distinct names, those that look technical in front."""
    distinct = sorted(map(str, names.unique()))
    return sorted(distinct, key=lambda name: not looks_technical(name))


def _with_leerjaar(table: TextTable, frame: pd.DataFrame) -> pd.DataFrame:
    """Take leerjaar from its column, or from one yes-or-no column per leerjaar."""
    columns = year_columns(table)
    if not columns:
        given = frame.get("leerjaar", pd.Series("", index=frame.index, dtype="str"))
        return frame.assign(leerjaar=decimal_numbers(table, whole_numbers(given)))
    parts = []
    for name, column in columns.items():
        allowed = table.frame.loc[frame.index, name].str.upper().isin(_YES)
        parts.append(frame[allowed].assign(leerjaar=float(column.leerjaar)))
    below: pd.DataFrame = pd.concat(parts)
    return below.sort_index(kind="stable")
