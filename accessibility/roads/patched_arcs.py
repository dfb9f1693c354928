"""The arcs of an edited network, made of those before instead of all anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from accessibility.reach_table import NOT_FOUND
from accessibility.roads.network import Arcs, Direction, packed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.codes import Unit
    from accessibility.roads.network import RoadNetwork


def arcs_after(network: RoadNetwork, direction: Direction, unit: Unit) -> Arcs:
    """Return the arcs of a network, from those before if it was edited.

    They are those of `RoadNetwork.arcs` but for their order and for arcs from a node to
    itself, neither of which a search notices.
    """
    origin = network.origin
    if origin is None:
        return network.arcs(direction, unit)
    before = arcs_after(origin.network, direction, unit)
    return network.derived(
        (direction, unit), lambda: _patched(network, before, direction, unit)
    )


class Arc(NamedTuple):
    """An arc: where a search stands, where it gets, and the label of the way."""

    stand: int
    head: int
    weight: int


def _patched(
    network: RoadNetwork, before: Arcs, direction: Direction, unit: Unit
) -> Arcs:
    if network.origin is None:
        return before
    old = network.origin.network
    head, weight = before.head.copy(), before.weight.copy()
    free: dict[int, list[int]] = {}
    for link in np.unique(network.origin.link).tolist():
        for arc in arcs_on(old, link, direction, unit):
            at = _find(before, arc, head, weight)
            # From a node to itself: a way that never leads anywhere better.
            head[at] = arc.stand
            free.setdefault(arc.stand, []).append(at)
    new = [
        arc
        for link in range(old.n_links, network.n_links)
        for arc in arcs_on(network, link, direction, unit)
    ]
    left: list[Arc] = []
    for arc in new:
        if free.get(arc.stand):
            at = free[arc.stand].pop()
            head[at], weight[at] = arc.head, arc.weight
        else:
            left.append(arc)
    return _inserted(network.n_nodes, Arcs(before.indptr, head, weight), left)


def arcs_on(
    network: RoadNetwork, link: int, direction: Direction, unit: Unit
) -> list[Arc]:
    """Return the arcs of a link in a direction of searching: none to two."""
    tails = [int(tail[link]) for tail in network.link_tails]
    ends = [int(network.link_start[link]), int(network.link_end[link])]
    times = [network.link_forward_ds[link], network.link_backward_ds[link]]
    length = network.link_length_cm[link : link + 1]
    out = []
    for k, time_ds in enumerate(times):
        if time_ds == NOT_FOUND:
            continue
        label = int(packed(length, np.array([time_ds]), unit)[0])
        stand, head = tails[k], ends[1 - k]
        if direction is Direction.TO:
            stand, head = head, stand
        out.append(Arc(stand, head, label))
    return out


def _find(
    arcs: Arcs, arc: Arc, head: NDArray[np.int32], weight: NDArray[np.int64]
) -> int:
    """Return where an arc is; of two that are alike either will do."""
    span = slice(arcs.indptr[arc.stand], arcs.indptr[arc.stand + 1])
    alike = (head[span] == arc.head) & (weight[span] == arc.weight)
    return int(span.start + np.flatnonzero(alike)[0])


def _inserted(n_nodes: int, arcs: Arcs, more: list[Arc]) -> Arcs:
    """Return arcs with some more, at the end of those of their node."""
    more = sorted(more)
    old = len(arcs.indptr) - 1
    indptr = np.concatenate(
        [arcs.indptr, np.full(n_nodes - old, arcs.indptr[-1], np.int32)]
    )
    if not more:
        return Arcs(indptr, arcs.head, arcs.weight)
    stand, heads, labels = (np.array(column) for column in zip(*more, strict=True))
    at = indptr[stand + 1]
    for node in stand:
        indptr[node + 1 :] += 1
    return Arcs(
        indptr,
        np.insert(arcs.head, at, heads.astype(np.int32)),
        np.insert(arcs.weight, at, labels.astype(np.int64)),
    )
