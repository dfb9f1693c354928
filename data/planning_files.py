"""Files that planning reads besides a snapshot: visits, targets and days off."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import pandas as pd

from accessibility.errors import TableError
from accessibility.tours import FreePeriod
from data.cell_numbers import UNCLEAR, decimals, whole_numbers
from data.text_tables import Wanted, read_text_table, rename_columns

if TYPE_CHECKING:
    from pathlib import Path

_VISITS: Final = (
    Wanted("date", ("DATE", "DATUM")),
    Wanted("activity", ("ACTIVITY", "ACTIVITEIT")),
    Wanted("school", ("SCHOOL", "BRIN", "BRIN6", "VESTIGINGSCODE")),
    Wanted("pupils", ("PUPILS", "LEERLINGEN"), required=False),
    Wanted("groups", ("GROUPS", "GROEPEN"), required=False),
)
_TARGETS: Final = (
    Wanted("year", ("YEAR", "SCHOOLJAAR")),
    Wanted("indicator", ("INDICATOR",)),
    Wanted("target", ("TARGET", "DOEL")),
    Wanted("set_on", ("SET ON", "GESTELD OP")),
)
_FREE: Final = (
    Wanted("first", ("FIRST", "VAN", "EERSTE DAG")),
    Wanted("last", ("LAST", "TOT EN MET", "LAATSTE DAG")),
    Wanted("name", ("NAME", "NAAM", "VAKANTIE"), required=False),
)


def read_visits(path: Path) -> pd.DataFrame:
    """Read visits to `date`, `activity`, `school`, `pupils`, `groups`, all as text.

    Raises
    ------
    DataError
        If the file cannot be read or a column is missing.
    """
    frame = rename_columns(read_text_table(path), _VISITS)
    frame = frame.reindex(columns=[w.name for w in _VISITS], fill_value="")
    return frame.assign(**{n: _digits(frame[n]) for n in ("pupils", "groups")})


def read_targets(path: Path) -> pd.DataFrame:
    """Read targets to `year`, `indicator`, `target`, `set_on`, all as text.

    Raises
    ------
    DataError
        If the file cannot be read or a column is missing.
    """
    frame = rename_columns(read_text_table(path), _TARGETS).reset_index(drop=True)
    return frame.assign(target=_digits(frame.target))


def read_free_periods(path: Path) -> tuple[FreePeriod, ...]:
    """Read school holidays and days off: first and last day, and a name.

    Raises
    ------
    TableError
        If a date is no date such as 2026-02-21.
    """
    frame = rename_columns(read_text_table(path), _FREE)
    faults = [
        f"line {line}, column {column!r}: found {text!r}, expected 2026-02-21"
        for column in ("first", "last")
        for line, text in frame[column].items()
        if pd.isna(pd.to_datetime(text, errors="coerce", format="%Y-%m-%d"))
    ]
    if faults:
        raise TableError(str(path), faults)
    names = frame["name"] if "name" in frame else [""] * len(frame)
    return tuple(
        FreePeriod(date.fromisoformat(first), date.fromisoformat(last), str(name))
        for first, last, name in zip(frame["first"], frame["last"], names, strict=True)
    )


def _digits(cells: pd.Series) -> pd.Series:
    """Return numbers as digits with a point; a cell that is none, or two, as it is."""
    whole = whole_numbers(cells)
    unclear = whole.str.fullmatch(UNCLEAR).astype(bool)
    number = decimals(whole).mask(unclear)
    plain = whole.str.replace(",", ".", regex=False)
    return cells.mask(number.notna(), plain)
