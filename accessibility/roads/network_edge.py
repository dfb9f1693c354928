"""The edge of a road file, and which distances roads beyond it could shorten.

A road file is cut off somewhere: at the border of a country, around a town. A way that
would leave the file is not found, so what lies near its edge may read too far, or out
of reach. A way that leaves has to get to the edge first and back from it after, in a
straight line at best: an answer no longer than both together is certain.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.ndimage import binary_fill_holes, binary_opening, distance_transform_edt

from accessibility.roads.snapping import DEFAULT_SNAP, SnapRule

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from accessibility.places import Points
    from accessibility.roads.network import RoadNetwork

CELL_M: Final = 1_000.0
"""Roads are looked for in squares of this size; there are few without in a country."""

_MARGIN_CELLS: Final = 2 * 2.0**0.5
"""Point and edge each lie anywhere in their square."""


@dataclass(frozen=True, eq=False)
class Coverage:
    """The part of the map that a network covers, in squares.

    Parameters
    ----------
    west_m, south_m
        Corner of the first square, in the metric system of the network.
    cell_m
        Side of a square, in metres.
    inside_m
        At least how far any place in a square lies from the edge, in metres, shape
        `(n_rows, n_columns)`, from south to north and west to east.
    """

    west_m: float
    south_m: float
    cell_m: float
    inside_m: NDArray[np.float64]


def coverage_of(network: RoadNetwork, cell_m: float = CELL_M) -> Coverage:
    """Find the part of the map that a network covers.

    Squares with a street count, and those enclosed by them: lakes, heaths. What juts
    out less than three squares wide does not: roads drawn to their end over a border.

    Parameters
    ----------
    network
        Roads of one mode.
    cell_m
        Side of the squares, in metres.
    """
    is_street = np.repeat(network.link_is_street, np.diff(network.vertex_ptr))
    x_m = network.vertex_x_cm[is_street] / 100
    y_m = network.vertex_y_cm[is_street] / 100
    if len(x_m) == 0:
        return Coverage(0.0, 0.0, cell_m, np.zeros((1, 1)))
    # A rim of empty squares all round, so that every edge has an outside.
    west_m, south_m = (
        (float(place_m.min()) // cell_m - 2) * cell_m for place_m in (x_m, y_m)
    )
    column = ((x_m - west_m) // cell_m).astype(np.int64)
    row = ((y_m - south_m) // cell_m).astype(np.int64)
    shape = (int(row.max(initial=0)) + 3, int(column.max(initial=0)) + 3)
    has_road = np.zeros(shape, np.bool_)
    has_road[row, column] = True
    covered = binary_opening(binary_fill_holes(has_road), np.ones((3, 3)))
    away = distance_transform_edt(covered) - _MARGIN_CELLS
    return Coverage(west_m, south_m, cell_m, np.maximum(away, 0) * cell_m)


def to_edge_m(points: Points, coverage: Coverage) -> NDArray[np.float64]:
    """Return at least how far points lie from the edge, in metres, shape `(n,)`.

    Parameters
    ----------
    points
        In the metric system of the network; outside it, or without a place, 0.
    coverage
        Of `coverage_of`.
    """
    rows, columns = coverage.inside_m.shape
    placed = np.flatnonzero(points.is_placed)
    out = np.zeros(len(points))
    column = np.floor((points.x_m[placed] - coverage.west_m) / coverage.cell_m)
    row = np.floor((points.y_m[placed] - coverage.south_m) / coverage.cell_m)
    within = (column >= 0) & (column < columns) & (row >= 0) & (row < rows)
    at = row[within].astype(np.int64), column[within].astype(np.int64)
    out[placed[within]] = coverage.inside_m[at]
    return out


def may_be_nearer(
    distance_m: NDArray[np.float64],
    from_edge_m: NDArray[np.float64],
    to_edge_m: NDArray[np.float64],
    rule: SnapRule = DEFAULT_SNAP,
) -> NDArray[np.bool_]:
    """Mark the answers that roads beyond the edge of the file could change.

    All others are what the whole map would give. Beside the way itself, the edge can
    cut off the street that a point belongs to, or most of a part of the network: so
    an answer is also marked where either end lies nearer to the edge than the
    snapping distance and the least length of a part together.

    Parameters
    ----------
    distance_m
        Answers; where nothing was found, the limit up to which was looked, or
        infinity.
    from_edge_m, to_edge_m
        Of `to_edge_m` for both ends, of shapes that fit the answers.
    rule
        How the points got onto the road.
    """
    own = rule.max_m + rule.min_component_m
    near = (from_edge_m < own) | (to_edge_m < own)
    marked: NDArray[np.bool_] = near | (from_edge_m + to_edge_m < distance_m)
    # Nothing is nearer than the place itself.
    return marked & (distance_m > 0)


def uncertain_pairs(
    network: RoadNetwork,
    origins: Points,
    destinations: Points,
    distance_m: pd.Series,
    *,
    limit: float = np.inf,
) -> NDArray[np.bool_]:
    """Mark the rows of `distances` that roads beyond the edge may shorten.

    Parameters
    ----------
    network
        Roads of one mode.
    origins, destinations
        As they were measured, in the network's metric system.
    distance_m
        What was found, NaN where nothing was.
    limit
        Up to where was looked, in metres.
    """
    coverage = coverage_of(network)
    from_m, to_m = (to_edge_m(some, coverage) for some in (origins, destinations))
    found = distance_m.fillna(limit).to_numpy()
    return may_be_nearer(
        found, np.repeat(from_m, len(to_m)), np.tile(to_m, len(from_m))
    )
