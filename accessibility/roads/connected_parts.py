"""The parts in which a network hangs together, numbered from the one with most road."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from accessibility.reach_table import NOT_FOUND
from accessibility.roads.compiler import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray


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
    tails = tails_of(n_nodes, start, end, turn_exits)
    indptr, head = _heads_by_node(n_nodes, (start, end), tails, forward_ds, backward_ds)
    graph = csr_array(
        (np.ones(len(head)), head, indptr), shape=(n_nodes, n_nodes), copy=False
    )
    # scipy loses its way where two arcs join the same nodes.
    graph.sum_duplicates()
    count, label = connected_components(graph, connection="strong")
    del graph, head, indptr
    there = forward_ds != NOT_FOUND
    opened = there | (backward_ds != NOT_FOUND)
    # Where turns are forbidden nobody arrives at the start of a one-way road.
    first = np.where(there, tails[0], tails[1])[opened]
    last = np.where(there, end, start)[opened]
    return numbered_parts(label, count, first, last, length_cm[opened])


def numbered_parts(
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


def tails_of(
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
