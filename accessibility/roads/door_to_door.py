"""The shortest or quickest route between two points, with its shape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from accessibility.codes import Unit
from accessibility.errors import UsageError
from accessibility.reach_table import NOT_FOUND
from accessibility.roads.network import Direction, packed
from accessibility.roads.road_reach import label_limit, seeds_of
from accessibility.roads.search import search, workspace_for
from accessibility.roads.snapping import NO_LEG, legs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.roads.network import RoadNetwork
    from accessibility.roads.snapping import SnappedPoints


@dataclass(frozen=True, eq=False)
class Route:
    """The shortest or quickest way from one point to another.

    Parameters
    ----------
    links
        Whole links travelled, in order, between the link of the first door and that
        of the last; int64.
    is_forward
        True where a link is travelled from its start to its end.
    x_m, y_m
        Shape: door, junctions and bends, door; in the network's system.
    """

    links: NDArray[np.int64]
    is_forward: NDArray[np.bool_]
    x_m: NDArray[np.float64]
    y_m: NDArray[np.float64]


def route(
    network: RoadNetwork,
    origin: SnappedPoints,
    destination: SnappedPoints,
    *,
    unit: Unit = Unit.METRES,
    limit: float = np.inf,
) -> Route | None:
    """Return the way between two doors over at least one junction.

    Parameters
    ----------
    network
        Roads of one mode.
    origin, destination
        One point each, placed on that network.
    unit
        What is minimised.
    limit
        How far is searched, in `unit`: a way known to be shorter is found sooner.

    Returns
    -------
    Route or None
        None if there is no such way within the limit, or a point has no place on the
        network.

    Raises
    ------
    UsageError
        If there is more than one point on a side.
    """
    if len(origin) != 1 or len(destination) != 1:
        message = f"a route joins one point to one, not {len(origin)} to "
        raise UsageError(message + str(len(destination)))
    if not (origin.is_ok[0] and destination.is_ok[0]):
        return None
    label = _labels_to(network, destination, unit, limit)
    node = _first_node(network, origin, unit, label)
    if node is None:
        return None
    links, is_forward = _steps(network, node, label, unit, destination)
    bends = [
        _bends(network, int(k), turned=not f)
        for k, f in zip(links, is_forward, strict=True)
    ]
    ends = (origin.points, destination.points)
    door, goal = (np.array([[p.x_m[0], p.y_m[0]]]) for p in ends)
    first = np.array([[network.node_x_cm[node], network.node_y_cm[node]]]) / 100
    shape = np.concatenate([door, first, *bends, goal])
    return Route(links, is_forward, shape[:, 0], shape[:, 1])


def _labels_to(
    network: RoadNetwork, destination: SnappedPoints, unit: Unit, limit: float
) -> NDArray[np.int64]:
    arcs = network.arcs(Direction.TO, unit)
    way = legs(destination, network, unit, leaving=False)
    work = workspace_for(arcs)
    seeds = seeds_of(network, destination.link, way, Direction.TO)
    search(arcs, seeds, label_limit(limit, unit), work)
    labels: NDArray[np.int64] = work.label
    return labels


def _first_node(
    network: RoadNetwork, origin: SnappedPoints, unit: Unit, label: NDArray[np.int64]
) -> int | None:
    """Return the junction through which the way leaves the link of the origin."""
    way = legs(origin, network, unit, leaving=True)
    link = origin.link[0]
    ends = (int(network.link_start[link]), int(network.link_end[link]))
    costs = (way.start[0] + label[ends[0]], way.end[0] + label[ends[1]])
    best = int(np.argmin(costs))
    return ends[best] if costs[best] < NO_LEG else None


def _steps(
    network: RoadNetwork,
    node: int,
    label: NDArray[np.int64],
    unit: Unit,
    destination: SnappedPoints,
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Follow falling labels from a junction to the link of the destination."""
    way = legs(destination, network, unit, leaving=False)
    seeds = seeds_of(network, destination.link, way, Direction.TO)
    # Both ends of a loop are one junction: a set, not a mapping.
    final = set(zip(seeds.node.tolist(), seeds.label.tolist(), strict=True))
    links: list[int] = []
    forward: list[bool] = []
    seen = {node}
    while (node, int(label[node])) not in final:
        link, is_forward = _next_link(network, node, label, unit, seen)
        node = int((network.link_end if is_forward else network.link_start)[link])
        seen.add(node)
        links.append(link)
        forward.append(is_forward)
    return np.array(links, np.int64), np.array(forward, np.bool_)


def _next_link(
    network: RoadNetwork,
    node: int,
    label: NDArray[np.int64],
    unit: Unit,
    seen: set[int],
) -> tuple[int, bool]:
    """Return a link out of a junction along which the label falls by its cost."""
    for is_forward in (True, False):
        here, there = network.link_tails[0], network.link_end
        time_ds = network.link_forward_ds
        if not is_forward:
            here, there = network.link_tails[1], network.link_start
            time_ds = network.link_backward_ds
        out = np.flatnonzero((here == node) & (time_ds != NOT_FOUND))
        cost = packed(network.link_length_cm[out], time_ds[out], unit)
        for link in out[label[there[out]] + cost == label[node]]:
            if int(there[link]) not in seen:
                return int(link), is_forward
    message = "the labels of a search do not lead back to where it began"
    raise AssertionError(message)


def _bends(network: RoadNetwork, link: int, *, turned: bool) -> NDArray[np.float64]:
    span = slice(network.vertex_ptr[link], network.vertex_ptr[link + 1])
    shape = np.column_stack([network.vertex_x_cm[span], network.vertex_y_cm[span]])
    return (shape[::-1] if turned else shape) / 100.0
