"""Service areas: polygons of what lies within a threshold over the road.

A service area is the land along the streets from which a destination can be reached:
streets are cut where the threshold is reached and widened to both sides. Ferries and
motorways carry the way but are not widened, so the area stops at the water's edge.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from accessibility.codes import Unit
from accessibility.reach_table import CM_PER_M, NOT_FOUND, Status, whole_units
from accessibility.roads.distance_lists import nearest_everywhere
from accessibility.roads.snapping import DEFAULT_SNAP, SnapRule, snap

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.places import Points
    from accessibility.roads.network import RoadNetwork

AROUND_M: Final = 300.0
"""How far to both sides of a street its area extends."""

_BETWEEN_M: Final = 700.0
"""Half of the widest strip between two streets that is taken along."""

_SMOOTH_M: Final = 30.0
_PIECES: Final = 6


def service_area(
    network: RoadNetwork,
    destinations: Points,
    *,
    within: float,
    unit: Unit = Unit.METRES,
    around_m: float = AROUND_M,
    box: tuple[float, float, float, float] | None = None,
    rule: SnapRule = DEFAULT_SNAP,
) -> shapely.Geometry:
    """Return the land from which one of the destinations lies within a threshold.

    Parameters
    ----------
    network
        Roads of one mode.
    destinations
        Where people go, in the network's metric system.
    within
        Threshold in metres or seconds, inclusive.
    unit
        What is minimised and what `within` counts.
    around_m
        Half the width of the area along a street, in metres.
    box
        West, south, east, north in metres: only streets that meet it are drawn.
    rule
        How points get onto the road.

    Returns
    -------
    shapely.Geometry
        A polygon or multipolygon in the network's system; empty if nothing is within.

    Raises
    ------
    UsageError
        If the threshold is not a number above zero.
    """
    most = whole_units(within, unit)
    placed = snap(destinations, network, rule)
    cost = nearest_everywhere(network, placed, unit=unit, limit=within).cost
    rows = _streets(network, box)
    reached = np.concatenate(
        [
            _pieces(network, rows, most - _left(cost, network.link_start[rows]), unit),
            _pieces(
                network,
                rows,
                most - _left(cost, network.link_end[rows]),
                unit,
                from_end=True,
            ),
            _doors(destinations, placed.status == Status.OK, box),
        ]
    )
    if len(reached) == 0:
        return shapely.MultiPolygon()
    # Widened, merged, and drawn in again: what lies between two streets within reach
    # is within reach, but nothing is added on the outside.
    wide = shapely.buffer(reached, around_m + _BETWEEN_M, quad_segs=3)
    closed = shapely.buffer(shapely.union_all(wide), -_BETWEEN_M, quad_segs=3)
    return shapely.simplify(closed, _SMOOTH_M)


def _streets(
    network: RoadNetwork, box: tuple[float, float, float, float] | None
) -> NDArray[np.int64]:
    """Return the links where people live, as far as they meet the box."""
    rows = np.flatnonzero(network.link_is_street)
    if box is None:
        return rows
    west, south, east, north = (side * CM_PER_M for side in box)
    meets = np.zeros(len(rows), np.bool_)
    for node in (network.link_start[rows], network.link_end[rows]):
        x_cm, y_cm = network.node_x_cm[node], network.node_y_cm[node]
        inside = (x_cm >= west) & (x_cm <= east) & (y_cm >= south) & (y_cm <= north)
        meets |= inside
    return rows[meets]


def _left(cost: NDArray[np.int32], node: NDArray[np.int32]) -> NDArray[np.int64]:
    return cost[node].astype(np.int64)


def _pieces(
    network: RoadNetwork,
    rows: NDArray[np.int64],
    budget: NDArray[np.int64],
    unit: Unit,
    *,
    from_end: bool = False,
) -> NDArray[np.object_]:
    """Return the part of each street from which one gets to its junction in budget.

    People travel towards the junction, so it is the direction to it that must be open.
    """
    back, forth = network.link_backward_ds[rows], network.link_forward_ds[rows]
    time = forth if from_end else back
    whole = network.link_length_cm[rows] if unit is Unit.METRES else time
    keep = (budget >= 0) & (time != NOT_FOUND)
    part = np.minimum(budget[keep] / np.maximum(whole[keep], 1), 1.0)
    lines = link_shapes(network, rows[keep])
    if from_end:
        lines = shapely.reverse(lines)
    full = part >= 1.0
    cut = lines[~full]
    steps = part[~full, None] * np.linspace(0.0, 1.0, _PIECES)[None, :]
    points = shapely.line_interpolate_point(cut[:, None], steps, normalized=True)
    if len(cut) == 0:
        return lines
    short = shapely.linestrings(shapely.get_coordinates(points).reshape(-1, _PIECES, 2))
    return np.concatenate([lines[full], short])


def link_shapes(network: RoadNetwork, rows: NDArray[np.int64]) -> NDArray[np.object_]:
    """Return the shapes of some links as lines in metres."""
    start, end = network.vertex_ptr[rows], network.vertex_ptr[rows + 1]
    sizes = end - start
    first = np.repeat(start - np.concatenate([[0], np.cumsum(sizes)[:-1]]), sizes)
    at = first + np.arange(int(sizes.sum()))
    x_m = network.vertex_x_cm[at] / CM_PER_M
    y_m = network.vertex_y_cm[at] / CM_PER_M
    line = np.repeat(np.arange(len(rows)), sizes)
    shapes: NDArray[np.object_] = shapely.linestrings(
        np.column_stack([x_m, y_m]), indices=line
    )
    return shapes


def _doors(
    destinations: Points,
    usable: NDArray[np.bool_],
    box: tuple[float, float, float, float] | None,
) -> NDArray[np.object_]:
    """Return the destinations themselves: whoever lives next door is within."""
    west, south, east, north = box or (-np.inf, -np.inf, np.inf, np.inf)
    x_m, y_m = destinations.x_m, destinations.y_m
    near = usable & (x_m >= west) & (x_m <= east) & (y_m >= south) & (y_m <= north)
    doors: NDArray[np.object_] = shapely.points(x_m[near], y_m[near])
    return doors
