"""Counts with masks, and the worlds that what is published cannot tell from theirs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from tests.disclosure_audit import Statements

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from accessibility.counting.students import Students

SHARES: Final = (0.0, 0.01, 0.1, 0.5, 1.0)
"""Shares of the counts of 1 to 4 that are masked."""

ENDS: Final = ["students_low", "students", "students_high"]
_MASK: Final = (1.0, 2.5, 4.0)


def with_masks(counts: pd.DataFrame, share: float, seed: int = 1) -> pd.DataFrame:
    """Mask a share of the counts of 1 to 4, at least one if the share is not 0."""
    masked = counts.copy()
    few = np.flatnonzero(counts.students.between(1, 4))
    chosen = np.random.default_rng(seed).permutation(few)
    chosen = chosen[: int(np.ceil(share * len(few)))]
    masked.loc[masked.index[chosen], ENDS] = _MASK
    return masked


def without_small(protected: Students, *, is_masked: bool, spare: int = 0) -> Students:
    """Return counts of which none is small and that look the same once rounded.

    The rounded counts are themselves such a country. If it must have a mask as well,
    one of the counts rounded to nothing takes it: any of them can.

    Parameters
    ----------
    protected
        Students as published.
    is_masked
        The published counts tell that there are masks.
    spare
        Which of the counts rounded to nothing is masked.
    """
    counts = protected.counts.copy()
    for name in ENDS:
        counts[name] = protected.counts.students
    if is_masked:
        nothing = counts.index[counts.students == 0]
        counts.loc[nothing[spare % len(nothing)], ENDS] = _MASK
    return replace(protected, counts=counts, bounds=None, rounded_to=0)


def proven(table: pd.DataFrame, *, threshold: int, name: str = "students") -> pd.Series:
    """Tell which rows prove, to a reader of one row, a group of 1 to `threshold` - 1.

    Either the interval says so, or the ends do not belong to the number: rounding
    leaves room of `threshold` - 1 above it, so that a smaller room gives away that the
    high count was rounded to less than the number itself.
    """
    low, high = table[f"{name}_low"], table[f"{name}_high"]
    surely = (low > 0) & (high < threshold)
    apart = (table[name] >= threshold) & (high < table[name] + threshold - 1)
    return (surely | apart) & ~table.suppressed.astype(bool)


def told_by_rounding(
    rounded: NDArray[np.float64], total: float, *, threshold: int, is_masked: bool
) -> Statements:
    """Write down all that one leerweg's rounded counts, and the method, tell.

    Unknown are the true counts, the estimates and the shift; the attacker knows the
    exact total, and that a masked count lies within 0.4 and 1.6 of its estimate.
    """
    n = len(rounded)
    one, none, column = np.eye(n), np.zeros((n, n)), np.zeros((n, 1))
    running, shift = np.tril(np.ones((n, n))), np.ones((n, 1))
    sums = np.cumsum(rounded)
    infinite = np.full(n, np.inf)
    if is_masked:
        hidden = [
            (np.hstack([one, -one, column]), np.full(n, -1.5), np.full(n, 1.5)),
            (np.hstack([one, -0.4 * one, column]), np.zeros(n), infinite),
            (np.hstack([-one, 1.6 * one, column]), np.zeros(n), infinite),
        ]
    else:
        hidden = [(np.hstack([one, -one, column]), np.zeros(n), np.zeros(n))]
    room = threshold - (0.5 if is_masked else 1)
    rows = [
        *hidden,
        (np.hstack([none, running, shift]), sums, sums + room),
        (np.eye(1, 2 * n + 1, 2 * n), np.zeros(1), np.full(1, threshold - 1.0)),
        (
            np.hstack([np.ones((1, n)), np.zeros((1, n + 1))]),
            np.full(1, total),
            np.full(1, total),
        ),
    ]
    return Statements(*(np.concatenate(part) for part in zip(*rows, strict=True)))
