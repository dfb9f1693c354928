"""How likely a group is to be smaller than a norm, with what words may say so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.stats import nbinom, poisson

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

NORMS: Final = (6, 11)
"""Fewer third-years than these are told: the norms that are spoken of."""

LIKELY: Final = 0.9
UNLIKELY: Final = 0.1
_POISSON_BELOW: Final = 1.0 + 1e-9


def chance_below(
    norm: int, mean: ArrayLike, spread: float = 2.8
) -> NDArray[np.float64]:
    """Return the chance of fewer pupils than a norm.

    Parameters
    ----------
    norm
        A number of pupils.
    mean
        Expected pupils.
    spread
        Variance over mean of a negative binomial; 1 is Poisson.

    Examples
    --------
    >>> chance_below(6, [3, 6, 12, 20]).round(3).tolist()
    [0.835, 0.526, 0.113, 0.007]
    """
    means = np.maximum(np.asarray(mean, np.float64), 1e-12)
    if spread <= _POISSON_BELOW:
        return np.asarray(poisson.cdf(norm - 1, means))
    return np.asarray(nbinom.cdf(norm - 1, means / (spread - 1), 1 / spread))


def size_range(
    mean: NDArray[np.float64], spread: float = 2.8
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return between what eight of ten groups of an expected size lie."""
    means = np.maximum(mean, 1e-12)
    ends = (UNLIKELY, LIKELY)
    low, high = (nbinom.ppf(end, means / (spread - 1), 1 / spread) for end in ends)
    return np.asarray(low), np.asarray(high)


def words_for(chance: float) -> str:
    """Return how a chance may be put into words: a future is never sure.

    Examples
    --------
    >>> words_for(0.95), words_for(0.5)
    ('waarschijnlijk', 'kan beide kanten op')
    """
    if chance >= LIKELY:
        return "waarschijnlijk"
    return "waarschijnlijk niet" if chance <= UNLIKELY else "kan beide kanten op"
