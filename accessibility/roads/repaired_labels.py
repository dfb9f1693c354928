"""The labels of a search after an edit of roads, made of those before it.

Only nodes whose way went over an arc that is gone lose their label: those are the
branch behind it in the tree of shortest ways. They are labelled again from the nodes
around them, and whatever a new arc makes nearer spreads from its ends. What is left is
what a search over the edited roads would find, to the last unit.
"""

from __future__ import annotations

import heapq
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from accessibility.roads.compiler import compiled
from accessibility.roads.network import NO_LABEL, Direction
from accessibility.roads.patched_arcs import Arc, arcs_on
from accessibility.roads.search import BLOCK_BITS, Seeds, Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from accessibility.codes import Unit
    from accessibility.roads.kept_labels import KeptLabels
    from accessibility.roads.network import Arcs, RoadNetwork


class Gone(NamedTuple):
    """Arcs that are no more: where a search stood, where it got, and the label."""

    stand: NDArray[np.int32]
    head: NDArray[np.int32]
    weight: NDArray[np.int64]


class Around(NamedTuple):
    """All arcs of some nodes: those of the k-th from `first[k]` to `first[k + 1]`."""

    first: NDArray[np.int32]
    head: NDArray[np.int32]
    weight: NDArray[np.int64]


class Roads(NamedTuple):
    """Roads after an edit, as those before and what is otherwise at a few nodes.

    Parameters
    ----------
    along, against
        All arcs before, in the direction of the search and against it.
    place
        For each node after, 1 more than its place among those of `node`; 0 for none.
    node
        The nodes at which arcs went or came.
    along_there, against_there
        Their arcs after.
    gone
        The arcs before over which no way leads any more.
    """

    along: Arcs
    against: Arcs
    place: NDArray[np.int32]
    node: NDArray[np.int32]
    along_there: Around
    against_there: Around
    gone: Gone


def roads_after(steps: Sequence[RoadNetwork], unit: Unit) -> Roads:
    """Return the roads after edits, beside those before the first.

    Parameters
    ----------
    steps
        The networks after each edit, one after another; at least one.
    unit
        What is minimised.
    """
    origins = [step.origin for step in steps if step.origin is not None]
    before, after = origins[0].network, steps[-1]
    touched = np.unique(np.concatenate([origin.link for origin in origins]))
    touched = touched[touched < before.n_links]
    whole = _joined_again(steps[0]) if len(steps) == 1 else set()
    kinds = Direction.TO, Direction.FROM
    old = [_arcs(before, touched.tolist(), kind, unit) for kind in kinds]
    new_links = range(before.n_links, after.n_links)
    new = [_arcs(after, new_links, kind, unit) for kind in kinds]
    node = sorted({end for arc in [*old[0], *new[0]] for end in (arc.stand, arc.head)})
    place = np.zeros(after.n_nodes, np.int32)
    place[node] = np.arange(1, len(node) + 1)
    along, against = (before.arcs(kind, unit) for kind in kinds)
    lost = [link for link in touched.tolist() if link not in whole]
    return Roads(
        along,
        against,
        place,
        np.array(node, np.int32),
        _around(along, node, old[0], new[0]),
        _around(against, node, old[1], new[1]),
        _gone(_arcs(before, lost, Direction.TO, unit)),
    )


def _joined_again(step: RoadNetwork) -> set[int]:
    """Return links that were cut, and lead on from end to end over their pieces."""
    origin = step.origin
    out: set[int] = set()
    for link in [] if origin is None else np.unique(origin.link).tolist():
        pieces = [] if origin is None else origin.piece[origin.link == link].tolist()
        if min(pieces) >= 0 and all(
            step.link_end[a] == step.link_start[b] for a, b in pairwise(pieces)
        ):
            out.add(link)
    return out


def _arcs(
    network: RoadNetwork, links: Iterable[int], direction: Direction, unit: Unit
) -> list[Arc]:
    return [arc for link in links for arc in arcs_on(network, link, direction, unit)]


