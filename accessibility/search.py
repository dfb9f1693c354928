"""The compiled bounded search: shortest ways from one place to everything near it.

Labels pack the cost minimised and the other quantity into one integer. Nodes wait in a
ring of buckets by cost; inside a bucket they are taken in any order and taken again if
a better way appears, so the outcome is exact and the same in every order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from accessibility.compiled import compiled, inlined
from accessibility.network import COST_BITS, NO_LABEL, Arcs

if TYPE_CHECKING:
    from numpy.typing import NDArray

NOBODY: Final = np.iinfo(np.int32).max
"""Owner of a node that no source has reached."""

_NONE: Final = -1
_IDLE: Final = -2
"""Stands before a node that does not wait."""


NODE: Final = np.dtype([("label", "i8"), ("after", "i4"), ("before", "i4")])
"""What a search keeps per node, side by side: one glance of memory per node."""


class Workspace(NamedTuple):
    """Memory of one thread, made once and left clean after every search.

    Parameters
    ----------
    node
        Per node its best `label`, and its neighbours `before` and `after` in the
        bucket where it waits.
    owner
        Number of the seed each node was reached from; empty if that is not kept.
    reached
        The nodes that have a label, in the order in which they got it.
    bucket
        First node waiting in each bucket.
    shift
        A label shifted right by this is the number of its bucket.
    """

    node: NDArray[np.void]
    owner: NDArray[np.int32]
    reached: NDArray[np.int32]
    bucket: NDArray[np.int32]
    shift: int


class Seeds(NamedTuple):
    """Where a search starts, and with which labels."""

    node: NDArray[np.int32]
    label: NDArray[np.int64]
    owner: NDArray[np.int32]


def workspace_for(
    arcs: Arcs, *, largest_seed: int = 0, keep_owner: bool = False
) -> Workspace:
    """Return the memory for searches along some arcs.

    Parameters
    ----------
    arcs
        What is searched.
    largest_seed
        Largest label a search starts with, if its seeds differ by more than the cost
        of one road.
    keep_owner
        Also keep which seed each node was reached from.
    """
    n_nodes = len(arcs.indptr) - 1
    costs = arcs.weight >> COST_BITS
    typical = max(int(np.median(costs)) if len(costs) else 1, 1)
    # Half a typical road per bucket: few empty buckets, few nodes taken twice.
    bits = max(typical.bit_length() - 1, 0)
    longest = max(int(costs.max(initial=0)), largest_seed >> COST_BITS)
    count = 1 << ((longest >> bits) + 2).bit_length()
    return Workspace(
        np.full(n_nodes, np.array((NO_LABEL, _NONE, _IDLE), NODE)),
        np.full(n_nodes if keep_owner else 0, NOBODY, np.int32),
        np.empty(n_nodes, np.int32),
        np.full(count, _NONE, np.int32),
        COST_BITS + bits,
    )


@inlined
def _take_out(
    v: int, place: int, node: NDArray[np.void], bucket: NDArray[np.int32]
) -> None:
    """Take a node out of the bucket in which it waits."""
    before, after = node[v]["before"], node[v]["after"]
    if before == _NONE:
        bucket[place] = after
    else:
        node[before]["after"] = after
    if after != _NONE:
        node[after]["before"] = before
    node[v]["before"] = _IDLE


@inlined
def _put_in(
    v: int, place: int, node: NDArray[np.void], bucket: NDArray[np.int32]
) -> None:
    """Put a node in front of a bucket."""
    first = bucket[place]
    node[v]["after"] = first
    node[v]["before"] = _NONE
    if first != _NONE:
        node[first]["before"] = v
    bucket[place] = v


@inlined
def _improve(
    v: int, new: int, node: NDArray[np.void], bucket: NDArray[np.int32], shift: int
) -> int:
    """Give a node a better label and its place to wait; return how many more wait."""
    mask = len(bucket) - 1
    place, was = (new >> shift) & mask, (node[v]["label"] >> shift) & mask
    node[v]["label"] = new
    more = 0
    if node[v]["before"] == _IDLE:
        more = 1
        _put_in(v, place, node, bucket)
    elif place != was:
        _take_out(v, was, node, bucket)
        _put_in(v, place, node, bucket)
    return more


@inlined
def _is_better(
    v: int, new: int, own: int, node: NDArray[np.void], owner: NDArray[np.int32]
) -> bool:
    """Tell whether a label improves a node; of equal ones the first seed's does."""
    old = node[v]["label"]
    return new < old or (new == old and len(owner) > 0 and own < owner[v])


@compiled
def _planted(seeds: Seeds, limit: int, work: Workspace) -> tuple[int, int, int]:
    """Label the seeds; return how many reached and waiting, and the first bucket."""
    n_reached, n_waiting, first = 0, 0, limit >> work.shift
    for s in range(len(seeds.node)):
        v, new, own = seeds.node[s], seeds.label[s], seeds.owner[s]
        if new > limit or not _is_better(v, new, own, work.node, work.owner):
            continue
        if work.node[v]["label"] == NO_LABEL:
            work.reached[n_reached] = v
            n_reached += 1
        if len(work.owner) > 0:
            work.owner[v] = own
        n_waiting += _improve(v, new, work.node, work.bucket, work.shift)
        first = min(first, new >> work.shift)
    return n_reached, n_waiting, first


@compiled
def search(arcs: Arcs, seeds: Seeds, limit: int, work: Workspace) -> int:
    """Label every node within a limit; return how many there are.

    Parameters
    ----------
    arcs
        What is searched.
    seeds
        Where from.
    limit
        Largest label kept.
    work
        Clean memory; afterwards `node` and `reached` hold the answer, see `clean`.
    """
    # Taken out of their tuples once: inside the loop each access would be counted.
    node, owner, reached, bucket = work.node, work.owner, work.reached, work.bucket
    indptr, head, weight, shift = arcs.indptr, arcs.head, arcs.weight, work.shift
    n_reached, n_waiting, now = _planted(seeds, limit, work)
    mask = len(bucket) - 1
    own = 0
    while n_waiting > 0:
        v = bucket[now & mask]
        if v == _NONE:
            now += 1
            continue
        _take_out(v, now & mask, node, bucket)
        n_waiting -= 1
        base = node[v]["label"]
        if len(owner) > 0:
            own = owner[v]
        for at in range(indptr[v], indptr[v + 1]):
            u, new = head[at], base + weight[at]
            if new > limit or not _is_better(u, new, own, node, owner):
                continue
            if node[u]["label"] == NO_LABEL:
                reached[n_reached] = u
                n_reached += 1
            if len(owner) > 0:
                owner[u] = own
            n_waiting += _improve(u, new, node, bucket, shift)
    return n_reached


@compiled
def clean(work: Workspace, n_reached: int) -> None:
    """Wipe the labels of the nodes that were reached."""
    for k in range(n_reached):
        work.node[work.reached[k]]["label"] = NO_LABEL
        if len(work.owner) > 0:
            work.owner[work.reached[k]] = NOBODY
