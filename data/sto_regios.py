"""STO-regio's: versioned sets of vestigingen, not polygons."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import pandas as pd

from accessibility.errors import DataError, TableError
from accessibility.tables import check_table
from data.readings import Reading, finding, happened
from data.school_codes import BRIN, VESTIGING, brin6_of, key_faults
from data.sources import first_day, last_day
from data.text_tables import TextTable, Wanted, lines, read_text_table, rename_columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from accessibility.snapshot import Finding
    from data.sources import SourceFile

WANTED: Final = (
    BRIN,
    VESTIGING,
    Wanted(
        "regio_code",
        ("REGIO CODE", "REGIOCODE", "STO REGIO CODE", "REGIONUMMER", "REGIO NUMMER"),
        required=False,
    ),
    Wanted(
        "regio_name",
        ("REGIO NAAM", "REGIONAAM", "STO REGIO NAAM", "STO REGIO", "REGIO", "NAAM"),
        required=False,
    ),
    Wanted(
        "valid_from",
        ("GELDIG VAN", "VAN", "VALID FROM", "INGANGSDATUM"),
        required=False,
    ),
    Wanted(
        "valid_until", ("GELDIG TOT", "TOT", "VALID UNTIL", "EINDDATUM"), required=False
    ),
)


def read_sto_regios(source: SourceFile) -> Reading:
    """Read a table of vestiging x region to the table `sto_regios`.

    `valid_from` and `valid_until` are dates, years or school years, both inclusive;
    empty means: without bound.

    Raises
    ------
    TableError
        On an unknown header, keys that are no BRIN6, no region, or unreadable dates.
    """
    table = read_text_table(source.path)
    frame = rename_columns(table, WANTED, source.columns)
    frame["brin6"] = brin6_of(frame.get("brin"), frame.vestiging)
    code = frame.get("regio_code", frame.get("regio_name"))
    faults = [*key_faults(frame.brin6, table.row_word), *_faults(table, frame, code)]
    if faults or code is None:
        raise TableError(str(source.path), faults)
    frame["regio_code"] = code
    frame["regio_name"] = frame.get("regio_name", code)
    columns = ["brin6", "regio_code", "regio_name", "valid_from", "valid_until"]
    rows = frame.reindex(columns=columns, fill_value="")
    rows = rows.mask(rows == "").drop_duplicates(["brin6", "valid_from"])
    found = (
        finding("sto_regios", "read", len(frame), f"lines of {source.path.name}"),
        finding(
            "sto_regios",
            "duplicate",
            len(frame) - len(rows),
            "a vestiging twice from the same date: the first line counts",
            frame.brin6[~frame.index.isin(rows.index)],
        ),
        *table.findings,
    )
    checked = check_table("sto_regios", rows.reset_index(drop=True))
    return Reading(checked, happened(found))


def valid_on(regions: pd.DataFrame, day: dt.date) -> tuple[pd.DataFrame, list[Finding]]:
    """Return the rows that hold on a day, one per vestiging.

    Parameters
    ----------
    regions
        The table `sto_regios`.
    day
        The day asked for.
    """
    first = regions.valid_from.map(first_day, na_action="ignore")
    last = regions.valid_until.map(last_day, na_action="ignore")
    begun = first.fillna(dt.date.min) <= day
    rows = regions[begun & (last.fillna(dt.date.max) >= day)]
    # The latest to begin counts where two overlap; a row without begin comes last.
    newest = rows.sort_values("valid_from", ascending=False, kind="stable")
    single = newest.drop_duplicates("brin6").sort_values("brin6")
    n_regions = single.regio_code.nunique()
    what, why = "valid", f"vestigingen in {n_regions} regions on {day.isoformat()}"
    not_valid = len(regions) - len(single)
    return single, [
        finding("sto_regios", what, len(single), why),
        finding("sto_regios", "not valid", not_valid, f"rows not of {day.isoformat()}"),
    ]


def _faults(
    table: TextTable, frame: pd.DataFrame, code: pd.Series | None
) -> Iterator[str]:
    if code is None:
        found = ", ".join(map(str, table.frame.columns))
        yield f"no column 'REGIO CODE' or 'REGIO NAAM'; found: {found}"
    elif (code == "").any():
        where = lines(code.index[code == ""], table.row_word)
        yield f"{where}: no region; delete the line if the vestiging is in none"
    for column in ("valid_from", "valid_until"):
        dates = frame.get(column, pd.Series(dtype="str"))
        wrong = ~dates.map(_is_date).astype(bool)
        if wrong.any():
            where = lines(dates.index[wrong], table.row_word)
            yield f"column {column!r}, {where}: expected a date, year or school year"


def _is_date(text: str) -> bool:
    try:
        first_day(text)
    except (DataError, ValueError):
        return text == ""
    return True
