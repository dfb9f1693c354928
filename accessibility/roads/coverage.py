"""Which part of the map a road file covers, and how far a place lies from its edge.

Outside it nothing is known: a place there is neither reached nor too far. Squares of
1 km with a street are covered, and what lies between them; a village at the rim has
fields round it, so one square more all round is covered too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

# `scipy.ndimage` is loaded when it is first used: by who opens a network.
import scipy

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.places import Points
    from accessibility.roads.network import RoadNetwork

CELL_M: Final = 1_000.0
"""Roads are looked for in squares of this size; there are few without in a country."""

_MARGIN_CELLS: Final = 2 * 2.0**0.5
"""Point and edge each lie anywhere in their square."""

_GAP: Final = np.ones((5, 5), np.bool_)
"""Gaps between squares with a street up to this wide are fields, not an edge."""

_ALL_ROUND: Final = np.ones((3, 3), np.bool_)
_RIM_CELLS: Final = 4
"""Empty squares all round, so that every edge has an outside and gaps can close."""


@dataclass(frozen=True, eq=False)
class Coverage:
    """The part of the map that a network covers, in squares.

    Parameters
    ----------
    west_m, south_m
        Corner of the first square, in the metric system of the network.
    cell_m
        Side of a square, in metres.
    covered
        True where the roads are known, shape `(n_rows, n_columns)`, from south to
        north and west to east.
    inside_m
        At least how far any place in a square lies from the edge, in metres, same
        shape.
    """

    west_m: float
    south_m: float
    cell_m: float
    covered: NDArray[np.bool_]
    inside_m: NDArray[np.float64]


def coverage_of(network: RoadNetwork, cell_m: float = CELL_M) -> Coverage:
    """Find the part of the map that a network covers.

    Squares with a street count, and those enclosed by them: lakes, heaths. Up to the
    edge, what juts out less than three squares wide does not: roads drawn to their
    end over a border.

    Parameters
    ----------
    network
        Roads of one mode.
    cell_m
        Side of the squares, in metres.
    """
    # What is known of the map does not change with the roads on it.
    while network.origin is not None:
        network = network.origin.network
    return network.derived(("coverage", cell_m), lambda: _found(network, cell_m))


def _found(network: RoadNetwork, cell_m: float) -> Coverage:
    x_m, y_m = _places_on_streets(network, cell_m / 2)
    if len(x_m) == 0:
        nothing = np.zeros((1, 1))
        return Coverage(0.0, 0.0, cell_m, nothing > 0, nothing)
    west_m, south_m = (
        (float(place_m.min()) // cell_m - _RIM_CELLS) * cell_m for place_m in (x_m, y_m)
    )
    column = ((x_m - west_m) // cell_m).astype(np.int64)
    row = ((y_m - south_m) // cell_m).astype(np.int64)
    shape = (int(row.max()) + _RIM_CELLS + 1, int(column.max()) + _RIM_CELLS + 1)
    has_road = np.zeros(shape, np.bool_)
    has_road[row, column] = True
    image = scipy.ndimage
    closed = image.binary_fill_holes(image.binary_closing(has_road, _GAP))
    covered = image.binary_dilation(closed, _ALL_ROUND)
    core = image.binary_opening(image.binary_fill_holes(has_road), _ALL_ROUND)
    away = image.distance_transform_edt(core) - _MARGIN_CELLS
    return Coverage(west_m, south_m, cell_m, covered, np.maximum(away, 0) * cell_m)


def _places_on_streets(
    network: RoadNetwork, every_m: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return places along all streets, in metres, no farther apart than asked."""
    size = np.diff(network.vertex_ptr)
    link = np.repeat(np.arange(network.n_links), size)
    x_m, y_m = network.vertex_x_cm / 100, network.vertex_y_cm / 100
    along = link[:-1] == link[1:]
    start = np.flatnonzero(along & network.link_is_street[link[:-1]])
    length_m = np.hypot(x_m[start + 1] - x_m[start], y_m[start + 1] - y_m[start])
    steps = np.ceil(length_m / every_m).astype(np.int64) + 1
    segment = np.repeat(start, steps)
    step = np.arange(steps.sum()) - np.repeat(np.cumsum(steps) - steps, steps)
    part = step / np.maximum(np.repeat(steps, steps) - 1, 1)
    x_on = x_m[segment] + part * (x_m[segment + 1] - x_m[segment])
    y_on = y_m[segment] + part * (y_m[segment + 1] - y_m[segment])
    return x_on, y_on


def is_covered(points: Points, coverage: Coverage) -> NDArray[np.bool_]:
    """Return which points lie where the roads are known, shape `(n,)`.

    Parameters
    ----------
    points
        In the metric system of the network; one without a place is not.
    coverage
        Of `coverage_of`.
    """
    at, within = _squares(points, coverage)
    out = np.zeros(len(points), np.bool_)
    out[within] = coverage.covered[at]
    return out


def to_edge_m(points: Points, coverage: Coverage) -> NDArray[np.float64]:
    """Return at least how far points lie from the edge, in metres, shape `(n,)`.

    Parameters
    ----------
    points
        In the metric system of the network; NaN outside it, or without a place.
    coverage
        Of `coverage_of`.
    """
    at, within = _squares(points, coverage)
    out = np.full(len(points), np.nan)
    out[within] = np.where(coverage.covered[at], coverage.inside_m[at], np.nan)
    return out


def _squares(
    points: Points, coverage: Coverage
) -> tuple[tuple[NDArray[np.int64], NDArray[np.int64]], NDArray[np.int64]]:
    """Return row and column of the points on the sheet, and which points those are."""
    rows, columns = coverage.covered.shape
    placed = np.flatnonzero(points.is_placed)
    column = np.floor((points.x_m[placed] - coverage.west_m) / coverage.cell_m)
    row = np.floor((points.y_m[placed] - coverage.south_m) / coverage.cell_m)
    within = (column >= 0) & (column < columns) & (row >= 0) & (row < rows)
    at = row[within].astype(np.int64), column[within].astype(np.int64)
    return at, placed[within]
