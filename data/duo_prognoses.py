"""DUO's forecast of pupils per secondary school and year (prognosesvo)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from accessibility.errors import TableError
from accessibility.tables import check_table
from data.cell_numbers import people
from data.column_faults import column_faults
from data.readings import Reading, finding, happened
from data.text_tables import (
    Wanted,
    find_columns,
    read_text_table,
    rename_columns,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.sources import SourceFile

WANTED: Final = (
    Wanted("brin4", ("INSTELLINGSCODE", "BRIN NUMMER", "BRIN", "BRIN4")),
    Wanted("soort", ("ONDERWIJSNIVEAU", "NIVEAU", "ONDERWIJSTYPE")),
    Wanted("year", ("JAAR", "PROGNOSEJAAR")),
    Wanted("students", ("PROGNOSEAANTALLEN", "PROGNOSE", "AANTAL")),
)
_KEYS: Final = ["brin4", "soort", "year"]


def read_duo_prognoses(source: SourceFile) -> Reading:
    """Read forecasts to the table `school_forecasts`: pupils per school and year.

    Rows of one school, level and year add up. Only the ratio of two years of a school
    is used later on, so that it does not matter which pupils a level counts.

    Raises
    ------
    TableError
        On an unknown header, or cells that are no school, year or number.
    """
    table = read_text_table(source.path)
    names = find_columns(table, WANTED, source.columns)
    frame = rename_columns(table, WANTED, source.columns)
    rows = pd.DataFrame(
        {
            "brin4": frame.brin4.str.strip().str.upper(),
            "soort": frame.soort.str.strip(),
            "year": pd.to_numeric(frame.year.str[:4], errors="coerce"),
            "students": people(table, table.frame[names["students"]]),
        }
    )
    faults = [*_faults(rows, table.row_word)]
    if faults:
        raise TableError(str(source.path), faults)
    forecasts = rows.astype({"year": "int64"}).groupby(_KEYS, as_index=False).sum()
    findings = (
        finding("school_forecasts", "read", len(rows), f"lines of {source.path.name}"),
        *table.findings,
    )
    return Reading(check_table("school_forecasts", forecasts), happened(findings))


def _faults(rows: pd.DataFrame, word: str) -> Iterator[str]:
    school = rows.brin4.str.fullmatch(r"\d{2}[A-Z]{2}|[A-Z]\d{3}|[0-9A-Z]{4}")
    checks = (
        (~school.astype(bool), "brin4", "a school of four characters"),
        (rows.year.isna(), "year", "a year such as 2031"),
        (~(rows.students >= 0), "students", "a number of pupils"),
    )
    yield from column_faults(checks, word)
