"""Masked counts: what to expect of each cell, given the trips of a model.

A cell is a number of pupils around the trips that a model expects there, of which it is
known between what it lies. Numbers lie wider around a model than chance alone has it
(negative binomial): a school near by of which few come is one that people avoid.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import gammaln

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_SHAPE: Final = 0.5
"""How alike the taste of homes is (gamma); large is chance alone. Between 0.3 and 1 it
matters little, on the example country, where the truth is known."""

_FEWEST: Final = 1e-6
_HALVINGS: Final = 48
_LARGEST_LOG: Final = 20.0


def likely_counts(
    low: Floats, high: Floats, trips: Floats, group: NDArray[np.int64], total: Floats
) -> Floats:
    """Return the number to expect in each cell, between its ends.

    Parameters
    ----------
    low, high
        Ends of the whole number in each cell, shape `(n,)`.
    trips
        Trips of a model; NaN or zero where it knows none, which is then taken as the
        mean of the group.
    group
        Group of each cell, shape `(n,)`.
    total
        What the cells of each group are to add up to, shape `(n_groups,)`; met as far
        as their ends allow.

    Examples
    --------
    >>> import numpy as np
    >>> low, high = np.array([1.0, 1.0, 9.0]), np.array([4.0, 4.0, 9.0])
    >>> trips = np.array([0.5, 3.0, 9.0])
    >>> counts = likely_counts(low, high, trips, np.zeros(3, int), np.array([14.0]))
    >>> counts.round(1).tolist()
    [2.2, 2.8, 9.0]
    """
    rate = _log_rate(trips, group, len(total))
    cells = _Cells(low, high)
    low_log = np.full(len(total), -_LARGEST_LOG)
    high_log = np.full(len(total), _LARGEST_LOG)
    for _ in range(_HALVINGS):
        middle = (low_log + high_log) / 2
        counts = cells.expected(rate + middle[group])
        is_few = np.bincount(group, counts, minlength=len(total)) < total
        low_log = np.where(is_few, middle, low_log)
        high_log = np.where(is_few, high_log, middle)
    return cells.expected(rate + high_log[group])


def _log_rate(trips: Floats, group: NDArray[np.int64], n_groups: int) -> Floats:
    """Return the logarithm by which one pupil more is likelier or less so."""
    known = np.isfinite(trips) & (trips > 0)
    number = np.bincount(group, known, minlength=n_groups)
    sums = np.bincount(group, np.where(known, trips, 0.0), minlength=n_groups)
    mean = np.divide(sums, number, out=np.ones(n_groups), where=number > 0)[group]
    whole = np.maximum(np.where(known, trips, mean), _FEWEST)
    return np.asarray(np.log(whole / (_SHAPE + whole)))


class _Cells:
    """Whole numbers of which it is known between what they lie, and how often."""

    def __init__(self, low: Floats, high: Floats) -> None:
        self._low = low
        self._open = np.flatnonzero(high > low)
        more = np.arange(int((high - low).max(initial=0.0)) + 1)
        number = low[self._open, None] + more
        weight = gammaln(number + _SHAPE) - gammaln(number + 1)
        weight[number > high[self._open, None]] = -np.inf
        self._number, self._log_weight = number, weight

    def expected(self, log_rate: Floats) -> Floats:
        """Return the mean of each, if one more is likelier by a rate."""
        counts = self._low.copy()
        weight = self._log_weight + self._number * log_rate[self._open, None]
        weight -= weight.max(axis=1, initial=-np.inf, keepdims=True)
        np.exp(weight, out=weight)
        counts[self._open] = (weight * self._number).sum(axis=1) / weight.sum(axis=1)
        return counts
