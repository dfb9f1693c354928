"""Bounds of a share: the lowest and highest that the interval counts allow.

Counts are intervals because small ones are masked and because models estimate. What
the two ends of a share are depends on how the counts hang together: cells that are
free of each other, margins that must add up, or a few alternative fillings. Each is a
strategy with one method, `of_areas`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from accessibility.codes import ROUTE, Denominator

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.codes import Leerweg

_COUNTRY = 0.9
_LARGE_AREA = 0.002
_MOST_LARGE = 100
"""A country, and areas such as a provincie, a COROP or an STO-regio, by the part of all
students who live there and by how many there are: each has a margin of its own."""

MOST_APART: Final = 0.20
"""Where kinds of model differ by more in the share of a leerweg, it is not known."""

_ONE: Final = 1e-9
"""Fewer students than this are nobody."""

LIKELY_DEVIATIONS: Final = 1.96
"""Likely ends lie this many standard deviations out: 95 of 100 times between them."""


@dataclass(frozen=True)
class Division:
    """The fraction of each postcode that is reached, and the area it counts for.

    Parameters
    ----------
    fraction
        Part of each postcode's students that is reached, 0 to 1, shape `(n,)`.
    area
        Number of the area each postcode lies in, 0 to `n_areas` - 1, shape `(n,)`.
    n_areas
        Number of areas.
    """

    fraction: NDArray[np.float64]
    area: NDArray[np.int64]
    n_areas: int

    def sums(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sum a value per postcode over each area, shape `(n_areas,)`."""
        return np.bincount(self.area, values, minlength=self.n_areas).astype(np.float64)


@dataclass(frozen=True)
class AreaBounds:
    """Low and high per area, each of shape `(2, n_areas)`.

    Parameters
    ----------
    students, reached
        Least and most students, and least and most reached.
    other
        Those not reached when the most are reached (low) and when the fewest are
        (high): it belongs to the same filling as `reached`, turned round.
    share
        Least and most reached / students; NaN where there can be no students.
    """

    students: NDArray[np.float64]
    reached: NDArray[np.float64]
    other: NDArray[np.float64]
    share: NDArray[np.float64]


class Bounds(Protocol):
    """The constraints between the interval counts of a demand model."""

    def of_areas(
        self, division: Division, denominator: Denominator, leerweg: Leerweg
    ) -> AreaBounds:
        """Return low and high per area for one question, as far as the model goes."""
        ...

    def sure(
        self, division: Division, denominator: Denominator, leerweg: Leerweg
    ) -> AreaBounds:
        """Return ends that hold whatever the truth is."""
        ...

    def likely(
        self,
        division: Division,
        moved: NDArray[np.float64],
        denominator: Denominator,
        leerweg: Leerweg,
    ) -> AreaBounds:
        """Return ends that the model holds 95 % likely.

        Parameters
        ----------
        division
            What is reached by the points of each postcode.
        moved
            Variance of the number reached in each postcode, from where in it students
            live, shape `(n_postcodes,)`.
        """
        ...


def likely_cells(
    counts: NDArray[np.float64], division: Division, moved: NDArray[np.float64]
) -> AreaBounds:
    """Return likely ends for counts that are free of each other.

    A count of low to high is each of those whole numbers as likely as the other.

    Parameters
    ----------
    counts
        Low, estimate and high per postcode, shape `(3, n_postcodes)`.
    division, moved
        As `Bounds.likely` takes them.
    """
    hidden = hidden_variance(counts)
    part = division.fraction
    reached = division.sums(counts[1] * part)
    other = division.sums(counts[1] * (1.0 - part))
    share, students = ratio(reached, other), division.sums(counts[1])
    off = (part - np.nan_to_num(share)[division.area]) ** 2
    place = division.sums(moved)
    return AreaBounds(
        with_deviation(students, division.sums(hidden)),
        with_deviation(reached, division.sums(part**2 * hidden) + place),
        with_deviation(other, division.sums((1.0 - part) ** 2 * hidden) + place),
        with_deviation(
            share,
            (division.sums(off * hidden) + place) / np.maximum(students, _ONE) ** 2,
        ),
    )


