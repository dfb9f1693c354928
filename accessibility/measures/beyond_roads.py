"""The least that a way can cost where roads beyond the file are not known.

No way is shorter than the straight line. Between two places inside the file, a way
that leaves it goes to the edge first and back from it after. So what is known inside
and what a straight line rules out stay certain, and nothing else does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.codes import Unit
from accessibility.reach_table import CM_PER_M, NOT_FOUND, Status

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.reach_table import ReachTable

_FASTEST_CM_PER_DS: Final = 130.0 / 3.6 * CM_PER_M / 10
"""Nobody goes to school faster than 130 km/h, whatever the mode."""


def floors(
    reach: ReachTable, unit: Unit, rows: NDArray[np.int64] | None = None
) -> NDArray[np.int32]:
    """Return the least each entry of the straight line can cost over any roads.

    Parameters
    ----------
    reach
        Over the road, with its straight line beside it.
    unit
        What the least is counted in: whole centimetres or deciseconds, rounded down.
    rows
        The destinations that matter, None for all: entries of others are 0.
    """
    if reach.straight is None or reach.point_edge_m is None:
        return np.empty(0, np.int32)
    line, to_edge = reach.straight, reach.destination_edge_m
    if rows is None:
        rows = np.arange(line.n_destinations)
    entries = line.entries(rows)
    site = np.repeat(rows, np.diff(line.indptr)[rows])
    home_cm = reach.point_edge_m[line.point[entries]] * CM_PER_M
    school_cm = (np.zeros(0) if to_edge is None else to_edge)[site] * CM_PER_M
    # Outside the file the distance to the edge is NaN, and no comparison holds.
    inside = (home_cm > 0) & (school_cm > 0)
    around_cm = np.where(inside, home_cm + school_cm, 0.0)
    floor = np.zeros(len(line.point), np.int32)
    way_cm = np.maximum(line.cost(Unit.METRES)[entries], around_cm)
    floor[entries] = _in_units(way_cm, unit)
    return floor


def least_cost(
    found: NDArray[np.int32],
    reach: ReachTable,
    floor: NDArray[np.int32],
    rows: NDArray[np.int64],
    unit: Unit,
) -> NDArray[np.int32]:
    """Return at least what the nearest of some destinations costs from each point.

    Parameters
    ----------
    found
        Cost of the nearest over the roads that are known, shape `(n_points,)`.
    reach
        With its straight line beside it.
    floor
        Of `floors`.
    rows
        The destinations.
    unit
        Unit of all costs.
    """
    line = reach.straight
    if line is None:
        return found
    # What no entry tells of lies farther than the straight line was measured.
    farther = int(_in_units(np.array([line.limit * CM_PER_M]), unit)[0]) + 1
    best = np.full(reach.n_points, farther, np.int32)
    entries = line.entries(rows)
    np.minimum.at(best, line.point[entries], floor[entries])
    # A home without a place has no way at all, and no line either.
    best[line.status != Status.OK] = NOT_FOUND
    return np.minimum(best, found)


def _in_units(way_cm: NDArray[np.float64], unit: Unit) -> NDArray[np.int32]:
    scale = 1.0 if unit is Unit.METRES else _FASTEST_CM_PER_DS
    return np.floor(way_cm / scale).astype(np.int32)
