"""The road network of one mode: junctions, the links between them, and their shape.

A link runs from junction to junction; nodes where nothing can be chosen are only part
of its shape. Lengths are whole centimetres and times whole deciseconds, rounded up, so
that a way over the road is never shorter than the straight line and sums are exact.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components

from accessibility.codes import Unit
from accessibility.reach_table import NOT_FOUND
from accessibility.roads.compiler import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from numpy.typing import NDArray

    from accessibility.codes import Mode

V = TypeVar("V")

COST_BITS: Final = 32
"""A label holds the cost minimised in its high bits, the other quantity below."""

NO_LABEL: Final = 1 << 62
"""Label of what was not reached."""


class Direction(Enum):
    """Which way a search runs along the arcs."""

    FROM = "from"
    """Along the direction of travel, from an origin."""
    TO = "to"
    """Against it: everything from which a destination can be reached."""


class Arcs(NamedTuple):
    """Arcs grouped by the node at which a search stands.

    `head[indptr[v]:indptr[v + 1]]` are the nodes next to `v`; `weight` packs the cost
    minimised and the other quantity into one integer, so that adding and comparing
    labels treats both at once and ties are settled the same way in any order.
    """

    indptr: NDArray[np.int32]
    head: NDArray[np.int32]
    weight: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class RoadNetwork:
    """Roads that one mode may use.

    Parameters
    ----------
    mode
        Who travels.
    epsg
        EPSG code of the metric system of all coordinates.
    node_x_cm, node_y_cm
        Places of the junctions in whole centimetres, int32, shape `(n_nodes,)`;
        numbered along a space-filling curve.
    node_component
        Strongly connected part each junction lies in, numbered from the one with most
        road downwards, int32, shape `(n_nodes,)`.
    component_m
        Metres of road inside each part, shape `(n_components,)`.
    link_start, link_end
        Junctions of each link, int32, shape `(n_links,)`.
    link_length_cm
        Length of each link, int32; never below the length of its shape.
    link_forward_ds, link_backward_ds
        Time from start to end and back, int32; `NOT_FOUND` where closed.
    link_is_street
        False where nobody lives: ferries, motorways; points are not placed there.
    vertex_ptr
        Start of each link's shape in the vertices, int64, shape `(n_links + 1,)`.
    vertex_x_cm, vertex_y_cm
        Shapes from start to end, both included, int32.
    turn_exits
        Where turns are forbidden, a link ends at one junction and is entered from
        another at the same spot, and links of no length join them where turning is
        allowed. Rows of where one arrives and where one leaves, int32, shape `(k, 2)`.
    """

    mode: Mode
    epsg: int
    node_x_cm: NDArray[np.int32]
    node_y_cm: NDArray[np.int32]
    node_component: NDArray[np.int32]
    component_m: NDArray[np.float64]
    link_start: NDArray[np.int32]
    link_end: NDArray[np.int32]
    link_length_cm: NDArray[np.int32]
    link_forward_ds: NDArray[np.int32]
    link_backward_ds: NDArray[np.int32]
    link_is_street: NDArray[np.bool_]
    vertex_ptr: NDArray[np.int64]
    vertex_x_cm: NDArray[np.int32]
    vertex_y_cm: NDArray[np.int32]
    turn_exits: NDArray[np.int32] = field(
        default_factory=lambda: np.empty((0, 2), np.int32)
    )
    # What is derived from the arrays above on first use: arcs, the grid of segments.
    _derived: dict[Any, Any] = field(default_factory=dict, repr=False)

    @property
    def n_nodes(self) -> int:
        """Number of junctions."""
        return len(self.node_x_cm)

    @property
    def n_links(self) -> int:
        """Number of links."""
        return len(self.link_start)

    @property
    def link_tails(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Junctions from which each link is entered at its start and at its end.

        They differ from those at which it is left where turns are forbidden.
        """
        return self.derived(
            "tails",
            lambda: _tails(
                self.n_nodes, self.link_start, self.link_end, self.turn_exits
            ),
        )

    @property
    def link_component(self) -> NDArray[np.int32]:
        """Part of the network each link lies in, -1 if it joins two parts."""
        start = self.node_component[self.link_start]
        same = start == self.node_component[self.link_end]
        return np.where(same, start, -1).astype(np.int32)

    @property
    def node_part(self) -> NDArray[np.int32]:
        """Part each junction lies in when directions do not count, most road first.

        Between two of these parts there is no way at all; inside one there may be a
        way there and none back.
        """
        return self.derived("part", self._parts)

    def _parts(self) -> NDArray[np.int32]:
        arrive, leave = self.turn_exits.T
        pairs = (
            np.concatenate([self.link_start, arrive]),
            np.concatenate([self.link_end, leave]),
        )
        joined = coo_array(
            (np.ones(len(pairs[0])), pairs), shape=(self.n_nodes, self.n_nodes)
        )
        count, label = connected_components(joined, directed=False)
        return _numbered(
            label, count, self.link_start, self.link_end, self.link_length_cm
        )[0]

    def arcs(self, direction: Direction, unit: Unit) -> Arcs:
        """Return the arcs for searches in a direction, minimising a unit."""
        return self.derived((direction, unit), lambda: _arcs_of(self, direction, unit))

    def derived(self, key: Hashable, make: Callable[[], V]) -> V:
        """Return what follows from the network, made on first use and kept with it."""
        if key not in self._derived:
            self._derived[key] = make()
        found: V = self._derived[key]
        return found

    def closed(self, links: NDArray[np.int64]) -> RoadNetwork:
        """Return the network without some links: a bridge taken out, a road blocked.

        Parameters
        ----------
        links
            Numbers of the links that disappear.
        """
        keep = np.ones(self.n_links, np.bool_)
        keep[links] = False
        sizes = np.diff(self.vertex_ptr)
        vertex_keep = np.repeat(keep, sizes)
        start, end = self.link_start[keep], self.link_end[keep]
        length_cm = self.link_length_cm[keep]
        forward, backward = self.link_forward_ds[keep], self.link_backward_ds[keep]
        component, metres = components(
            self.n_nodes,
            start,
            end,
            length_cm,
            forward,
            backward,
            turn_exits=self.turn_exits,
        )
        return RoadNetwork(
            self.mode,
            self.epsg,
            self.node_x_cm,
            self.node_y_cm,
            component,
            metres,
            start,
            end,
            length_cm,
            forward,
            backward,
            self.link_is_street[keep],
            np.concatenate([[0], np.cumsum(sizes[keep])]).astype(np.int64),
            self.vertex_x_cm[vertex_keep],
            self.vertex_y_cm[vertex_keep],
            self.turn_exits,
        )


