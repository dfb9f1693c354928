"""Counts of students as intervals: low, estimate and high, from reader to last table.

Small counts are published masked: `<5`, `x`, or 4 for anything from 1 to 4. A masked
count is the interval [1, 4], never 0, 2, 4 or missing. Sums of intervals are
intervals.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

COUNT_COLUMNS: Final = ("students_low", "students", "students_high")
"""The three columns that together hold one count."""

NO_PC4: Final = "0000"
"""Stands for students whose postcode is not known: counted, never placed."""

MASK_LOW: Final = 1
MASK_HIGH: Final = 4
MASK_ESTIMATE: Final = (MASK_LOW + MASK_HIGH) / 2
"""Middle of [1, 4]: what a masked count is taken for where one number is needed."""

_MASKS: Final = ("<5", "< 5", "x", "X")
_NUMBER: Final = re.compile(r"\d+")


def parse_counts(
    cells: pd.Series, *, four_is_mask: bool = False, empty_is: str = "masked"
) -> tuple[pd.DataFrame, pd.Series]:
    """Turn the text cells of a count column into intervals.

    Parameters
    ----------
    cells
        Text as published, shape `(n,)`.
    four_is_mask
        The file writes 4 for anything from 1 to 4 (DUO's own API).
    empty_is
        What an empty cell means: `"masked"` (1 to 4) or `"zero"`.

    Returns
    -------
    tuple
        A frame with `students_low`, `students`, `students_high` and `masked`, with
        the index of `cells`; and a boolean series that is true where a cell is
        neither a whole number nor a known mask.
    """
    text = cells.astype("str").str.strip()
    empty = (text == "") | cells.isna()
    whole = text.str.fullmatch(_NUMBER.pattern).fillna(value=False).astype(bool)
    masked = text.isin(_MASKS)
    if empty_is == "masked":
        masked |= empty
    if four_is_mask:
        masked |= text == str(MASK_HIGH)
    number = pd.to_numeric(text.where(whole & ~masked), errors="coerce").fillna(0.0)
    frame = pd.DataFrame(
        {
            "students_low": np.where(masked, MASK_LOW, number),
            "students": np.where(masked, MASK_ESTIMATE, number),
            "students_high": np.where(masked, MASK_HIGH, number),
            "masked": masked.to_numpy(),
        },
        index=cells.index,
    )
    return frame, ~(whole | masked | empty)


def sum_counts(frame: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Sum interval counts per group: low, estimate and high each on their own.

    Parameters
    ----------
    frame
        A table with the columns of `COUNT_COLUMNS`.
    by
        Grouping columns.

    Returns
    -------
    pandas.DataFrame
        One row per group, sorted by `by`, with `by` and the three count columns.
    """
    grouped = frame.groupby(list(by), observed=True, sort=True, dropna=False)
    return grouped[list(COUNT_COLUMNS)].sum().reset_index()


def share_bounds(
    reached: NDArray[np.float64], other: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return the tight bounds of reached / (reached + other) for independent counts.

    The smallest share takes the fewest reached together with the most others, the
    largest the reverse: each is attained by one admissible filling of the masks.

    Parameters
    ----------
    reached, other
        Interval counts of disjoint groups, shape `(3, n)`: low, estimate, high.

    Returns
    -------
    tuple
        Low, estimate and high share, each of shape `(n,)`; NaN where nobody lives.
    """
    return (
        _share(reached[0], other[2]),
        _share(reached[1], other[1]),
        _share(reached[2], other[0]),
    )


def _share(part: NDArray[np.float64], rest: NDArray[np.float64]) -> NDArray[np.float64]:
    whole = part + rest
    return np.divide(part, whole, out=np.full_like(whole, np.nan), where=whole > 0)
