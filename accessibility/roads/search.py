"""The compiled bounded search: shortest ways from one place to everything near it.

Labels pack the cost minimised and the other quantity into one integer. Nodes wait in a
ring of buckets by cost; inside a bucket they are taken in any order and taken again if
a better way appears, so the outcome is exact and the same in every order. They are
taken some dozens at a time: what one needs from memory is then fetched while others
are looked up, instead of each waiting for its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from accessibility.roads.compiler import compiled, inlined
from accessibility.roads.network import COST_BITS, NO_LABEL, Arcs

if TYPE_CHECKING:
    from numpy.typing import NDArray

NO_OWNER: Final = np.iinfo(np.int32).max
"""Owner of a node that no source has reached."""

BLOCK_BITS: Final = 6
"""A node's number shifted right by this is the number of its block."""

_NONE: Final = -1
_BATCH: Final = 128
_FIRST_ENTRIES: Final = 1 << 14


class Workspace(NamedTuple):
    """Memory of one thread, made once and left clean after every search.

    Parameters
    ----------
    label
        Best label of each node.
    owner
        Number of the seed each node was reached from; empty if that is not kept.
    touched
        True for each block of neighbouring nodes in which some have a label. Reading
        off in the order of the nodes walks through memory; in the order in which they
        were found it would jump about, which takes longer than the reading.
    bucket
        First entry of each bucket, a chain of nodes that wait.
    shift
        A label shifted right by this is the number of its bucket.
    """

    label: NDArray[np.int64]
    owner: NDArray[np.int32]
    touched: NDArray[np.bool_]
    bucket: NDArray[np.int32]
    shift: int


class Seeds(NamedTuple):
    """Where a search starts, and with which labels."""

    node: NDArray[np.int32]
    label: NDArray[np.int64]
    owner: NDArray[np.int32]


class _Batch(NamedTuple):
    """Nodes taken from a bucket together, and where their arcs begin and end."""

    node: NDArray[np.int32]
    first: NDArray[np.int32]
    last: NDArray[np.int32]


class Spread(NamedTuple):
    """How much roads cost, in whole units: half of them less, and the most."""

    typical: int
    longest: int


def spread_of(arcs: Arcs) -> Spread:
    """Return how much the roads of a network cost."""
    costs = arcs.weight >> COST_BITS
    typical = max(int(np.median(costs)) if len(costs) else 1, 1)
    return Spread(typical, int(costs.max(initial=0)))