def components(
    n_nodes: int,
    start: NDArray[np.int32],
    end: NDArray[np.int32],
    length_cm: NDArray[np.int32],
    forward_ds: NDArray[np.int32],
    backward_ds: NDArray[np.int32],
    *,
    turn_exits: NDArray[np.int32] | None = None,
) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """Find the strongly connected parts and number them, most road first.

    Returns
    -------
    tuple
        Part per node, and metres of road inside each part.
    """
    tails = _tails(n_nodes, start, end, turn_exits)
    indptr, head = _heads_by_node(n_nodes, (start, end), tails, forward_ds, backward_ds)
    graph = csr_array(
        (np.ones(len(head)), head, indptr), shape=(n_nodes, n_nodes), copy=False
    )
    # scipy loses its way where two arcs join the same nodes.
    graph.sum_duplicates()
    count, label = connected_components(graph, connection="strong")
    del graph, head, indptr
    return _numbered(label, count, start, end, length_cm)


def _numbered(
    label: NDArray[np.int32],
    count: int,
    start: NDArray[np.int32],
    end: NDArray[np.int32],
    length_cm: NDArray[np.int32],
) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """Give parts numbers by their metres of road, most first."""
    n_nodes = len(label)
    inside = label[start] == label[end]
    metres = np.zeros(count)
    np.add.at(metres, label[start[inside]], length_cm[inside] / 100)
    # Parts of equal size are told apart by their first node, whatever scipy does.
    first = np.full(count, n_nodes)
    np.minimum.at(first, label, np.arange(n_nodes))
    order = np.lexsort((first, -metres))
    rank = np.empty(count, np.int32)
    rank[order] = np.arange(count)
    sorted_metres: NDArray[np.float64] = metres[order]
    return rank[label], sorted_metres


def leads_to(
    network: RoadNetwork, start: NDArray[np.int32], goal: NDArray[np.int32]
) -> NDArray[np.bool_]:
    """Tell whether any way leads from strongly connected parts to others.

    Parameters
    ----------
    network
        Roads of one mode.
    start, goal
        Numbers of parts, as in `node_component`; -1 leads nowhere.

    Returns
    -------
    numpy.ndarray
        Of shape `(len(start), len(goal))`.
    """
    part, tails = network.node_component, network.link_tails
    there = network.link_forward_ds != NOT_FOUND
    back = network.link_backward_ds != NOT_FOUND
    tail = part[np.concatenate([tails[0][there], tails[1][back]])]
    head = part[np.concatenate([network.link_end[there], network.link_start[back]])]
    other = tail != head
    count = len(network.component_m)
    steps = coo_array(
        (np.ones(int(other.sum())), (tail[other], head[other])),
        shape=(count, count),
    ).tocsr()
    out = np.zeros((len(start), len(goal)), np.bool_)
    for part in np.unique(start[start >= 0]):
        reached = np.zeros(count + 1, np.bool_)
        reached[breadth_first_order(steps, part, return_predecessors=False)] = True
        out[start == part] = reached[goal] & (goal >= 0)
    return out


