"""Nodes at the same place: joined where roads meet, kept apart where one lies above.

Mappers leave roads unjoined at the same spot, which are one crossing; but a bridge may
have a node exactly above one of the road under it. Nodes are told apart by their place
later on, so those that are not joined are moved by a centimetre.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from data.osm.lookups import rows_among
from data.osm.roads import OUTSIDE, place_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from data.osm.items import Nodes, Ways

    Tags = Mapping[str, str]

_BATCH: Final = 1 << 20


class Joins(NamedTuple):
    """How many nodes were joined with another at their place, or kept apart."""

    joined: int
    kept_apart: int


def keep_apart(ways: Ways, nodes: Nodes) -> Joins:
    """Move nodes that lie at the place of another which they do not meet.

    Nodes meet if a road of each is on the same layer and neither bridge nor tunnel.
    """
    taken = place_keys(nodes.lon, nodes.lat)
    taken.sort()
    # Nodes that are not there all have the same place, beyond all others.
    taken = taken[: np.searchsorted(taken, OUTSIDE << 32)]
    twice = np.unique(taken[1:][taken[1:] == taken[:-1]])
    if not len(twice):
        return Joins(0, 0)
    rows = _rows_at(nodes, twice)
    layers = _layers(ways, rows)
    at_place: dict[int, list[int]] = defaultdict(list)
    keys = place_keys(nodes.lon[rows], nodes.lat[rows])
    for row, place in zip(rows.tolist(), keys.tolist(), strict=True):
        if layers[row]:
            at_place[place].append(row)
    joined = kept = 0
    for place, here in at_place.items():
        groups = _groups(here, layers)
        joined += len(here) - len(groups)
        kept += len(groups) - 1
        for number, group in enumerate(groups[1:], start=1):
            nodes.lon[group] += _free_step(place, number, taken)
    return Joins(joined, kept)


def _rows_at(nodes: Nodes, places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the rows of the nodes at some places, a million nodes at a time.

    A country's nodes have no second list of places in memory.
    """
    found = [np.empty(0, np.int64)]
    for start in range(0, len(nodes.lon), _BATCH):
        part = slice(start, start + _BATCH)
        key = place_keys(nodes.lon[part], nodes.lat[part])
        found.append(rows_among(key, places) + start)
    return np.concatenate(found)


def _layers(ways: Ways, rows: NDArray[np.int64]) -> dict[int, set[str | None]]:
    """Return the layers of the plain roads through some nodes; None for the others.

    A road on a bridge or in a tunnel has no layer that others can be on.
    """
    found: dict[int, set[str | None]] = defaultdict(set)
    at = rows_among(ways.node, np.sort(rows))
    way = np.searchsorted(ways.ptr, at, side="right") - 1
    for node, row in zip(ways.node[at].tolist(), way.tolist(), strict=True):
        tags = ways.tags[ways.kind[row]]
        if tags:
            found[node].add(_plain_layer(tags))
    return found


def _plain_layer(tags: Tags) -> str | None:
    if "bridge" in tags or "tunnel" in tags:
        return None
    return tags.get("layer", "0")


def _groups(
    rows: Iterable[int], layers: Mapping[int, set[str | None]]
) -> list[list[int]]:
    """Put rows together that share the layer of a plain road."""
    groups: list[tuple[set[str | None], list[int]]] = []
    for row in rows:
        plain = layers[row] - {None}
        for known, group in groups:
            if known & plain:
                known.update(plain)
                group.append(row)
                break
        else:
            groups.append((set(plain), [row]))
    return [group for _, group in groups]


def _free_step(place: int, number: int, taken: NDArray[np.int64]) -> int:
    """Return how far east of a place, in its units, there is no other node."""
    step = number
    while True:
        at = int(np.searchsorted(taken, place + (step << 32)))
        if at == len(taken) or taken[at] != place + (step << 32):
            return step
        step += 1