def hidden_variance(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the variance of counts of which each whole number is as likely.

    Parameters
    ----------
    counts
        Low, estimate and high, shape `(3, n)`.

    Examples
    --------
    >>> import numpy as np
    >>> hidden_variance(np.array([[1.0, 6.0], [2.5, 6.0], [4.0, 6.0]])).tolist()
    [1.25, 0.0]
    """
    spread: NDArray[np.float64] = ((counts[2] - counts[0] + 1.0) ** 2 - 1.0) / 12.0
    return spread


def with_deviation(
    middle: NDArray[np.float64], variance: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return both likely ends around a middle, shape `(2, n)`."""
    around = LIKELY_DEVIATIONS * np.sqrt(variance)
    return np.vstack([middle - around, middle + around])


def moved_further(
    ends: AreaBounds, division: Division, moved: NDArray[np.float64]
) -> AreaBounds:
    """Return the ends over several models, moved out by where students live."""
    around = LIKELY_DEVIATIONS * np.sqrt(division.sums(moved))
    both = np.vstack([-around, around])
    whole = np.maximum(ends.students.mean(axis=0), _ONE)
    return AreaBounds(
        ends.students, ends.reached + both, ends.other + both, ends.share + both / whole
    )


def shares_of(reached: NDArray[np.float64], other: NDArray[np.float64]) -> AreaBounds:
    """Return bounds from paired extremes: most reached goes with fewest others.

    Parameters
    ----------
    reached, other
        Low and high, shape `(2, n_areas)`; `reached[1]` and `other[0]` are attained
        together, and so are `reached[0]` and `other[1]`.
    """
    share = np.vstack([ratio(reached[0], other[1]), ratio(reached[1], other[0])])
    # Nobody reached and no others is no share, but the other end may have one.
    share = np.where(np.isnan(share), share[::-1], share)
    return AreaBounds(reached + other, reached, other, share)


def ratio(part: NDArray[np.float64], rest: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return part / (part + rest); NaN where both are nothing."""
    whole = part + rest
    return np.divide(part, whole, out=np.full_like(whole, np.nan), where=whole > 0)


def cell_bounds(counts: NDArray[np.float64], division: Division) -> AreaBounds:
    """Return tight bounds for counts that may take any value in their interval.

    A postcode that is partly reached adds its fraction to the reached and the rest to
    the others, so its count pulls the share towards that fraction. The largest share
    takes the high count of the postcodes with the largest fractions and the low count
    of all others; where to stop is found by trying every stop.

    Parameters
    ----------
    counts
        Low, estimate and high per postcode, shape `(3, n_postcodes)`.
    division
        What is reached, and the areas.

    Examples
    --------
    >>> import numpy as np
    >>> masked = np.array([[1.0, 6.0], [2.5, 6.0], [4.0, 6.0]])
    >>> division = Division(np.array([1.0, 0.0]), np.zeros(2, np.int64), 1)
    >>> cell_bounds(masked, division).share.round(3).T
    array([[0.143, 0.4  ]])
    """
    low, high, fraction = counts[0], counts[2], division.fraction
    reached = np.vstack([division.sums(fraction * low), division.sums(fraction * high)])
    rest = 1.0 - fraction
    other = np.vstack([division.sums(rest * low), division.sums(rest * high)])
    students = np.vstack([division.sums(low), division.sums(high)])
    if np.array_equal(low, high):
        return AreaBounds(students, reached, other, ratio(reached, other))
    share = np.vstack(
        [
            1.0 - _largest_share(low, high, rest, division),
            _largest_share(low, high, fraction, division),
        ]
    )
    return AreaBounds(students, reached, other, share)


def _largest_share(
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    fraction: NDArray[np.float64],
    division: Division,
) -> NDArray[np.float64]:
    """Maximise sum(fraction * x) / sum(x) over low <= x <= high, per area."""
    order = np.lexsort((-fraction, division.area))
    area, gain = division.area[order], (high - low)[order]
    part = _running(fraction[order] * gain, area) + division.sums(fraction * low)[area]
    whole = _running(gain, area) + division.sums(low)[area]
    share = np.divide(part, whole, out=np.full(len(area), -1.0), where=whole > 0)
    best = ratio(division.sums(fraction * low), division.sums((1 - fraction) * low))
    best = np.where(np.isnan(best), -1.0, best)
    np.maximum.at(best, area, share)
    return np.where(best < 0, np.nan, best)


def _running(
    values: NDArray[np.float64], area: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Cumulative sum that starts afresh in each run of equal areas."""
    total: NDArray[np.float64] = np.cumsum(values)
    starts = np.flatnonzero(np.diff(area, prepend=-1))
    before = np.where(starts > 0, total[starts - 1], 0.0)
    out: NDArray[np.float64] = total - np.repeat(
        before, np.diff(starts, append=len(area))
    )
    return out


@dataclass(frozen=True)
class FillingBounds:
    """Bounds of a model that was run several times: the widest of its outcomes.

    Parameters
    ----------
    fillings
        Students per leerweg, shape `(n_fillings, n_postcodes)` each; the first
        filling is the estimate. Each filling is one possible country, so low and high
        of a share are each attained by one of them.
    is_model
        The fillings are kinds of model of where people live: shares and those reached
        are widened by the margin that such kinds need to hold the truth.
    """

    fillings: dict[str, NDArray[np.float64]]
    is_model: bool = False

    def of_areas(
        self, division: Division, denominator: Denominator, leerweg: Leerweg
    ) -> AreaBounds:
        """Return the least and most over the fillings."""
        chosen = self._chosen(denominator, leerweg)
        reached = np.vstack([division.sums(x * division.fraction) for x in chosen])
        students = np.vstack([division.sums(x) for x in chosen])
        other = students - reached
        share = ratio(reached, other)
        ends = AreaBounds(*(_range(x) for x in (students, reached, other, share)))
        if not self.is_model:
            return ends
        return _with_margin(ends, students[0], chosen[0].sum())

    def sure(
        self, division: Division, denominator: Denominator, leerweg: Leerweg
    ) -> AreaBounds:
        """Return the share of the least and of the most reached postcode of an area.

        A model tells nothing for certain of who lives where: all may live in one.
        """
        chosen = self._chosen(denominator, leerweg)
        students = _range(np.vstack([division.sums(x) for x in chosen]))
        lived_in = chosen.max(axis=0) > 0
        least = np.full(division.n_areas, np.inf)
        most = np.full(division.n_areas, -np.inf)
        area, part = division.area[lived_in], division.fraction[lived_in]
        np.minimum.at(least, area, part)
        np.maximum.at(most, area, part)
        share = np.where(np.isfinite(least), np.vstack([least, most]), np.nan)
        known = np.nan_to_num(share)
        return AreaBounds(
            students, students * known, students * (1.0 - known[::-1]), share
        )

    def likely(
        self,
        division: Division,
        moved: NDArray[np.float64],
        denominator: Denominator,
        leerweg: Leerweg,
    ) -> AreaBounds:
        """Return the span over the fillings, each with its own uncertainty of place."""
        ends = self.of_areas(division, denominator, leerweg)
        return moved_further(ends, division, moved)

    def unsure(self, division: Division, leerweg: Leerweg) -> NDArray[np.bool_]:
        """Tell in which areas kinds of model differ too far to give one share."""
        chosen = self.fillings[leerweg.value]
        reached = np.vstack([division.sums(x * division.fraction) for x in chosen])
        students = np.vstack([division.sums(x) for x in chosen])
        low, high = _range(np.nan_to_num(ratio(reached, students - reached)))
        far_apart: NDArray[np.bool_] = high - low > MOST_APART
        return far_apart & self.is_model

    def _chosen(
        self, denominator: Denominator, leerweg: Leerweg
    ) -> NDArray[np.float64]:
        if not denominator.whole:
            return self.fillings[leerweg.value]
        left_out = ROUTE if denominator is Denominator.PROFIELEN else ""
        counted = [one for name, one in self.fillings.items() if name != left_out]
        total: NDArray[np.float64] = np.sum(counted, axis=0)
        return total


def _with_margin(
    ends: AreaBounds, students: NDArray[np.float64], everyone: float
) -> AreaBounds:
    """Widen a range over kinds of model by the margin measured on real flows."""
    part = students / max(everyone, 1.0)
    is_small = (part < _LARGE_AREA) | (len(part) > _MOST_LARGE)
    margin = np.where(is_small, 0.10, np.where(part < _COUNTRY, 0.06, 0.02))
    out = np.vstack([-margin, margin])
    most = ends.students[1]
    return AreaBounds(
        ends.students,
        np.clip(ends.reached + out * students, 0.0, most),
        np.clip(ends.other + out * students, 0.0, most),
        np.clip(ends.share + out, 0.0, 1.0),
    )


def _range(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.vstack([values.min(axis=0), values.max(axis=0)])
