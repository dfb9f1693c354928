"""Bounds for counts that were rounded so that no small group can be recognised."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.codes import Denominator, Leerweg
from accessibility.counting.bounds import (
    AreaBounds,
    Bounds,
    Division,
    cell_bounds,
    shares_of,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DEVIATIONS: Final = 4.0
_SLACK: Final = 1e-9
"""Forgiven in a sum, so that 9.999999999 counts as 10."""


@dataclass(frozen=True)
class RoundedBounds:
    """What is known of sums of counts that were rounded by running totals.

    A stretch of neighbours that is reached as a whole is off by at most `base` - 1,
    however long it is; so stretches, not postcodes, are what is free. Up to three
    stretches the ends hold for certain. The errors of many stretches partly cancel:
    there the ends lie four standard deviations out, if that is nearer. Either way
    they follow from the rounded counts alone.

    Parameters
    ----------
    base
        Multiple to which was rounded.
    pc4, leerweg
        Postcode (row of `Students.postcodes`) and leerweg of each count.
    position
        Place of each count in the order of rounding; neighbours differ by 1.
    counts
        Rounded low, estimate and high, shape `(3, n_counts)`.
    """

    base: int
    pc4: NDArray[np.int64]
    leerweg: NDArray[np.str_]
    position: NDArray[np.int64]
    counts: NDArray[np.float64]

    def of_areas(
        self, division: Division, denominator: Denominator, leerweg: Leerweg
    ) -> AreaBounds:
        """Return low and high per area that leave room for the rounding."""
        used = self
        if denominator is Denominator.LEERWEG:
            used = self.kept(self.leerweg == leerweg.value)
        everybody = replace(division, fraction=np.ones_like(division.fraction))
        whole = _stretches(used, everybody)
        split = _stretches(used, division)
        students = _ends(whole, self.base, np.zeros(division.n_areas)).students
        # A share moves with every border between stretches and with both outer ends.
        borders = split.division.sums(np.ones(split.n)) + whole.division.sums(
            np.ones(whole.n)
        )
        return replace(_ends(split, self.base, borders), students=students)

    def kept(self, mask: NDArray[np.bool_]) -> RoundedBounds:
        """Return the bounds of some of the counts, such as those of one group."""
        return RoundedBounds(
            self.base,
            self.pc4[mask],
            self.leerweg[mask],
            self.position[mask],
            self.counts[:, mask],
        )


@dataclass(frozen=True)
class _Stretches:
    """Neighbours of one area that are reached alike, taken as one count each."""

    counts: NDArray[np.float64]
    division: Division

    @property
    def n(self) -> int:
        """Number of stretches."""
        return int(self.counts.shape[1])


def _stretches(bounds: RoundedBounds, division: Division) -> _Stretches:
    fraction, area = division.fraction[bounds.pc4], division.area[bounds.pc4]
    starts = np.diff(bounds.position, prepend=-2) != 1
    starts[1:] |= (np.diff(fraction) != 0) | (np.diff(area) != 0)
    first = np.flatnonzero(starts)
    total = np.zeros((3, len(first)))
    if len(first):
        total = np.add.reduceat(bounds.counts, first, axis=1)
    return _Stretches(total, Division(fraction[first], area[first], division.n_areas))


def _ends(stretches: _Stretches, base: int, borders: NDArray[np.float64]) -> AreaBounds:
    """Take the nearer of the certain ends and those of four standard deviations."""
    counts, division = stretches.counts, stretches.division
    widest = counts.copy()
    widest[0] = np.maximum(counts[0] - (base - 1), 0.0)
    widest[2] += base - 1
    certain, centre = cell_bounds(widest, division), cell_bounds(counts, division)
    # A rounding error is spread evenly over 0 to base - 1, once at each end.
    step = _DEVIATIONS * base / np.sqrt(12.0)
    rest = 1.0 - division.fraction
    inside = step * np.sqrt(2.0 * division.sums(division.fraction**2))
    outside = step * np.sqrt(2.0 * division.sums(rest**2))
    everybody = step * np.sqrt(2.0 * division.sums(np.ones(stretches.n)))
    share = step * np.sqrt(borders) / np.maximum(centre.students[0], base)
    return AreaBounds(
        _whole(_nearer(certain.students, centre.students, everybody)),
        _whole(_nearer(certain.reached, centre.reached, inside)),
        _whole(_nearer(certain.other, centre.other, outside)),
        _nearer(certain.share, centre.share, share),
    )


def _nearer(
    certain: NDArray[np.float64],
    centre: NDArray[np.float64],
    slack: NDArray[np.float64],
) -> NDArray[np.float64]:
    return np.vstack(
        [
            np.fmax(certain[0], centre[0] - slack),
            np.fmin(certain[1], centre[1] + slack),
        ]
    )


def _whole(ends: NDArray[np.float64]) -> NDArray[np.float64]:
    """Round outward to whole students: digits behind the comma would mean nothing."""
    return np.vstack([np.floor(ends[0] + _SLACK), np.ceil(ends[1] - _SLACK)])


@dataclass(frozen=True)
class OutwardBounds:
    """Bounds of a model, shown as multiples of a base that lie just outside them.

    Parameters
    ----------
    base
        Multiple to which is rounded.
    inner
        The bounds, from sources that are public or masked.
    """

    base: int
    inner: Bounds

    def of_areas(
        self, division: Division, denominator: Denominator, leerweg: Leerweg
    ) -> AreaBounds:
        """Return low rounded down and high rounded up, and the shares they give."""
        ends = self.inner.of_areas(division, denominator, leerweg)
        shares = shares_of(self._outward(ends.reached), self._outward(ends.other))
        return replace(shares, students=self._outward(ends.students))

    def _outward(self, ends: NDArray[np.float64]) -> NDArray[np.float64]:
        low = np.floor(ends[0] / self.base + _SLACK)
        high = np.ceil(ends[1] / self.base - _SLACK)
        return np.vstack([low, high]) * self.base
