"""Points attached to links, ready to be read off after a search, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from accessibility.codes import Unit
from accessibility.reach_table import NOT_FOUND
from accessibility.roads.compiler import compiled, inlined
from accessibility.roads.network import COST_BITS, NO_LABEL, Direction
from accessibility.roads.search import first_of_blocks
from accessibility.roads.snapping import legs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.roads.network import RoadNetwork
    from accessibility.roads.search import Workspace
    from accessibility.roads.snapping import SnappedPoints


class Attached(NamedTuple):
    """The links that carry points, and per link its points as consecutive slots.

    `at_node[block_ptr[b]:block_ptr[b + 1]]` holds `2 k` for each carrying link `k` that
    starts at a node of block `b` and `2 k + 1` for each that ends there. `before_ds`
    and `behind_ds` are the link's times for slots with a smaller and a larger offset
    than the place searched from.
    """

    block_ptr: NDArray[np.int32]
    at_node: NDArray[np.int32]
    link: NDArray[np.int32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    length_cm: NDArray[np.int32]
    before_ds: NDArray[np.int32]
    behind_ds: NDArray[np.int32]
    slot_ptr: NDArray[np.int32]
    row: NDArray[np.int32]
    via_start: NDArray[np.int64]
    via_end: NDArray[np.int64]
    offset_cm: NDArray[np.float64]
    access_cm: NDArray[np.float64]
    access_ds: NDArray[np.float64]
    x_m: NDArray[np.float64]
    y_m: NDArray[np.float64]


class Centre(NamedTuple):
    """The place searched from, with its position on its own link.

    `carrying` is its link's number among the carrying links, -1 if none.
    """

    carrying: int
    offset_cm: float
    access_cm: float
    access_ds: float
    x_m: float
    y_m: float
    metres_first: bool


class Sheet(NamedTuple):
    """Working memory of one thread for reading off: rows, labels, and marks by row."""

    row: NDArray[np.int32]
    label: NDArray[np.int64]
    mark: NDArray[np.uint64]
    rank: NDArray[np.int32]


def attached(
    snapped: SnappedPoints,
    network: RoadNetwork,
    direction: Direction,
    unit: Unit,
) -> Attached:
    """Group points by link for searches in a direction.

    Parameters
    ----------
    snapped
        Points on the network.
    network
        The network they were placed on.
    direction
        Of the searches: `TO` means that the points are where people leave from.
    unit
        What is minimised.
    """
    rows = np.flatnonzero(snapped.is_ok)
    rows = rows[np.argsort(snapped.link[rows], kind="stable")]
    link, first = np.unique(snapped.link[rows], return_index=True)
    there, back = network.link_forward_ds[link], network.link_backward_ds[link]
    leaving = direction is Direction.TO
    way = legs(snapped, network, unit, leaving=leaving)
    # Who leaves a link arrives at its junctions; who comes to it, comes from there.
    ends = (network.link_start, network.link_end) if leaving else network.link_tails
    start, end = ends[0][link], ends[1][link]
    node_ptr, at_node = _links_at_nodes(network.n_nodes, start, end)
    return Attached(
        block_ptr=node_ptr[first_of_blocks(network.n_nodes)],
        at_node=at_node,
        link=link,
        start=start,
        end=end,
        length_cm=network.link_length_cm[link],
        before_ds=there if leaving else back,
        behind_ds=back if leaving else there,
        slot_ptr=np.append(first, len(rows)).astype(np.int32),
        row=rows.astype(np.int32),
        via_start=way.start[rows],
        via_end=way.end[rows],
        offset_cm=snapped.offset_cm[rows],
        access_cm=snapped.access_cm[rows],
        access_ds=snapped.access_ds[rows],
        x_m=snapped.points.x_m[rows],
        y_m=snapped.points.y_m[rows],
    )


def centres(snapped: SnappedPoints, slots: Attached, unit: Unit) -> list[Centre]:
    """Return each place searched from, in their order."""
    at = np.searchsorted(slots.link, snapped.link)
    at = np.minimum(at, max(len(slots.link) - 1, 0))
    on_link = snapped.is_ok & (len(slots.link) > 0)
    if len(slots.link):
        on_link &= slots.link[at] == snapped.link
    carrying = np.where(on_link, at, -1)
    return [
        Centre(
            int(carrying[j]),
            float(snapped.offset_cm[j]),
            float(snapped.access_cm[j]),
            float(snapped.access_ds[j]),
            float(snapped.points.x_m[j]),
            float(snapped.points.y_m[j]),
            unit is Unit.METRES,
        )
        for j in range(len(snapped))
    ]


def sheet_for(slots: Attached, n_points: int) -> Sheet:
    """Return scratch paper for reading off some points."""
    words = n_points // 64 + 1
    return Sheet(
        np.empty(len(slots.row), np.int32),
        np.empty(len(slots.row), np.int64),
        np.zeros(words, np.uint64),
        np.empty(words, np.int32),
    )


@compiled
def _links_at_nodes(
    n_nodes: int, start: NDArray[np.int32], end: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """List the carrying links at each node; a loop is listed at its start only."""
    ptr = np.zeros(n_nodes + 1, np.int32)
    for k in range(len(start)):
        ptr[start[k] + 1] += 1
        if end[k] != start[k]:
            ptr[end[k] + 1] += 1
    for v in range(n_nodes):
        ptr[v + 1] += ptr[v]
    at_node = np.empty(ptr[n_nodes], np.int32)
    fill = ptr[:-1].copy()
    for k in range(len(start)):
        at_node[fill[start[k]]] = 2 * k
        fill[start[k]] += 1
        if end[k] != start[k]:
            at_node[fill[end[k]]] = 2 * k + 1
            fill[end[k]] += 1
    return ptr, at_node


@compiled
def _direct(slot: int, centre: Centre, slots: Attached) -> int:
    """Return the label of the way along the link that point and centre share."""
    if slots.x_m[slot] == centre.x_m and slots.y_m[slot] == centre.y_m:
        return 0
    k = centre.carrying
    gap = centre.offset_cm - slots.offset_cm[slot]
    time_ds = slots.before_ds[k] if gap > 0 else slots.behind_ds[k]
    along_ds = 0.0
    if gap != 0:
        if time_ds == NOT_FOUND:
            return NO_LABEL
        along_ds = abs(gap) / slots.length_cm[k] * time_ds
    access_cm = centre.access_cm + slots.access_cm[slot]
    access_ds = centre.access_ds + slots.access_ds[slot]
    cm = int(np.ceil(access_cm + abs(gap) - 1e-6))
    ds = int(np.ceil(access_ds + along_ds - 1e-6))
    if centre.metres_first:
        return (cm << COST_BITS) | ds
    return (ds << COST_BITS) | cm


@compiled
def _read_own_link(
    centre: Centre, slots: Attached, work: Workspace, limit: int, sheet: Sheet
) -> int:
    """Write down the points on the link of the centre itself."""
    k, n = centre.carrying, 0
    if k < 0:
        return 0
    from_start = work.label[slots.start[k]]
    from_end = work.label[slots.end[k]]
    for slot in range(slots.slot_ptr[k], slots.slot_ptr[k + 1]):
        best = min(from_start + slots.via_start[slot], from_end + slots.via_end[slot])
        best = min(best, _direct(slot, centre, slots))
        if best <= limit:
            sheet.row[n] = slots.row[slot]
            sheet.label[n] = best
            n += 1
    return n


@compiled
def read_points(
    work: Workspace,
    slots: Attached,
    centre: Centre,
    limit: int,
    sheet: Sheet,
) -> int:
    """Write the points within the limit on the sheet, each once; return how many."""
    n = _read_own_link(centre, slots, work, limit, sheet)
    # Taken out of their tuples once: inside the loop each access would be counted.
    label, touched, own = work.label, work.touched, centre.carrying
    block_ptr, at_node = slots.block_ptr, slots.at_node
    start, end = slots.start, slots.end
    slot_ptr, row = slots.slot_ptr, slots.row
    via_start, via_end = slots.via_start, slots.via_end
    out_row, out_label = sheet.row, sheet.label
    for block in range(len(touched)):
        if not touched[block]:
            continue
        for at in range(block_ptr[block], block_ptr[block + 1]):
            k, is_end = at_node[at] >> 1, (at_node[at] & 1) == 1
            from_start = label[start[k]]
            # A link is read where it starts; if that was not reached, where it ends.
            if k == own or (from_start != NO_LABEL) == is_end:
                continue
            from_end = label[end[k]]
            for slot in range(slot_ptr[k], slot_ptr[k + 1]):
                best = min(from_start + via_start[slot], from_end + via_end[slot])
                if best <= limit:
                    out_row[n] = row[slot]
                    out_label[n] = best
                    n += 1
    return n


@inlined
def _bits(word: np.uint64) -> int:
    """Count the bits set in a word."""
    count = 0
    while word:
        word &= word - np.uint64(1)
        count += 1
    return count


@compiled
def column(
    sheet: Sheet, n: int
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """Return rows in rising order with cost and other quantity; wipe the marks."""
    one = np.uint64(1)
    from_row, from_label, mark, rank = sheet.row, sheet.label, sheet.mark, sheet.rank
    low, high = len(mark), -1
    for i in range(n):
        word = from_row[i] >> 6
        mark[word] |= one << np.uint64(from_row[i] & 63)
        low, high = min(low, word), max(high, word)
    total = 0
    for word in range(low, high + 1):
        rank[word] = total
        total += _bits(mark[word])
    row = np.empty(n, np.int32)
    cost = np.empty(n, np.int32)
    other = np.empty(n, np.int32)
    for i in range(n):
        word = from_row[i] >> 6
        below = (one << np.uint64(from_row[i] & 63)) - one
        at = rank[word] + _bits(mark[word] & below)
        row[at] = from_row[i]
        cost[at] = from_label[i] >> COST_BITS
        other[at] = from_label[i] & 0xFFFFFFFF
    for word in range(low, high + 1):
        mark[word] = 0
    return row, cost, other
