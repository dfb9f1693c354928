"""Iterative proportional fitting of postcode x leerweg, for all vestigingen at once.

The libraries for this (ipfn, humanleague) take one dense array with exact margins.
Here are some 600 small tables with margins that are intervals and, if wanted, a third
margin across them, so the fit is written on one long table with sums per group.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MOST_ROUNDS: Final = 500
_CLOSE_ENOUGH: Final = 1e-9


@dataclass(frozen=True)
class RegionMargin:
    """Totals per region and column that the fit must also meet.

    Parameters
    ----------
    region
        Region of each row, -1 for none, shape `(n_rows,)`.
    totals
        Students per region and column, shape `(n_regions, n_columns)`; NaN where
        not known.
    """

    region: NDArray[np.int64]
    totals: NDArray[np.float64]


def fit(
    rows: NDArray[np.float64],
    block: NDArray[np.int64],
    columns: NDArray[np.float64],
    *,
    regions: RegionMargin | None = None,
) -> NDArray[np.float64]:
    """Fit a table per block to its row and column totals, starting from all ones.

    Without regions the answer is row total x column total / block total: the leerweg
    is independent of the home within a vestiging.

    Parameters
    ----------
    rows
        Total of each row, shape `(n_rows,)`.
    block
        Block of each row, shape `(n_rows,)`.
    columns
        Total of each column per block, shape `(n_blocks, n_columns)`; the columns of
        a block add up to its rows.
    regions
        Further totals across blocks; met as far as the others allow, as the rows and
        columns of the blocks have the last word.

    Returns
    -------
    numpy.ndarray
        Shape `(n_rows, n_columns)`.
    """
    table = np.ones((len(rows), columns.shape[1]))
    for _ in range(_MOST_ROUNDS):
        before = table
        if regions is not None:
            table = _to_regions(table, regions)
        table = table * _factor(rows, table.sum(axis=1))[:, None]
        table = table * _factor(columns, _sums(table, block, len(columns)))[block]
        if np.abs(table - before).max(initial=0.0) < _CLOSE_ENOUGH:
            break
    return table


def reconcile(
    low: NDArray[np.float64],
    estimate: NDArray[np.float64],
    high: NDArray[np.float64],
    group: NDArray[np.int64],
    total: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Move estimates within their intervals so that each group meets its total.

    Parameters
    ----------
    low, estimate, high
        Interval counts, shape `(n,)`.
    group
        Group of each, shape `(n,)`.
    total
        What each group must add up to, shape `(n_groups,)`; a total outside the
        interval of the sum is met by scaling.

    Examples
    --------
    >>> import numpy as np
    >>> masked = np.ones(2), np.full(2, 2.5), np.full(2, 4.0)
    >>> reconcile(*masked, np.zeros(2, int), np.array([3.0])).tolist()
    [1.5, 1.5]
    """
    n_groups = len(total)

    def summed(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.bincount(group, values, minlength=n_groups).astype(np.float64)

    gap = total - summed(estimate)
    room = np.where(gap > 0, summed(high - estimate), summed(estimate - low))
    step = np.divide(gap, room, out=np.zeros(n_groups), where=room > 0)
    step = np.clip(step, -1.0, 1.0)[group]
    moved = estimate + np.where(
        step > 0, step * (high - estimate), step * (estimate - low)
    )
    return moved * _factor(total, summed(moved))[group]


def _to_regions(
    table: NDArray[np.float64], regions: RegionMargin
) -> NDArray[np.float64]:
    known = regions.region >= 0
    now = _sums(table[known], regions.region[known], len(regions.totals))
    factor = _factor(regions.totals, now)
    factor = np.where(np.isnan(factor), 1.0, factor)
    scaled = table.copy()
    scaled[known] *= factor[regions.region[known]]
    return scaled


def _sums(
    table: NDArray[np.float64], group: NDArray[np.int64], n_groups: int
) -> NDArray[np.float64]:
    columns = [np.bincount(group, column, minlength=n_groups) for column in table.T]
    return np.stack(columns, axis=1).astype(np.float64)


def _factor(
    wanted: NDArray[np.float64], now: NDArray[np.float64]
) -> NDArray[np.float64]:
    return np.divide(wanted, now, out=np.zeros_like(now), where=now > 0)
