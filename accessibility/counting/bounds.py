"""Bounds of a share: the lowest and highest that the interval counts allow.

Counts are intervals because small ones are masked and because models estimate. What
the two ends of a share are depends on how the counts hang together: cells that are
free of each other, margins that must add up, or a few alternative fillings. Each is a
strategy with one method, `of_areas`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

import numpy as np

from accessibility.errors import UsageError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.codes import Denominator, Leerweg

_COUNTRY = 0.9
_LARGE_AREA = 0.002
_MOST_LARGE = 100
"""A country, and areas such as a provincie, a COROP or an STO-regio, by the part of all
students who live there and by how many there are: each has a margin of its own."""

_SLACK = 1e-9
"""Forgiven when a share is held against a threshold: 0.8 computed as 0.7999999999."""


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
        """Return low and high per area for one question."""
        ...


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

    def _chosen(
        self, denominator: Denominator, leerweg: Leerweg
    ) -> NDArray[np.float64]:
        if denominator.value == "leerweg":
            return self.fillings[leerweg.value]
        total: NDArray[np.float64] = np.sum(list(self.fillings.values()), axis=0)
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


class Verdict(StrEnum):
    """The answer to "is at least this share reached?"."""

    YES = "yes"
    NO = "no"
    NOT_DECIDABLE = "not decidable"


def verdict(share_low: float, share_high: float, *, at_least: float) -> Verdict:
    """Tell whether a share is at least a threshold, as far as the data can tell.

    Parameters
    ----------
    share_low, share_high
        The ends of the share's interval, 0 to 1; NaN where it is not known.
    at_least
        The threshold, 0 to 1, inclusive.

    Raises
    ------
    UsageError
        If the threshold is not a share.

    Examples
    --------
    >>> verdict(0.78, 0.84, at_least=0.8).value
    'not decidable'
    >>> verdict(0.81, 0.84, at_least=0.8).value
    'yes'
    """
    if not 0 <= at_least <= 1:
        message = f"a threshold for a share must lie from 0 to 1, not {at_least}"
        raise UsageError(message)
    if share_low >= at_least - _SLACK:
        return Verdict.YES
    if share_high < at_least - _SLACK:
        return Verdict.NO
    return Verdict.NOT_DECIDABLE