def _gone(arcs: list[Arc]) -> Gone:
    stand, head, weight = np.array(arcs, np.int64).reshape(-1, 3).T
    return Gone(stand.astype(np.int32), head.astype(np.int32), weight.copy())


def _around(arcs: Arcs, nodes: list[int], old: list[Arc], new: list[Arc]) -> Around:
    """Return all arcs of some nodes, without those that went and with the new ones."""
    left: list[Arc] = list(new)
    out: list[Arc] = []
    went = list(old)
    for node in (node for node in nodes if node < len(arcs.indptr) - 1):
        for at in range(arcs.indptr[node], arcs.indptr[node + 1]):
            arc = Arc(node, int(arcs.head[at]), int(arcs.weight[at]))
            if arc in went:
                went.remove(arc)
            else:
                out.append(arc)
    every = sorted(out + left)
    stands = np.array([arc.stand for arc in every], np.int64)
    first = np.searchsorted(stands, [*nodes, np.iinfo(np.int64).max])
    _, head, weight = np.array(every, np.int64).reshape(-1, 3).T
    return Around(first.astype(np.int32), head.astype(np.int32), weight.copy())


@compiled
def _found(block: NDArray[np.int32], label: NDArray[np.int64], v: int) -> int:
    """Return the label that a search gave a node."""
    at = np.searchsorted(block, v >> BLOCK_BITS)
    if at == len(block) or block[at] != v >> BLOCK_BITS:
        return NO_LABEL
    return int(label[at, v & (len(label[at]) - 1)])


@compiled
def _went(here: NDArray[np.int64], roads: Roads) -> bool:
    """Tell whether a way went over an arc that is gone; `here` has a label a node."""
    place, gone = roads.place, roads.gone
    for i in range(len(gone.stand)):
        base, head = here[place[gone.stand[i]] - 1], here[place[gone.head[i]] - 1]
        if base != NO_LABEL and head == base + gone.weight[i]:
            return True
    return False


@compiled
def _pass_on(i: int, here: NDArray[np.int64], roads: Roads, limit: int) -> bool:
    """Lower labels of the nodes beside one; tell whether any was."""
    there, lowered = roads.along_there, False
    for at in range(there.first[i], there.first[i + 1]):
        k, new = roads.place[there.head[at]] - 1, here[i] + there.weight[at]
        if k >= 0 and new <= limit and new < here[k]:
            here[k] = new
            lowered = True
    return lowered


@compiled
def _is_other(
    block: NDArray[np.int32], label: NDArray[np.int64], roads: Roads, limit: int
) -> bool:
    """Tell whether an edit changes the label of any node that there was."""
    here = np.array([_found(block, label, v) for v in roads.node], np.int64)
    if _went(here, roads):
        return True
    before, again = here.copy(), True
    while again:
        again = False
        for i in range(len(here)):
            if here[i] != NO_LABEL and _pass_on(i, here, roads, limit):
                again = True
    was_there = roads.node < len(roads.along.indptr) - 1
    return bool(np.any(was_there & (here < before)))


@compiled
def _others(
    first: NDArray[np.int64],
    block: NDArray[np.int32],
    label: NDArray[np.int64],
    roads: Roads,
    limit: int,
) -> NDArray[np.bool_]:
    out = np.zeros(len(first) - 1, np.bool_)
    for j in range(len(out)):
        low, high = first[j], first[j + 1]
        out[j] = _is_other(block[low:high], label[low:high], roads, limit)
    return out


def changed_searches(kept: KeptLabels, roads: Roads, limit: int) -> NDArray[np.bool_]:
    """Tell which searches would find another label, of those that are kept.

    Parameters
    ----------
    kept
        Labels of searches before an edit.
    roads
        After it.
    limit
        Largest label of the searches.
    """
    return _others(kept.first, kept.block, kept.label, roads, limit)


@compiled
def _spread_out(
    block: NDArray[np.int32], label: NDArray[np.int64], work: Workspace
) -> None:
    """Write the labels before where a search would."""
    for i in range(len(block)):
        start = block[i] << BLOCK_BITS
        work.touched[block[i]] = True
        for k in range(min(len(label[i]), len(work.label) - start)):
            work.label[start + k] = label[i, k]


