"""From the items of a file to its roads: places for nodes, cut where there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from accessibility.errors import NetworkError
from accessibility.roads import compiled
from data.osm.joins import keep_apart
from data.osm.lengths import length_km
from data.osm.roads import OUTSIDE, UNKNOWN, OsmRoads, Told
from data.osm.squares import with_squares
from data.osm.turns import turns_of

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from data.osm.items import Items, Nodes, Ways

_BATCH: Final = 1 << 18
_LACKS_NODES, _LEAVES_STRIP = 1, 2


class Runs(NamedTuple):
    """Parts of ways whose nodes are all there: the way of each, and where it lies."""

    way: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]


def assembled(path: Path, items: Items) -> OsmRoads:
    """Put the items of a file together.

    Raises
    ------
    NetworkError
        If no road remains.
    """
    ways, nodes = items.ways, items.nodes
    relations, counts = items.relations, items.counts
    # A country's lists are long: whoever is done with one lets go of it.
    del items
    if not len(ways.kind) and not relations:
        raise NetworkError(_no_roads(path))
    joins = keep_apart(ways, nodes)
    ways, squares, crossings = with_squares(ways, nodes, relations)
    turns = turns_of(relations, nodes)
    barrier_tags, stops = nodes.tags, _stops(nodes)
    places = nodes.lon, nodes.lat
    del nodes
    lon, lat = _places(ways.node, *places)
    del places
    fault = _faults(ways.ptr, lon)
    runs = Runs(*_runs(ways.ptr, lon))
    kept, lon, lat = _kept(ways, runs, lon, lat)
    told = Told(
        deleted=counts["deleted"],
        superseded=counts["superseded"],
        joined=joins.joined,
        kept_apart=joins.kept_apart,
        squares=squares,
        crossings=crossings,
        turns_unread=turns.unread,
        **_losses(fault, runs, length_km(kept.ptr, lon, lat)),
    )
    if not len(kept.kind):
        raise NetworkError(_no_roads(path, told))
    barrier_lon, barrier_lat, barrier_kind = stops
    return OsmRoads(
        name=path.name,
        way_tags=ways.tags,
        way_kind=kept.kind,
        way_ptr=kept.ptr,
        lon=lon,
        lat=lat,
        barrier_tags=barrier_tags,
        barrier_kind=barrier_kind,
        barrier_lon=barrier_lon,
        barrier_lat=barrier_lat,
        way_id=kept.id,
        turns=turns.read,
        told=told,
    )


def _losses(
    fault: NDArray[np.uint8], runs: Runs, km: NDArray[np.float64]
) -> dict[str, Any]:
    """Return how many ways were cut, lost or lie beyond, as `Told` names them."""
    lacks = fault == _LACKS_NODES
    remains = np.zeros(len(fault), np.bool_)
    remains[runs.way] = True
    return {
        "cut": int((lacks & remains).sum()),
        "cut_km": float(km[lacks[runs.way]].sum()),
        "lost": int((lacks & ~remains).sum()),
        "beyond": int((fault == _LEAVES_STRIP).sum()),
    }


def _no_roads(path: Path, told: Told | None = None) -> str:
    if told is not None and told.beyond:
        return (
            f"{path}: none of its roads lies in the Netherlands or near its border; is "
            'it an extract of another country? options.cut_to = "nothing" reads all'
        )
    if told is not None and told.lost:
        return (
            f"{path}: its {told.lost} roads pass nodes that are not in the file, so "
            "they have no place; take an extract that holds ways with their nodes"
        )
    return (
        f"{path}: holds no roads (ways tagged highway=* or route=ferry); is it an "
        "extract of something else?"
    )


def _places(
    node: NDArray[np.int32], lon: NDArray[np.int32], lat: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the place of each node along the ways; longitudes lie where rows did.

    Parameters
    ----------
    node
        Rows of the nodes; the array is used up.
    lon, lat
        Places of the nodes.
    """
    north = np.empty(len(node), np.int32)
    for start in range(0, len(node), _BATCH):
        part = slice(start, start + _BATCH)
        north[part], node[part] = lat[node[part]], lon[node[part]]
    return node, north


def _stops(
    nodes: Nodes,
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """Return place and kind of nodes that may stop somebody."""
    row = nodes.tagged_row
    known = nodes.lon[row] < OUTSIDE
    return nodes.lon[row][known], nodes.lat[row][known], nodes.tagged_kind[known]


@compiled
def _faults(ptr: NDArray[np.int64], lon: NDArray[np.int32]) -> NDArray[np.uint8]:
    """Mark ways that pass nodes which are not in the file, or only leave the strip."""
    out = np.zeros(len(ptr) - 1, np.uint8)
    for k in range(len(out)):
        for i in range(ptr[k], ptr[k + 1]):
            if lon[i] == UNKNOWN:
                out[k] = _LACKS_NODES
                break
            if lon[i] == OUTSIDE:
                out[k] = _LEAVES_STRIP
    return out


@compiled
def _runs(
    ptr: NDArray[np.int64], lon: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return each run of two or more known nodes: its way, first and last node."""
    count = _fill(ptr, lon, np.empty((3, 0), np.int64))
    out = np.empty((3, count), np.int64)
    _fill(ptr, lon, out)
    return out[0], out[1], out[2]


@compiled
def _fill(
    ptr: NDArray[np.int64], lon: NDArray[np.int32], out: NDArray[np.int64]
) -> int:
    """Write the runs where there is room for them; return how many there are."""
    count = 0
    for k in range(len(ptr) - 1):
        first = -1
        for i in range(ptr[k], ptr[k + 1] + 1):
            known = i < ptr[k + 1] and lon[i] < OUTSIDE
            if known and first < 0:
                first = i
            elif not known and first >= 0:
                if i - 1 > first:
                    if count < out.shape[1]:
                        out[0, count], out[1, count], out[2, count] = k, first, i - 1
                    count += 1
                first = -1
    return count


class _Kept(NamedTuple):
    id: NDArray[np.int64]
    kind: NDArray[np.int32]
    ptr: NDArray[np.int64]


def _kept(
    ways: Ways, runs: Runs, lon: NDArray[np.int32], lat: NDArray[np.int32]
) -> tuple[_Kept, NDArray[np.int32], NDArray[np.int32]]:
    """Return the runs as ways of their own; nothing is copied if all are whole."""
    sizes = runs.last - runs.first + 1
    ptr = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    kept = _Kept(ways.id[runs.way], ways.kind[runs.way], ptr)
    if ptr[-1] == len(lon):
        return kept, lon, lat
    keep = np.zeros(len(lon), np.bool_)
    _mark(keep, runs.first, runs.last)
    return kept, lon[keep], lat[keep]


@compiled
def _mark(
    keep: NDArray[np.bool_], first: NDArray[np.int64], last: NDArray[np.int64]
) -> None:
    for k in range(len(first)):
        keep[first[k] : last[k] + 1] = True
