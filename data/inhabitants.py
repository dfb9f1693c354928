"""Inhabitants per postcode and age group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from accessibility.errors import TableError
from accessibility.tables import check_table
from data.count_cells import numbers
from data.readings import Reading, finding, happened
from data.school_codes import pc4_of
from data.text_tables import (
    Wanted,
    find_columns,
    lines,
    read_text_table,
    rename_columns,
)

if TYPE_CHECKING:
    from data.sources import SourceFile

WANTED: Final = (
    Wanted("pc4", ("POSTCODE", "PC4", "POSTCODE4")),
    Wanted("age", ("LEEFTIJD", "LEEFTIJDSGROEP", "AGE")),
    Wanted("inhabitants", ("INWONERS", "AANTAL", "BEVOLKING", "AANTAL INWONERS")),
)
OLDEST: Final = 130
"""Upper bound of an open age group such as `95+`."""

_AGE: Final = (
    r"(?P<first>\d{1,3})(?:\s*(?:-|tot|to)\s*(?P<last>\d{1,3})|(?P<open>\s*\+))?"
)


def read_inhabitants(source: SourceFile) -> Reading:
    """Read inhabitants per postcode and age group to the table `inhabitants`.

    `10-14` becomes 10 to 14 inclusive, `12` one year, `95+` 95 to 130. Rows of two or
    three digits are left out.

    Raises
    ------
    TableError
        On an unknown header, ages or numbers that cannot be read, or a postcode and
        age that occur twice.
    """
    table = read_text_table(source.path)
    names = find_columns(table, WANTED, source.columns)
    frame = rename_columns(table, WANTED, source.columns)
    whole = frame.pc4.str.replace(r"\.0+$", "", regex=True)
    coarse = whole.str.len() < len("1234")
    kept = frame[~coarse]
    count = numbers(table, table.frame[names["inhabitants"]][~coarse])
    known = count >= 0
    ages = _ages(kept.age.unique())
    wrong = kept.age.map(ages["first"]).isna()
    if wrong.any():
        where = lines(kept.index[wrong], table.row_word)
        fault = f"column {names['age']!r}, {where}: expected an age as 10-14, 12 or 95+"
        raise TableError(str(source.path), [fault])
    rows = pd.DataFrame(
        {
            "pc4": pc4_of(kept.pc4),
            "age_from": kept.age.map(ages["first"]).astype("int64"),
            "age_to": kept.age.map(ages["last"]).astype("int64"),
            "inhabitants": count,
        }
    )[known]
    rows = rows.sort_values(["pc4", "age_from"], kind="stable").reset_index(drop=True)
    findings = (
        finding("inhabitants", "read", len(frame), f"lines of {source.path.name}"),
        finding(
            "inhabitants",
            "coarser area",
            int(coarse.sum()),
            "two or three digits, left out",
        ),
        finding(
            "inhabitants", "secret or missing", int((~known).sum()), "empty or negative"
        ),
    )
    return Reading(check_table("inhabitants", rows), happened(findings))


def _ages(texts: object) -> pd.DataFrame:
    """Return first and last age per text; missing where a text is no age."""
    text = pd.Series(texts, dtype="str")
    parts = text.str.fullmatch(_AGE).fillna(value=False).astype(bool)
    found = text.where(parts).str.extract(_AGE)
    first = pd.to_numeric(found["first"])
    last = pd.to_numeric(found["last"]).fillna(first)
    last = last.mask(found["open"].notna(), OLDEST)
    return pd.DataFrame({"first": first, "last": last}).set_index(pd.Index(text))
