"""Labels of the searches to destinations, kept for edits of roads to start from."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Final
from weakref import WeakValueDictionary

import numpy as np

from accessibility.roads.compiler import compiled
from accessibility.roads.network import NO_LABEL, Direction
from accessibility.roads.road_reach import label_limit, seeds_of, threads_of
from accessibility.roads.search import (
    BLOCK_BITS,
    Workspace,
    clean,
    search,
    workspace_for,
)
from accessibility.roads.snapping import Legs, legs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from accessibility.codes import Unit
    from accessibility.roads.network import RoadNetwork
    from accessibility.roads.search import Seeds
    from accessibility.roads.snapping import SnappedPoints

MOST_KEPT: Final = 40_000_000
"""So many labels are kept at most, of 8 bytes each. Further destinations have none."""

_BLOCK: Final = 1 << BLOCK_BITS
_CHUNK: Final = 64


@dataclass(frozen=True, eq=False, weakref_slot=True, slots=True)
class KeptLabels:
    """Labels of one search after another, by blocks of neighbouring nodes.

    Search `j` labelled nodes of the blocks `block[first[j]:first[j + 1]]`, in rising
    order, and none if that is empty; `label` has a row for each of these.
    """

    first: NDArray[np.int64]
    block: NDArray[np.int32]
    label: NDArray[np.int64]

    @property
    def is_kept(self) -> NDArray[np.bool_]:
        """True for each destination of which the labels are there."""
        kept: NDArray[np.bool_] = self.first[1:] > self.first[:-1]
        return kept

    def of(self, j: int) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Return the blocks of one search, and their labels."""
        span = slice(self.first[j], self.first[j + 1])
        return self.block[span], self.label[span]


def kept_labels(
    network: RoadNetwork,
    sites: SnappedPoints,
    wanted: NDArray[np.bool_],
    unit: Unit,
    limit: float,
) -> KeptLabels:
    """Return the labels of the searches to destinations.

    They are large: the network knows them for as long as somebody holds them.

    Parameters
    ----------
    network
        Before any edit.
    sites
        Destinations placed on it.
    wanted
        Of which of them, shape `(n_sites,)`.
    unit, limit
        What is minimised, and up to where ways count.
    """
    held: WeakValueDictionary[object, KeptLabels] = network.derived(
        "kept labels", WeakValueDictionary
    )
    places = sites.link.tobytes(), sites.offset_cm.tobytes(), wanted.tobytes()
    key = (unit, limit, *places)
    found = held.get(key)
    if found is None:
        found = held[key] = _searched(network, sites, wanted, unit, limit)
    return found


def seeds_to(network: RoadNetwork, sites: SnappedPoints, unit: Unit) -> list[Seeds]:
    """Return where the search to each destination starts."""
    way = legs(sites, network, unit, leaving=False)
    return [
        seeds_of(
            network,
            sites.link[j : j + 1],
            Legs(way.start[j : j + 1], way.end[j : j + 1]),
            Direction.TO,
        )
        for j in range(len(sites))
    ]


def _searched(
    network: RoadNetwork,
    sites: SnappedPoints,
    wanted: NDArray[np.bool_],
    unit: Unit,
    limit: float,
) -> KeptLabels:
    # Room that is never written in takes no memory.
    first = np.zeros(len(sites) + 1, np.int64)
    block = np.empty(MOST_KEPT // _BLOCK, np.int32)
    label = np.empty((MOST_KEPT // _BLOCK, _BLOCK), np.int64)
    for j, found in enumerate(_each(network, sites, wanted, unit, limit)):
        size = len(found[0]) if first[j] + len(found[0]) <= len(block) else 0
        span = slice(first[j], first[j] + size)
        block[span], label[span] = found[0][:size], found[1][:size]
        first[j + 1] = first[j] + size
        if size < len(found[0]):
            first[j + 1 :] = first[j]
            break
    return KeptLabels(first, block[: first[-1]], label[: first[-1]])


def _each(
    network: RoadNetwork,
    sites: SnappedPoints,
    wanted: NDArray[np.bool_],
    unit: Unit,
    limit: float,
) -> Iterator[tuple[NDArray[np.int32], NDArray[np.int64]]]:
    """Yield the blocks and labels of each search in turn, a few of them at once."""
    arcs, most = network.arcs(Direction.TO, unit), label_limit(limit, unit)
    seeds, search_to = seeds_to(network, sites, unit), sites.is_ok & wanted
    nothing = np.empty(0, np.int32), np.empty((0, _BLOCK), np.int64)
    idle: SimpleQueue[Workspace] = SimpleQueue()

    def labels(j: int) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        if not search_to[j]:
            return nothing
        try:
            work = idle.get_nowait()
        except Empty:
            work = workspace_for(arcs)
        search(arcs, seeds[j], most, work)
        found = _labelled(work.label, work.touched)
        clean(work)
        idle.put(work)
        return found

    with ThreadPoolExecutor(threads_of(None)) as pool:
        for at in range(0, len(sites), _CHUNK):
            yield from pool.map(labels, range(at, min(at + _CHUNK, len(sites))))


@compiled
def _labelled(
    label: NDArray[np.int64], touched: NDArray[np.bool_]
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return the blocks in which nodes have a label, and the labels of each."""
    block = np.flatnonzero(touched).astype(np.int32)
    out = np.full((len(block), _BLOCK), NO_LABEL, np.int64)
    for i in range(len(block)):
        start = block[i] << BLOCK_BITS
        for k in range(min(_BLOCK, len(label) - start)):
            out[i, k] = label[start + k]
    return block, out