@compiled
def _fallen(roads: Roads, label: NDArray[np.int64]) -> list[int]:
    """Wipe the labels of nodes whose way went over an arc that is gone; return them."""
    gone, along = roads.gone, roads.along
    fallen = [0 for _ in range(0)]
    went = np.zeros(len(gone.stand), np.bool_)
    for i in range(len(went)):
        base = label[gone.stand[i]]
        went[i] = base != NO_LABEL and label[gone.head[i]] == base + gone.weight[i]
    was = [0 for _ in range(0)]
    for i in range(len(went)):
        v = gone.head[i]
        if went[i] and label[v] != NO_LABEL:
            fallen.append(int(v))
            was.append(int(label[v]))
            label[v] = NO_LABEL
    at = 0
    while at < len(fallen):
        v, base = fallen[at], was[at]
        for arc in range(along.indptr[v], along.indptr[v + 1]):
            u = along.head[arc]
            # A wiped label is never the sum of two.
            if label[u] == base + along.weight[arc]:
                fallen.append(int(u))
                was.append(int(label[u]))
                label[u] = NO_LABEL
        at += 1
    return fallen


@compiled
def _best(roads: Roads, v: int, label: NDArray[np.int64]) -> int:
    """Return the best label a node gets from those around it."""
    best = NO_LABEL
    k = roads.place[v] - 1
    if k >= 0:
        there = roads.against_there
        for at in range(there.first[k], there.first[k + 1]):
            if label[there.head[at]] != NO_LABEL:
                best = min(best, label[there.head[at]] + there.weight[at])
        return best
    arcs = roads.against
    for at in range(arcs.indptr[v], arcs.indptr[v + 1]):
        if label[arcs.head[at]] != NO_LABEL:
            best = min(best, label[arcs.head[at]] + arcs.weight[at])
    return best


@compiled
def _settle(
    roads: Roads, waiting: list[tuple[int, int]], limit: int, work: Workspace
) -> None:
    """Let labels spread from the nodes that wait."""
    label, place = work.label, roads.place
    while waiting:
        base, v = heapq.heappop(waiting)
        if base > label[v]:
            continue
        k = place[v] - 1
        if k >= 0:
            first, last = roads.along_there.first[k], roads.along_there.first[k + 1]
            head, weight = roads.along_there.head, roads.along_there.weight
        else:
            first, last = roads.along.indptr[v], roads.along.indptr[v + 1]
            head, weight = roads.along.head, roads.along.weight
        for at in range(first, last):
            u, new = int(head[at] + 0), base + weight[at]
            if new <= limit and new < label[u]:
                label[u] = new
                work.touched[u >> BLOCK_BITS] = True
                heapq.heappush(waiting, (int(new), u))


@compiled
def repair(
    known: tuple[NDArray[np.int32], NDArray[np.int64]],
    seeds: Seeds,
    roads: Roads,
    limit: int,
    work: Workspace,
) -> None:
    """Label every node within a limit, from the labels before an edit.

    Parameters
    ----------
    known
        Blocks and labels before, of a search from the same seeds up to the same limit.
    seeds
        Where it started.
    roads
        After the edit.
    limit
        Largest label kept.
    work
        Clean memory for as many nodes as there are after; see `search.clean`.
    """
    _spread_out(known[0], known[1], work)
    label = work.label
    fallen = _fallen(roads, label)
    waiting = [(0, 0) for _ in range(0)]
    for v in fallen:
        best = _best(roads, v, label)
        if best <= limit:
            label[v] = best
            waiting.append((best, v))
    for s in range(len(seeds.node)):
        v, new = int(seeds.node[s] + 0), int(seeds.label[s])
        if new <= limit and new < label[v]:
            label[v] = new
            waiting.append((new, v))
    for i in range(len(roads.node)):
        v = int(roads.node[i] + 0)
        if label[v] != NO_LABEL:
            waiting.append((int(label[v]), v))
    heapq.heapify(waiting)
    _settle(roads, waiting, limit, work)
