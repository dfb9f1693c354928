"""Which destinations an edit of roads can change, told by a few searches before it.

An arc from u to v of weight w that closes matters to a destination only if the way from
u went over it: `d(u) = w + d(v)`; a new one only if it is no worse a way from u:
`w + d(v) <= d(u)`. All distances are those before the edit, and the first is never
more than the second where the arc is there: both are told by `w + d(v) <= d(u)`.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from accessibility.codes import Unit
from accessibility.places import Points
from accessibility.reach_table import NOT_FOUND, Status
from accessibility.roads.attached import attached
from accessibility.roads.network import COST_BITS, Direction
from accessibility.roads.patched_arcs import arcs_after
from accessibility.roads.road_reach import PreparedReach, label_limit
from accessibility.roads.snapping import DEFAULT_SNAP, SnappedPoints

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.roads.network import Origin, RoadNetwork

SLACK: Final = 2
"""Whole units by which the way from a place in the middle of a road may be rounded."""

_FAR: Final = np.int64(1) << 40


class _Arc(NamedTuple):
    """An arc that goes or comes: from a place to another, and how far."""

    start: tuple[int, int]
    goal: tuple[int, int]
    cost: int


def concerned(
    network: RoadNetwork,
    sites: SnappedPoints,
    unit: Unit,
    limit: float,
    ready: PreparedReach | None = None,
) -> NDArray[np.bool_]:
    """Tell to which destinations an edit can change ways.

    Parameters
    ----------
    network
        The edited network.
    sites
        Destinations, placed on the network before.
    unit, limit
        What is minimised, and up to where ways count.
    ready
        The destinations, ready to be reached over the network before: `ways_from`.

    Returns
    -------
    numpy.ndarray
        Of shape `(n_sites,)`. More may be concerned than do change, never fewer; those
        on a road that was touched apart.
    """
    found = np.zeros(len(sites), np.bool_)
    origin = network.origin
    if origin is None:
        return found
    arcs = [*_gone(origin, network, unit), *_come(origin, network, unit)]
    places = sorted({place for arc in arcs for place in arc[:2]})
    if not places:
        return found
    ready = ready or ways_from(origin.network, sites, unit, limit)
    ways = _ways(ready, places)
    row = {place: k for k, place in enumerate(places)}
    most = label_limit(limit, unit) >> COST_BITS
    for arc in arcs:
        there, over = ways[row[arc.start]], arc.cost + ways[row[arc.goal]]
        nearer = over <= there + SLACK
        found |= (over <= most + SLACK) & (nearer | has_turns(network))
    return found


def has_turns(network: RoadNetwork) -> bool:
    """Tell whether turns are forbidden: then ways from one spot may differ."""
    return len(network.turn_exits) > 0


def _gone(origin: Origin, network: RoadNetwork, unit: Unit) -> list[_Arc]:
    """Return the ways along links that no longer lead from end to end."""
    out: list[_Arc] = []
    for link in np.unique(origin.link).tolist():
        pieces = origin.piece[origin.link == link].tolist()
        through = all(piece >= 0 for piece in pieces) and all(
            network.link_end[a] == network.link_start[b] for a, b in pairwise(pieces)
        )
        if through:
            continue
        ends = (link, 0), (link, int(origin.network.link_length_cm[link]))
        out += _both_ways(origin.network, link, ends, unit)
    return out


def _come(origin: Origin, network: RoadNetwork, unit: Unit) -> list[_Arc]:
    """Return the links that were laid."""
    spots = list(zip(origin.joined.tolist(), origin.joined_cm.tolist(), strict=True))
    first = network.n_links - len(spots) // 2
    return [
        arc
        for k in range(len(spots) // 2)
        for arc in _both_ways(network, first + k, spots[2 * k : 2 * k + 2], unit)
    ]


def _both_ways(
    network: RoadNetwork,
    link: int,
    ends: list[tuple[int, int]] | tuple[tuple[int, int], ...],
    unit: Unit,
) -> list[_Arc]:
    length = int(network.link_length_cm[link])
    times = int(network.link_forward_ds[link]), int(network.link_backward_ds[link])
    one, other = ends
    return [
        _Arc(start, goal, length if unit is Unit.METRES else time_ds)
        for start, goal, time_ds in ((one, other, times[0]), (other, one, times[1]))
        if time_ds != NOT_FOUND
    ]


def _ways(ready: PreparedReach, places: list[tuple[int, int]]) -> NDArray[np.int64]:
    """Return the cost from each place to each site, `_FAR` beyond the limit."""
    out = np.full((len(places), len(ready.points)), _FAR, np.int64)
    starts = on_roads(ready.network, places)
    for row, (at, cost, _) in enumerate(ready.columns(starts, 1)):
        out[row, at] = cost
    return out


def ways_from(
    network: RoadNetwork, sites: SnappedPoints, unit: Unit, limit: float
) -> PreparedReach:
    """Return destinations ready to be reached from anywhere on a network."""
    direction = Direction.FROM
    arcs = arcs_after(network, direction, unit)
    slots = attached(sites, network, direction, unit)
    return PreparedReach(network, sites, direction, unit, limit, arcs, slots)


def on_roads(network: RoadNetwork, places: list[tuple[int, int]]) -> SnappedPoints:
    """Return places on links as points that lie on the road itself."""
    link = np.array([link for link, _ in places], np.int32)
    offset_cm = np.array([at_cm for _, at_cm in places], np.float64)
    # Where they lie does not matter, as long as no site lies there.
    nowhere = np.full(len(places), np.nan)
    ids = np.array([f"{k}" for k in range(len(places))])
    return SnappedPoints(
        Points(ids, nowhere, nowhere, network.epsg),
        link,
        offset_cm,
        np.zeros(len(places)),
        np.full(len(places), Status.OK, np.uint8),
        DEFAULT_SNAP,
        network,
    )
