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
from scipy.sparse import coo_array
from scipy.sparse.csgraph import breadth_first_order, connected_components

from accessibility.codes import Unit
from accessibility.reach_table import NOT_FOUND
from accessibility.roads.compiler import compiled
from accessibility.roads.connected_parts import (
    components,
    numbered_parts,
    tails_of,
)

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
class Origin:
    """The network that an edited one was made of, and the pieces it cut links into.

    Parameters
    ----------
    network
        The network before.
    link, from_cm, to_cm
        Each piece: the link before that it is a part of, and which part, int64, in
        the order of links and along them.
    piece
        The link after that it is, -1 where it is closed, int64.
    joined, joined_cm
        Links before between which new ones were laid, and where on them, int64: two
        rows per new link, which come after the pieces.
    """

    network: RoadNetwork
    link: NDArray[np.int64]
    from_cm: NDArray[np.int64]
    to_cm: NDArray[np.int64]
    piece: NDArray[np.int64]
    joined: NDArray[np.int64]
    joined_cm: NDArray[np.int64]


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
    span_link, span_from_cm, span_to_cm
        Bridges, tunnels and ferries: the link each is a part of, and which part, in
        whole centimetres of its length from its start, int32, shape `(n_spans,)`.
    span_kind, span_name
        `bridge`, `tunnel` or `ferry`, and the name if it has one of its own.

    Notes
    -----
    A link that an edit closed keeps its number, and is open in no direction. The
    strongly connected parts of an edited network are those of `strong_parts`, found
    when they are asked for.
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
    span_link: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))
    span_from_cm: NDArray[np.int32] = field(
        default_factory=lambda: np.empty(0, np.int32)
    )
    span_to_cm: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))
    span_kind: NDArray[np.str_] = field(default_factory=lambda: np.empty(0, np.str_))
    span_name: NDArray[np.str_] = field(default_factory=lambda: np.empty(0, np.str_))
    _origin: Origin | None = field(default=None, repr=False)
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
            lambda: tails_of(
                self.n_nodes, self.link_start, self.link_end, self.turn_exits
            ),
        )

    @property
    def origin(self) -> Origin | None:
        """The network this one was made of by an edit; None if it was built."""
        return self._origin

    @property
    def strong_parts(self) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """Strongly connected part of each junction, and metres of road inside each."""
        if self._origin is None:
            return self.node_component, self.component_m
        return self.derived("strong", lambda: _strong_parts(self))

    @property
    def link_is_open(self) -> NDArray[np.bool_]:
        """False for the links that an edit closed, shape `(n_links,)`."""
        opened: NDArray[np.bool_] = self.link_forward_ds != NOT_FOUND
        opened |= self.link_backward_ds != NOT_FOUND
        return opened

    @property
    def link_component(self) -> NDArray[np.int32]:
        """Part of the network each link lies in, -1 if it joins two parts."""
        part, tails = self.strong_parts[0], self.link_tails
        there = self.link_forward_ds != NOT_FOUND
        # Where turns are forbidden nobody arrives at the start of a one-way road.
        first = part[np.where(there, tails[0], tails[1])]
        last = part[np.where(there, self.link_end, self.link_start)]
        same = (first == last) & self.link_is_open
        return np.where(same, first, -1).astype(np.int32)

    @property
    def node_part(self) -> NDArray[np.int32]:
        """Part each junction lies in when directions do not count, most road first.

        Between two of these parts there is no way at all; inside one there may be a
        way there and none back.
        """
        return self.derived("part", self._parts)

    def _parts(self) -> NDArray[np.int32]:
        arrive, leave = self.turn_exits.T
        opened = self.link_is_open
        start, end = self.link_start[opened], self.link_end[opened]
        pairs = np.concatenate([start, arrive]), np.concatenate([end, leave])
        joined = coo_array(
            (np.ones(len(pairs[0])), pairs), shape=(self.n_nodes, self.n_nodes)
        )
        count, label = connected_components(joined, directed=False)
        return numbered_parts(label, count, start, end, self.link_length_cm[opened])[0]

    def arcs(self, direction: Direction, unit: Unit) -> Arcs:
        """Return the arcs for searches in a direction, minimising a unit."""
        return self.derived((direction, unit), lambda: _arcs_of(self, direction, unit))

    def derived(self, key: Hashable, make: Callable[[], V]) -> V:
        """Return what follows from the network, made on first use and kept with it."""
        if key not in self._derived:
            self._derived[key] = make()
        found: V = self._derived[key]
        return found


def _strong_parts(
    network: RoadNetwork,
) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    return components(
        network.n_nodes,
        network.link_start,
        network.link_end,
        network.link_length_cm,
        network.link_forward_ds,
        network.link_backward_ds,
        turn_exits=network.turn_exits,
    )


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
    (part, metres), tails = network.strong_parts, network.link_tails
    there = network.link_forward_ds != NOT_FOUND
    back = network.link_backward_ds != NOT_FOUND
    tail = part[np.concatenate([tails[0][there], tails[1][back]])]
    head = part[np.concatenate([network.link_end[there], network.link_start[back]])]
    other = tail != head
    count = len(metres)
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
