"""Bounds for counts that were rounded so that no small group can be recognised."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.bounds import (
    AreaBounds,
    Bounds,
    Division,
    cell_bounds,
    shares_of,
)
from accessibility.codes import Denominator, Leerweg

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SLACK: Final = 1e-9
"""Forgiven in a sum, so that 9.999999999 counts as 10."""


@dataclass(frozen=True)
class RoundedBounds:
    """What is known of sums of counts that were rounded by running totals.

    A stretch of neighbours that is reached as a whole is off by at most `base` - 1,
    however long it is; so stretches, not postcodes, are what is free. The ends hold
    the truth and follow from the rounded counts alone.

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
        """Return low and high per area that hold the truth whatever it is."""
        used = self
        if denominator is Denominator.LEERWEG:
            used = self.kept(self.leerweg == leerweg.value)
        everybody = replace(division, fraction=np.ones_like(division.fraction))
        students = _over_stretches(used, everybody).students
        return replace(_over_stretches(used, division), students=students)

    def kept(self, mask: NDArray[np.bool_]) -> RoundedBounds:
        """Return the bounds of some of the counts, such as those of one group."""
        return RoundedBounds(
            self.base,
            self.pc4[mask],
            self.leerweg[mask],
            self.position[mask],
            self.counts[:, mask],
        )


def _over_stretches(bounds: RoundedBounds, division: Division) -> AreaBounds:
    """Take neighbours of one area that are reached alike as one count."""
    fraction, area = division.fraction[bounds.pc4], division.area[bounds.pc4]
    starts = np.diff(bounds.position, prepend=-2) != 1
    starts[1:] |= (np.diff(fraction) != 0) | (np.diff(area) != 0)
    first = np.flatnonzero(starts)
    total = np.zeros((3, len(first)))
    if len(first):
        total = np.add.reduceat(bounds.counts, first, axis=1)
    slack = bounds.base - 1.0
    total[0] = np.maximum(total[0] - slack, 0.0)
    total[2] += slack
    stretches = Division(fraction[first], area[first], division.n_areas)
    return cell_bounds(total, stretches)


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
