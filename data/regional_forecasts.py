"""A regional forecast of inhabitants: gemeente, year and age."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from accessibility.errors import TableError
from accessibility.tables import check_table
from data.cell_numbers import ages_of, people
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
    Wanted("gemeente", ("GEMEENTECODE", "GEMEENTE", "REGIOCODE", "REGIO")),
    Wanted("year", ("JAAR", "PROGNOSEJAAR", "PERIODE")),
    Wanted("age", ("LEEFTIJD", "AGE")),
    Wanted("persons", ("AANTAL", "INWONERS", "BEVOLKING", "PERSONEN")),
)
_KEYS: Final = ["gemeente", "year", "age"]
_CODE: Final = r"(?:GM)?(\d{1,4})"


def read_regional_forecasts(source: SourceFile) -> Reading:
    """Read a forecast to the table `area_forecasts`: persons by gemeente, year, age.

    A gemeente is a code of CBS, with or without GM. Rows of one gemeente, year and age
    add up, so that a file by sex does too. Only the ratio of two years is used.

    Raises
    ------
    TableError
        On an unknown header, or cells that are no gemeente, year, age or number.
    """
    table = read_text_table(source.path)
    names = find_columns(table, WANTED, source.columns)
    frame = rename_columns(table, WANTED, source.columns)
    digits = frame.gemeente.str.strip().str.upper().str.extract(f"^{_CODE}$")[0]
    ages = ages_of(frame.age)
    rows = pd.DataFrame(
        {
            "gemeente": "GM" + digits.str.zfill(4),
            "year": pd.to_numeric(frame.year.str[:4], errors="coerce"),
            "age": ages["first"].where(ages["first"] == ages["last"]).to_numpy(),
            "persons": people(table, table.frame[names["persons"]]),
        }
    )
    faults = [*_faults(rows, table.row_word)]
    if faults:
        raise TableError(str(source.path), faults)
    whole = rows.astype({"year": "int64", "age": "int64"})
    forecasts = whole.groupby(_KEYS, as_index=False).sum()
    several = forecasts.gemeente.nunique()
    findings = (
        finding("area_forecasts", "read", len(rows), f"lines of {source.path.name}"),
        finding("area_forecasts", "gemeenten", several, "with a forecast"),
        *table.findings,
    )
    return Reading(check_table("area_forecasts", forecasts), happened(findings))


def _faults(rows: pd.DataFrame, word: str) -> Iterator[str]:
    checks = (
        (rows.gemeente.isna(), "gemeente", "a code such as GM0114"),
        (rows.year.isna(), "year", "a year such as 2031"),
        (rows.age.isna(), "age", "one year of age, such as 14, and no group"),
        (~(rows.persons >= 0), "persons", "a number of people"),
    )
    yield from column_faults(checks, word)
