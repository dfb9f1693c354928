"""Audit of what is published: how tightly it can be undone.

An attacker adds up nothing by hand: everything published is a system of linear
inequalities in the counts that were to be protected, and a solver (HiGHS) finds the
smallest and largest value each of them can have.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linprog

from accessibility.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray


@dataclass(frozen=True)
class Statements:
    """What is known: low <= coefficients @ counts <= high, counts at least 0.

    Parameters
    ----------
    coefficients
        Shape `(n_statements, n_counts)`.
    low, high
        Shape `(n_statements,)`.
    """

    coefficients: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]

    def distinct(self) -> Statements:
        """Merge statements about the same sum: the tightest ends remain."""
        rows, group = np.unique(self.coefficients, axis=0, return_inverse=True)
        low, high = np.full(len(rows), -np.inf), np.full(len(rows), np.inf)
        np.maximum.at(low, group, self.low)
        np.minimum.at(high, group, self.high)
        return Statements(rows, low, high)


def undone(known: Statements, counts: Iterable[int]) -> NDArray[np.float64]:
    """Return the smallest and largest value that each count can have.

    Parameters
    ----------
    known
        Everything published and known from elsewhere.
    counts
        Columns of the counts asked about.

    Returns
    -------
    numpy.ndarray
        Low and high, shape `(2, n_asked)`; high is infinite where nothing bounds it.

    Raises
    ------
    DataError
        If the statements contradict each other.
    """
    known = known.distinct()
    sides = np.vstack([known.coefficients, -known.coefficients])
    ends = np.concatenate([known.high, -known.low])
    finite = np.isfinite(ends)
    found = [
        [_best(sides[finite], ends[finite], k, sign) for k in counts]
        for sign in (1.0, -1.0)
    ]
    return np.array(found)


def is_exposed(ends: NDArray[np.float64], *, threshold: int) -> NDArray[np.bool_]:
    """Tell for which counts it is certain that they are small, or nearly which.

    Parameters
    ----------
    ends
        Low and high, as `undone` gives them.
    threshold
        Counts from 1 to `threshold` - 1 are to be protected.

    Returns
    -------
    numpy.ndarray
        True where the count is surely between 1 and `threshold` - 1, or known more
        closely than `threshold` - 1 apart.
    """
    slack = 1e-6
    low, high = ends
    surely_small = (low > slack) & (high < threshold - slack)
    too_close = high - low < threshold - 1 - slack
    exposed: NDArray[np.bool_] = surely_small | too_close
    return exposed


def _best(
    sides: NDArray[np.float64], ends: NDArray[np.float64], k: int, sign: float
) -> float:
    cost = np.zeros(sides.shape[1])
    cost[k] = sign
    result = linprog(cost, A_ub=sides, b_ub=ends, method="highs")
    if result.status == 3:
        return np.inf
    if not result.success:
        message = f"what is published contradicts itself: {result.message}"
        raise DataError(message)
    return float(result.x[k])
