"""Bounds for counts that were rounded so that no small group can be recognised.

Both ends are functions of the rounded counts alone. What the masks of single counts
were is not used: an end that came from them would tell, beside the rounded count,
which counts were masked and so small. Where counts may be masked the ends leave room
for every mask that the rounded counts allow.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.codes import ROUTE, Denominator, Leerweg
from accessibility.counting.bounds import (
    AreaBounds,
    Bounds,
    Division,
    cell_bounds,
    moved_further,
    ratio,
    shares_of,
    with_deviation,
)
from accessibility.counting.counts import MASK_ESTIMATE, MASK_HIGH, MASK_LOW

if TYPE_CHECKING:
    from numpy.typing import NDArray

MASK_ROOM: Final = (MASK_HIGH - MASK_LOW) / 2
"""How far a masked number lies from the middle of its mask, at most."""

MASK_PART: Final = MASK_ROOM / MASK_ESTIMATE
"""The same as a part of that middle."""

_DEVIATIONS: Final = 4.0
_SLACK: Final = 1e-9
"""Forgiven in a sum, so that 9.999999999 counts as 10."""


@dataclass(frozen=True)
class RoundedBounds:
    """What is known of sums of counts that were rounded by running totals.

    A stretch of neighbours that is reached as a whole is off by at most `slack`,
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
        Rounded counts, shape `(n_counts,)`.
    room
        By how much masks may hide a count's true number, shape `(n_counts,)`, as
        `mask_room` gives it; None where no count is masked.
    """

    base: int
    pc4: NDArray[np.int64]
    leerweg: NDArray[np.str_]
    position: NDArray[np.int64]
    counts: NDArray[np.float64]
    room: NDArray[np.float64] | None = None

    def of_areas(
        self, division: Division, denominator: Denominator, leerweg: Leerweg
    ) -> AreaBounds:
        """Return low and high per area that leave room for rounding and masks."""
        used = self._of(denominator, leerweg)
        everybody = replace(division, fraction=np.ones_like(division.fraction))
        whole = _stretches(used, everybody)
        split = _stretches(used, division)
        students = _ends(whole, used, np.zeros(division.n_areas)).students
        # A share moves with every border between stretches and with both outer ends.
        borders = split.division.sums(np.ones(split.n)) + whole.division.sums(
            np.ones(whole.n)
        )
        return replace(_ends(split, used, borders), students=students)

    @property
    def slack(self) -> float:
        """By how much rounding may put a stretch off; masked counts are no integers."""
        return rounding_slack(self.base, is_masked=self.room is not None)

    def sure(
        self, division: Division, denominator: Denominator, leerweg: Leerweg
    ) -> AreaBounds:
        """Return ends that hold for certain: each stretch off by `base` - 1."""
        used = self._of(denominator, leerweg)
        everybody = replace(division, fraction=np.ones_like(division.fraction))
        split = _widest(_stretches(used, division), used)
        whole = _widest(_stretches(used, everybody), used)
        return replace(split, students=whole.students)

    def likely(
        self,
        division: Division,
        moved: NDArray[np.float64],
        denominator: Denominator,
        leerweg: Leerweg,
    ) -> AreaBounds:
        """Return ends in which rounding is noise, once at each end of a stretch."""
        used = self._of(denominator, leerweg)
        everybody = replace(division, fraction=np.ones_like(division.fraction))
        whole, split = _stretches(used, everybody), _stretches(used, division)
        parts, noise = split.division, 2.0 * self.base**2 / 12.0
        # A mask may be anything within its room.
        step = noise + split.room**2 / 3.0
        reached = parts.sums(split.counts * parts.fraction)
        other = parts.sums(split.counts * (1.0 - parts.fraction))
        place = division.sums(moved)
        borders = parts.sums(np.ones(split.n)) + whole.division.sums(np.ones(whole.n))
        masked = parts.sums(split.room**2 / 3.0)
        students = np.maximum(reached + other, self.base)
        off = noise / 2.0 * borders + masked + place
        return AreaBounds(
            with_deviation(
                reached + other, whole.division.sums(noise + whole.room**2 / 3.0)
            ),
            with_deviation(reached, parts.sums(step * parts.fraction**2) + place),
            with_deviation(other, parts.sums(step * (1 - parts.fraction) ** 2) + place),
            with_deviation(ratio(reached, other), off / students**2),
        )

    def _of(self, denominator: Denominator, leerweg: Leerweg) -> RoundedBounds:
        if denominator is Denominator.LEERWEG:
            return self.kept(self.leerweg == leerweg.value)
        if denominator is Denominator.PROFIELEN and (self.leerweg == ROUTE).any():
            return self.kept(self.leerweg != ROUTE)
        return self

    def kept(self, mask: NDArray[np.bool_]) -> RoundedBounds:
        """Return the bounds of some of the counts, such as those of one group."""
        return RoundedBounds(
            self.base,
            self.pc4[mask],
            self.leerweg[mask],
            self.position[mask],
            self.counts[mask],
            None if self.room is None else self.room[mask],
        )


def rounding_slack(base: int, *, is_masked: bool) -> float:
    """Return how far a stretch may be rounded: less than `base`, so `base` - 1.

    The middle of a mask is a half, so that with masks only `base` itself is certain.
    """
    return float(base if is_masked else base - 1)


def mask_room(
    rounded: NDArray[np.float64], base: int, *, is_merged: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Return how far each count may lie from its estimate because of masks.

    Parameters
    ----------
    rounded
        Rounded counts, shape `(n,)`.
    base
        Multiple to which was rounded.
    is_merged
        True where a count may be a sum of several masked ones.

    Examples
    --------
    >>> import numpy as np
    >>> mask_room(np.array([0.0, 10.0, 20.0]), 10, is_merged=np.zeros(3, bool))
    array([1.5, 1.5, 0. ])
    """
    one = np.where(rounded < MASK_ESTIMATE + base, MASK_ROOM, 0.0)
    return np.where(is_merged, MASK_PART * (rounded + base), one)


