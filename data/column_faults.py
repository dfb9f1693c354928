"""Cells that a column may not hold, told by column and line, alike by every reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.text_tables import lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd


def column_faults(
    checks: Iterable[tuple[pd.Series, str, str]], word: str = "line"
) -> Iterator[str]:
    """Tell of each check that fails in which column and lines, and what is expected.

    Parameters
    ----------
    checks
        Where a cell is wrong, indexed by line; the column; what it should hold.
    word
        What a row is called: `line` or `row`.

    Examples
    --------
    >>> import pandas as pd
    >>> wrong = pd.Series([False, True], index=[2, 3])
    >>> list(column_faults([(wrong, "sex", "m or v")]))
    ["column 'sex', line 3: expected m or v"]
    """
    for wrong, column, expected in checks:
        if wrong.any():
            where = lines(wrong.index[wrong], word)
            yield f"column {column!r}, {where}: expected {expected}"