@compiled
def _heads_by_node(
    n_nodes: int,
    ends: tuple[NDArray[np.int32], NDArray[np.int32]],
    tails: tuple[NDArray[np.int32], NDArray[np.int32]],
    forward_ds: NDArray[np.int32],
    backward_ds: NDArray[np.int32],
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """List where one can go from each node."""
    (start, end), (from_start, from_end) = ends, tails
    indptr = np.zeros(n_nodes + 1, np.int32)
    for k in range(len(start)):
        indptr[from_start[k] + 1] += forward_ds[k] != NOT_FOUND
        indptr[from_end[k] + 1] += backward_ds[k] != NOT_FOUND
    for v in range(n_nodes):
        indptr[v + 1] += indptr[v]
    head, fill = np.empty(indptr[n_nodes], np.int32), indptr[:-1].copy()
    for k in range(len(start)):
        if forward_ds[k] != NOT_FOUND:
            head[fill[from_start[k]]] = end[k]
            fill[from_start[k]] += 1
        if backward_ds[k] != NOT_FOUND:
            head[fill[from_end[k]]] = start[k]
            fill[from_end[k]] += 1
    return indptr, head


def _tails(
    n_nodes: int,
    start: NDArray[np.int32],
    end: NDArray[np.int32],
    turn_exits: NDArray[np.int32] | None,
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the nodes from which links are entered; the same arrays if all are."""
    if turn_exits is None or len(turn_exits) == 0:
        return start, end
    leave = np.arange(n_nodes, dtype=np.int32)
    leave[turn_exits[:, 0]] = turn_exits[:, 1]
    is_exit = np.zeros(n_nodes, np.bool_)
    is_exit[turn_exits[:, 1]] = True
    # What joins the two is entered where one arrives.
    is_joint = is_exit[start] | is_exit[end]
    return np.where(is_joint, start, leave[start]), np.where(is_joint, end, leave[end])


def packed(
    length_cm: NDArray[np.integer[Any]], time_ds: NDArray[np.integer[Any]], unit: Unit
) -> NDArray[np.int64]:
    """Return labels: the quantity minimised in the high bits, the other below."""
    first, second = (
        (length_cm, time_ds) if unit is Unit.METRES else (time_ds, length_cm)
    )
    return (first.astype(np.int64) << COST_BITS) | second.astype(np.int64)


def _arcs_of(network: RoadNetwork, direction: Direction, unit: Unit) -> Arcs:
    length = network.link_length_cm
    there, back = network.link_forward_ds, network.link_backward_ds
    if direction is Direction.TO:
        there, back = back, there
    # Seen from its start a link leads to its end, and the other way round.
    from_start = _labels_where_open(length, there, unit)
    from_end = _labels_where_open(length, back, unit)
    ends, tails = (network.link_start, network.link_end), network.link_tails
    # Against the direction of travel a search stands where links are left.
    stand, reach = (tails, ends) if direction is Direction.FROM else (ends, tails)
    return Arcs(*_grouped_by_node(network.n_nodes, stand, reach, from_start, from_end))


def _labels_where_open(
    length_cm: NDArray[np.int32],
    time_ds: NDArray[np.int32],
    unit: Unit,
) -> NDArray[np.int64]:
    label = packed(length_cm, time_ds, unit)
    label[time_ds == NOT_FOUND] = NO_LABEL
    return label


@compiled
def _grouped_by_node(
    n_nodes: int,
    stand: tuple[NDArray[np.int32], NDArray[np.int32]],
    reach: tuple[NDArray[np.int32], NDArray[np.int32]],
    from_start: NDArray[np.int64],
    from_end: NDArray[np.int64],
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]:
    """Sort open arcs by the node a search stands at, in the order of the links."""
    (start, end), (to_start, to_end) = stand, reach
    indptr = np.zeros(n_nodes + 1, np.int32)
    for k in range(len(start)):
        if from_start[k] != NO_LABEL:
            indptr[start[k] + 1] += 1
        if from_end[k] != NO_LABEL:
            indptr[end[k] + 1] += 1
    for v in range(n_nodes):
        indptr[v + 1] += indptr[v]
    head = np.empty(indptr[n_nodes], np.int32)
    weight = np.empty(indptr[n_nodes], np.int64)
    fill = indptr[:-1].copy()
    for k in range(len(start)):
        if from_start[k] != NO_LABEL:
            at = fill[start[k]]
            head[at] = to_end[k]
            weight[at] = from_start[k]
            fill[start[k]] += 1
        if from_end[k] != NO_LABEL:
            at = fill[end[k]]
            head[at] = to_start[k]
            weight[at] = from_end[k]
            fill[end[k]] += 1
    return indptr, head, weight
