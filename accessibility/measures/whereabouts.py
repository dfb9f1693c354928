"""Where in its postcode a student may live, and which part of it is then reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.counting import Part, whole_part
from accessibility.reach_table import whole_units

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from accessibility.counting import Students
    from accessibility.measures.nearest import NearestOffers, Pair
    from accessibility.position import Span

FEWEST_HOMES: Final = 1.5
"""Places in which the students of a postcode live, where nothing is known of it."""


@dataclass(frozen=True, eq=False)
class Whereabouts:
    """What is known of where in its postcode a student lives.

    Parameters
    ----------
    spans
        Least and most cost of each pair from anywhere in each postcode.
    model
        Nearest offers from the points around which likely ends lie, and the students
        at them; None for the points of the estimate.
    """

    spans: Mapping[Pair, Span]
    model: tuple[NearestOffers, Students] | None = None


def reached_part(
    nearest: NearestOffers,
    students: Students,
    pair: Pair,
    within: float,
    whereabouts: Whereabouts | None = None,
) -> Part:
    """Return which part of each postcode is reached.

    Parameters
    ----------
    nearest, students
        The nearest offers from the points of the students.
    pair, within
        The offer, and the threshold.
    whereabouts
        None where students live at their points, which is then certain.
    """
    estimate = fraction_reached(nearest, students, pair, within)
    if whereabouts is None:
        return _at_points(nearest, students, pair, within, estimate)
    span = whereabouts.spans[pair]
    units = whole_units(within, nearest.unit)
    low = span.surely(units).astype(np.float64)
    high = span.possibly(units).astype(np.float64)
    k = nearest.pairs.index(pair)
    # Where roads are not known neither is certain: neither in reach nor out of it.
    unknown = students.reached_fraction(nearest.outside) > 0
    possible = students.reached_fraction(nearest.possible(within)[k]) > 0
    low, high = np.where(unknown, 0.0, low), np.where(possible, 1.0, high)
    whose, model = students, estimate
    if whereabouts.model is not None:
        whose = whereabouts.model[1]
        model = fraction_reached(*whereabouts.model, pair, within)
    return part_between(low, high, estimate, model, whose)


def _at_points(
    nearest: NearestOffers,
    students: Students,
    pair: Pair,
    within: float,
    estimate: NDArray[np.float64],
) -> Part:
    """Return a part of students who live at their points, some beyond the roads."""
    possible = nearest.possible(within)[nearest.pairs.index(pair)]
    most = whole_part(students.reached_fraction(possible))
    if np.array_equal(most, estimate):
        return Part.known(estimate)
    still = np.zeros_like(estimate)
    return Part(estimate, estimate, np.maximum(most, estimate), estimate, still)


def part_between(
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    estimate: NDArray[np.float64],
    model: NDArray[np.float64],
    whose: Students,
) -> Part:
    """Return a part between its guaranteed ends, with its variance by the model."""
    model = np.clip(model, low, high)
    spread = variance(model, low < high, whose)
    return Part(low, np.clip(estimate, low, high), high, model, spread)


def fraction_reached(
    nearest: NearestOffers, students: Students, pair: Pair, within: float
) -> NDArray[np.float64]:
    """Return the weighted part of the points of each postcode that is reached."""
    reached = nearest.reached(within)[nearest.pairs.index(pair)]
    return whole_part(students.reached_fraction(reached))


def variance(
    part: NDArray[np.float64], cut: NDArray[np.bool_], students: Students
) -> NDArray[np.float64]:
    """Return the variance of a part of each postcode that a threshold cuts.

    All points may be in reach while a threshold still cuts a village off: a part
    counts as at least half a point, and as at most all but half a point.
    """
    points = np.bincount(students.point_pc4, minlength=students.n_postcodes)
    half = 0.5 / np.maximum(points, 1)
    inside = np.clip(part, half, 1.0 - half)
    homes = FEWEST_HOMES if students.homes is None else students.homes
    return np.where(cut, inside * (1.0 - inside) / homes, 0.0)
