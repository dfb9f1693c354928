"""Distances between any two lists of points, and the nearest of a list everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.codes import Unit
from accessibility.reach_table import CM_PER_M, DS_PER_S, NOT_FOUND, Status
from accessibility.roads.network import COST_BITS, NO_LABEL, Direction, leads_to
from accessibility.roads.patched_arcs import arcs_after
from accessibility.roads.road_reach import (
    label_limit,
    prepare_reach,
    seeds_of,
    threads_of,
)
from accessibility.roads.search import NO_OWNER, search, workspace_for
from accessibility.roads.snapping import (
    DEFAULT_SNAP,
    NO_LEG,
    SnapRule,
    check_region,
    legs,
    snap,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.places import Points
    from accessibility.roads.network import RoadNetwork
    from accessibility.roads.snapping import SnappedPoints

DISTANCE_COLUMNS: Final = (
    "from_id",
    "to_id",
    "distance_m",
    "time_s",
    "status",
    "snap_from_m",
    "snap_to_m",
)


@dataclass(frozen=True, eq=False)
class DistanceMatrix:
    """Distance and time from each origin to each destination.

    Parameters
    ----------
    origins, destinations
        Placed on the network.
    distance_cm, time_ds
        Int32, shape `(n_origins, n_destinations)`; `NOT_FOUND` where nothing was.
    """

    origins: SnappedPoints
    destinations: SnappedPoints
    distance_cm: NDArray[np.int32]
    time_ds: NDArray[np.int32]


def distance_matrix(
    network: RoadNetwork,
    origins: SnappedPoints,
    destinations: SnappedPoints,
    *,
    unit: Unit = Unit.METRES,
    limit: float = np.inf,
    workers: int | None = None,
) -> DistanceMatrix:
    """Measure every origin against every destination.

    Searches start on the side with fewer points; sums are exact, so it does not
    matter which.

    Parameters
    ----------
    network
        Roads of one mode.
    origins, destinations
        Placed on that network.
    unit
        What is minimised.
    limit
        Largest cost kept, in `unit`, inclusive.
    workers
        Threads, all cores if None.
    """
    turned = len(origins) < len(destinations)
    around, attached = (origins, destinations) if turned else (destinations, origins)
    direction = Direction.FROM if turned else Direction.TO
    prepared = prepare_reach(
        network, attached, unit=unit, limit=limit, direction=direction
    )
    shape = (len(around), len(attached))
    cost, other = (np.full(shape, NOT_FOUND, np.int32) for _ in range(2))
    for j, column in enumerate(prepared.columns(around, threads_of(workers))):
        rows, cost_column, other_column = column
        cost[j, rows] = cost_column
        other[j, rows] = other_column
    if not turned:
        cost, other = cost.T, other.T
    by_metres = unit is Unit.METRES
    return DistanceMatrix(
        origins,
        destinations,
        cost if by_metres else other,
        other if by_metres else cost,
    )


def distances(
    network: RoadNetwork,
    origins: Points,
    destinations: Points,
    *,
    unit: Unit = Unit.METRES,
    limit: float = np.inf,
    rule: SnapRule = DEFAULT_SNAP,
    workers: int | None = None,
) -> pd.DataFrame:
    """Return the way over the road for every pair, one row each.

    Parameters
    ----------
    network
        Roads of one mode.
    origins, destinations
        In the network's metric system.
    unit
        What is minimised: metres or seconds.
    limit
        Largest cost looked for, in `unit`, inclusive; none by default.
    rule
        How points get onto the road.
    workers
        Threads, all cores if None.

    Returns
    -------
    pandas.DataFrame
        Columns `DISTANCE_COLUMNS`, origins in their order and within each the
        destinations; `status` is one of `PAIR_STATUS`; what was not found is NaN.

    Examples
    --------
    >>> from accessibility.roads.network_tables import network_from_tables
    >>> from accessibility.codes import Mode
    >>> from accessibility.places import Points
    >>> nodes = pd.DataFrame({"node_id": [1, 2], "x_m": [0, 3_000], "y_m": [0, 0]})
    >>> edges = pd.DataFrame({"from_node": [1], "to_node": [2]})
    >>> roads = network_from_tables(nodes, edges, mode=Mode.BIKE)
    >>> home = Points(np.array(["home"]), np.array([500.0]), np.array([100.0]))
    >>> school = Points(np.array(["school"]), np.array([2_500.0]), np.array([0.0]))
    >>> distances(roads, home, school)[["distance_m", "time_s", "status"]].to_numpy()
    array([[2100.0, 552.0, 'ok']], dtype=object)
    """
    start, goal = snap(origins, network, rule), snap(destinations, network, rule)
    for points in (origins, destinations):
        check_region(points, network)
    matrix = distance_matrix(
        network,
        start,
        goal,
        unit=unit,
        limit=limit,
        workers=workers,
    )
    no_way = ~leads_to(network, _parts(start, network), _parts(goal, network))
    # Without a limit what was not found has no way, whatever the parts.
    return _as_rows(matrix, no_way | ~np.isfinite(limit))


def _parts(snapped: SnappedPoints, network: RoadNetwork) -> NDArray[np.int32]:
    """Return the strongly connected part each point lies in, -1 for none."""
    part = network.strong_parts[0][network.link_start[snapped.link]]
    return np.where(snapped.link >= 0, part, -1).astype(np.int32)


def _as_rows(matrix: DistanceMatrix, no_way: NDArray[np.bool_]) -> pd.DataFrame:
    from_row, to_row = (index.ravel() for index in np.indices(matrix.distance_cm.shape))
    origins, destinations = matrix.origins, matrix.destinations
    columns = (
        origins.points.ids[from_row],
        destinations.points.ids[to_row],
        _scaled(matrix.distance_cm, CM_PER_M),
        _scaled(matrix.time_ds, DS_PER_S),
        _pair_status(matrix, from_row, to_row, no_way.ravel()),
        origins.access_cm[from_row] / CM_PER_M,
        destinations.access_cm[to_row] / CM_PER_M,
    )
    return pd.DataFrame(dict(zip(DISTANCE_COLUMNS, columns, strict=True)))


def _scaled(values: NDArray[np.int32], scale: int) -> NDArray[np.float64]:
    flat = values.ravel()
    return np.where(flat == NOT_FOUND, np.nan, flat / scale)


def _pair_status(
    matrix: DistanceMatrix,
    from_row: NDArray[np.int64],
    to_row: NDArray[np.int64],
    no_way: NDArray[np.bool_],
) -> NDArray[np.str_]:
    """Name what became of each pair; the worse of the two ends decides."""
    place = np.maximum(
        matrix.origins.status[from_row], matrix.destinations.status[to_row]
    )
    return np.select(
        [
            place == Status.OUTSIDE,
            place == Status.ISOLATED,
            place == Status.UNSNAPPED,
            matrix.distance_cm.ravel() != NOT_FOUND,
            no_way,
        ],
        ["outside", "isolated", "unsnapped", "ok", "unreachable"],
        "beyond",
    )


@dataclass(frozen=True, eq=False)
class NearestEverywhere:
    """The nearest destination of every junction.

    Parameters
    ----------
    cost
        Whole centimetres or deciseconds, `NOT_FOUND` beyond the limit, int32, shape
        `(n_nodes,)`.
    destination
        Row of the destination, -1 for none, int32; of equals the first.
    """

    cost: NDArray[np.int32]
    destination: NDArray[np.int32]


def nearest_everywhere(
    network: RoadNetwork,
    destinations: SnappedPoints,
    *,
    unit: Unit = Unit.METRES,
    limit: float = np.inf,
) -> NearestEverywhere:
    """Find the nearest destination of every junction by one search from all of them.

    Parameters
    ----------
    network
        Roads of one mode.
    destinations
        Placed on that network.
    unit
        What is minimised.
    limit
        Largest cost looked for, in `unit`, inclusive.
    """
    arcs = arcs_after(network, Direction.TO, unit)
    way = legs(destinations, network, unit, leaving=False)
    seeds = seeds_of(network, destinations.link, way, Direction.TO)
    largest = int(seeds.label[seeds.label < NO_LEG].max(initial=0))
    work = workspace_for(arcs, largest_seed=largest, keep_owner=True)
    search(arcs, seeds, label_limit(limit, unit), work)
    label = work.label
    cost = np.where(label == NO_LABEL, NOT_FOUND, label >> COST_BITS)
    owner = np.where(work.owner == NO_OWNER, -1, work.owner)
    return NearestEverywhere(cost.astype(np.int32), owner.astype(np.int32))