def cell_ends(
    rounded: NDArray[np.float64], base: int, room: NDArray[np.float64] | None
) -> NDArray[np.float64]:
    """Return the least and most that each single count can be, shape `(2, n)`."""
    slack = rounding_slack(base, is_masked=room is not None)
    hidden = np.zeros_like(rounded) if room is None else room
    low = np.maximum(rounded - slack - hidden, 0.0)
    return _whole(np.vstack([low, rounded + slack + hidden]))


@dataclass(frozen=True)
class _Stretches:
    """Neighbours of one area that are reached alike, taken as one count each."""

    counts: NDArray[np.float64]
    room: NDArray[np.float64]
    division: Division

    @property
    def n(self) -> int:
        """Number of stretches."""
        return len(self.counts)

    def widened(self, by: float) -> NDArray[np.float64]:
        """Return low, estimate and high that leave room for masks, and `by` more."""
        out = self.room + by
        low = np.maximum(self.counts - out, 0.0)
        return np.vstack([low, self.counts, self.counts + out])


def _stretches(bounds: RoundedBounds, division: Division) -> _Stretches:
    fraction, area = division.fraction[bounds.pc4], division.area[bounds.pc4]
    starts = np.diff(bounds.position, prepend=-2) != 1
    starts[1:] |= (np.diff(fraction) != 0) | (np.diff(area) != 0)
    first = np.flatnonzero(starts)
    counts, room = np.zeros((2, len(first)))
    if len(first):
        counts = np.add.reduceat(bounds.counts, first)
    if len(first) and bounds.room is not None:
        # However many are masked: a mask is at most so large a part of its estimate.
        most = MASK_PART * (counts + bounds.base)
        room = np.minimum(np.add.reduceat(bounds.room, first), most)
    split = Division(fraction[first], area[first], division.n_areas)
    return _Stretches(counts, room, split)


def _ends(
    stretches: _Stretches, bounds: RoundedBounds, borders: NDArray[np.float64]
) -> AreaBounds:
    """Take the nearer of the certain ends and those of four standard deviations."""
    division, base = stretches.division, bounds.base
    certain = _widest(stretches, bounds)
    centre = cell_bounds(stretches.widened(0.0), division)
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


def _widest(stretches: _Stretches, bounds: RoundedBounds) -> AreaBounds:
    """Let every stretch be off by as much as rounding and masks allow."""
    return cell_bounds(stretches.widened(bounds.slack), stretches.division)


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
        return self._shown(self.inner.of_areas(division, denominator, leerweg))

    def sure(
        self, division: Division, denominator: Denominator, leerweg: Leerweg
    ) -> AreaBounds:
        """Return the guaranteed ends of the model, outward to multiples."""
        return self._shown(self.inner.sure(division, denominator, leerweg))

    def likely(
        self,
        division: Division,
        moved: NDArray[np.float64],
        denominator: Denominator,
        leerweg: Leerweg,
    ) -> AreaBounds:
        """Return the span of the model, moved out by where students live."""
        ends = self.of_areas(division, denominator, leerweg)
        return moved_further(ends, division, moved)

    def _shown(self, ends: AreaBounds) -> AreaBounds:
        shares = shares_of(self._outward(ends.reached), self._outward(ends.other))
        return replace(shares, students=self._outward(ends.students))

    def _outward(self, ends: NDArray[np.float64]) -> NDArray[np.float64]:
        low = np.floor(ends[0] / self.base + _SLACK)
        high = np.ceil(ends[1] / self.base - _SLACK)
        return np.vstack([low, high]) * self.base
