"""Counts as published, in one column or one per leerjaar and sex, to intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from accessibility.counting import COUNT_COLUMNS, parse_counts
from accessibility.errors import TableError
from data.cell_numbers import whole_numbers
from data.text_tables import lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from data.sources import SourceFile
    from data.text_tables import TextTable

MASK_OPTION: Final = "mask"


def four_is_mask(source: SourceFile) -> bool:
    """Tell whether the file writes 4 for anything from 1 to 4.

    Raises
    ------
    TableError
        If `options.mask` is something else than `"four"` or `"five"`.
    """
    mask = source.options.get(MASK_OPTION, "five")
    if mask not in {"four", "five"}:
        fault = (
            f'options.mask is {mask!r}; expected "four" (4 means 1-4) or "five" (<5)'
        )
        raise TableError(str(source.path), [fault])
    return bool(mask == "four")


def melt_counts(
    table: TextTable,
    frame: pd.DataFrame,
    columns: Mapping[str, Mapping[str, int | str]],
    *,
    four_masks: bool = False,
) -> pd.DataFrame:
    """Return one row per filled count cell: the line's keys, the column's, the count.

    Parameters
    ----------
    table
        The file, for the words of an error.
    frame
        Key columns, indexed by line.
    columns
        Name of each count column in the file, to the values it stands for, such as
        `{"leerjaar": 3, "sex": "m"}`.
    four_masks
        The file writes 4 for anything from 1 to 4.

    Returns
    -------
    pandas.DataFrame
        Columns of `frame`, those of the mapping, the three counts and `masked`.
        Cells that hold zero are left out.

    Raises
    ------
    TableError
        With line and column of every cell that is neither a whole number nor a mask.
    """
    parts, faults = [], []
    for name, stands_for in columns.items():
        cells = table.frame[name]
        filled = cells[cells != "0"]
        counts, wrong = parse_counts(whole_numbers(filled), four_is_mask=four_masks)
        if wrong.any():
            faults.append(_fault(filled, wrong, name, table.row_word))
        part = frame.loc[filled.index].assign(**stands_for)
        parts.append(pd.concat([part, counts], axis=1))
    if faults:
        raise TableError(str(table.path), faults)
    melted = pd.concat(parts, ignore_index=True)
    return melted[melted.students_high > 0].reset_index(drop=True)


def count_column(
    table: TextTable,
    cells: pd.Series,
    *,
    four_masks: bool = False,
    empty_is: str = "masked",
) -> pd.DataFrame:
    """Return one column of counts as intervals, indexed by line, zeros included.

    `four_masks` and `empty_is` are those of `accessibility.counting.parse_counts`.

    Raises
    ------
    TableError
        With the lines of cells that are neither a whole number nor a mask.
    """
    counts, wrong = parse_counts(
        whole_numbers(cells), four_is_mask=four_masks, empty_is=empty_is
    )
    if wrong.any():
        name = str(cells.name)
        raise TableError(str(table.path), [_fault(cells, wrong, name, table.row_word)])
    return counts


def add_counts(counts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Add interval counts of the same rows."""
    total = counts[0][list(COUNT_COLUMNS)].copy()
    for more in counts[1:]:
        total += more[list(COUNT_COLUMNS)]
    return total.assign(
        masked=pd.concat([c.masked for c in counts], axis=1).any(axis=1)
    )


def _fault(cells: pd.Series, wrong: pd.Series, name: str, word: str) -> str:
    where = lines(cells.index[wrong.to_numpy()], word)
    # A sign alone tells of nobody; anything else may, and is not quoted.
    signs = sorted(set(cells[wrong.to_numpy()][lambda one: one.str.match(r"\W+$")]))
    found = f"found {signs[0]!r}, " if signs else ""
    return (
        f"column {name!r}, {where}: {found}expected a whole number, <5, x or empty; "
        "write <5 where 1 to 4 are meant"
    )