def workspace_for(
    arcs: Arcs,
    *,
    largest_seed: int = 0,
    keep_owner: bool = False,
    spread: Spread | None = None,
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
    spread
        Of the arcs, if it is known.
    """
    n_nodes = len(arcs.indptr) - 1
    typical, longest = spread or spread_of(arcs)
    # Half a typical road per bucket: few empty buckets, few nodes taken twice.
    bits = max(typical.bit_length() - 1, 0)
    longest = max(longest, largest_seed >> COST_BITS)
    count = 1 << ((longest >> bits) + 2).bit_length()
    return Workspace(
        np.full(n_nodes, NO_LABEL, np.int64),
        np.full(n_nodes if keep_owner else 0, NO_OWNER, np.int32),
        np.zeros((n_nodes >> BLOCK_BITS) + 1, np.bool_),
        np.full(count, _NONE, np.int32),
        COST_BITS + bits,
    )


def memory_of(n_nodes: int) -> Workspace:
    """Return memory in which labels are written by other means than `search`."""
    return Workspace(
        np.full(n_nodes, NO_LABEL, np.int64),
        np.empty(0, np.int32),
        np.zeros((n_nodes >> BLOCK_BITS) + 1, np.bool_),
        np.full(1, _NONE, np.int32),
        COST_BITS,
    )


def first_of_blocks(n_nodes: int) -> NDArray[np.int64]:
    """Return the first node of each block, and after the last block `n_nodes`."""
    blocks = np.arange((n_nodes >> BLOCK_BITS) + 2)
    first: NDArray[np.int64] = np.minimum(blocks << BLOCK_BITS, n_nodes)
    return first


@inlined
def _is_better(
    v: int, new: int, own: int, label: NDArray[np.int64], owner: NDArray[np.int32]
) -> bool:
    """Tell whether a label improves a node; of equal ones the first seed's does."""
    old = label[v]
    return new < old or (new == old and len(owner) > 0 and own < owner[v])


@compiled
def _longer(values: NDArray[np.int32], needed: int) -> NDArray[np.int32]:
    """Return the values with room for more, if there is none left."""
    if needed < len(values):
        return values
    out = np.empty(2 * len(values) + needed, np.int32)
    out[: len(values)] = values
    return out


@compiled
def _planted(
    seeds: Seeds, limit: int, work: Workspace
) -> tuple[int, int, NDArray[np.int32], NDArray[np.int32]]:
    """Label the seeds; return how many wait, the first bucket, and the entries.

    An entry is a node that waits and the next entry of its bucket.
    """
    entry_node = np.empty(_FIRST_ENTRIES + len(seeds.node), np.int32)
    entry_next = np.empty(len(entry_node), np.int32)
    mask = len(work.bucket) - 1
    n_entries, first = 0, limit >> work.shift
    for s in range(len(seeds.node)):
        v, new, own = seeds.node[s], seeds.label[s], seeds.owner[s]
        if new > limit or not _is_better(v, new, own, work.label, work.owner):
            continue
        if len(work.owner) > 0:
            work.owner[v] = own
        work.label[v] = new
        work.touched[v >> BLOCK_BITS] = True
        place = (new >> work.shift) & mask
        entry_node[n_entries] = v
        entry_next[n_entries] = work.bucket[place]
        work.bucket[place] = n_entries
        n_entries += 1
        first = min(first, new >> work.shift)
    return n_entries, first, entry_node, entry_next


@compiled
def _gather(
    now: int,
    arcs: Arcs,
    work: Workspace,
    entries: tuple[NDArray[np.int32], NDArray[np.int32]],
    free: int,
    batch: _Batch,
) -> tuple[int, int, int]:
    """Take nodes from bucket `now`; return how many, how many to expand, free entries.

    A node that found a better way since it began to wait was taken from an earlier
    bucket, and is dropped.
    """
    node, following = entries
    place = now & (len(work.bucket) - 1)
    entry, n_taken, n = work.bucket[place], 0, 0
    while entry != _NONE and n_taken < _BATCH:
        v = node[entry]
        batch.node[n] = v
        batch.first[n] = arcs.indptr[v]
        batch.last[n] = arcs.indptr[v + 1]
        n += work.label[v] >> work.shift == now
        n_taken += 1
        after = following[entry]
        following[entry] = free
        free = entry
        entry = after
    work.bucket[place] = entry
    return n_taken, n, free


@compiled
def _empty_batch() -> _Batch:
    return _Batch(
        np.empty(_BATCH, np.int32),
        np.empty(_BATCH, np.int32),
        np.empty(_BATCH, np.int32),
    )


@compiled
def search(  # noqa: C901, PLR0912, PLR0915 - one loop, nothing in it can be called
    arcs: Arcs, seeds: Seeds, limit: int, work: Workspace
) -> None:
    """Label every node within a limit.

    Parameters
    ----------
    arcs
        What is searched.
    seeds
        Where from.
    limit
        Largest label kept.
    work
        Clean memory; afterwards `label` and `touched` hold the answer, see `clean`.
    """
    # Taken out of their tuples once: inside the loop each access would be counted.
    label, owner, touched, bucket = work.label, work.owner, work.touched, work.bucket
    head, weight, shift = arcs.head, arcs.weight, work.shift
    n_entries, now, entry_node, entry_next = _planted(seeds, limit, work)
    n_waiting, mask = n_entries, len(bucket) - 1
    free, own = _NONE, 0
    batch = _empty_batch()
    while n_waiting > 0:
        if bucket[now & mask] == _NONE:
            now += 1
            continue
        n_taken, n, free = _gather(
            now, arcs, work, (entry_node, entry_next), free, batch
        )
        n_waiting -= n_taken
        for i in range(n):
            v = batch.node[i]
            base = label[v]
            if len(owner) > 0:
                own = owner[v]
            for at in range(batch.first[i], batch.last[i]):
                u, new = head[at], base + weight[at]
                if new > limit or not _is_better(u, new, own, label, owner):
                    continue
                old, place = label[u], new >> shift
                if len(owner) > 0:
                    owner[u] = own
                label[u] = new
                touched[u >> BLOCK_BITS] = True
                if place == old >> shift and place != now:
                    # It waits in that bucket, and will be taken with its new label.
                    continue
                if free == _NONE:
                    entry_node = _longer(entry_node, n_entries)
                    entry_next = _longer(entry_next, n_entries)
                    entry = n_entries
                    n_entries += 1
                else:
                    entry = free
                    free = entry_next[entry]
                entry_node[entry] = u
                entry_next[entry] = bucket[place & mask]
                bucket[place & mask] = entry
                n_waiting += 1


@compiled
def clean(work: Workspace) -> None:
    """Wipe the labels of the last search."""
    for block in range(len(work.touched)):
        if not work.touched[block]:
            continue
        work.touched[block] = False
        first, last = block << BLOCK_BITS, (block + 1) << BLOCK_BITS
        work.label[first:last] = NO_LABEL
        if len(work.owner) > 0:
            work.owner[first:last] = NO_OWNER
