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


class Passing(NamedTuple):
    """An arc that goes or comes, as destinations see it.

    Parameters
    ----------
    start
        Where it begins: a link before, and how far along it.
    over
        Cost from there over the arc to each destination, int64, shape `(n_sites,)`.
    concerned
        To which of them a way may go over it, shape `(n_sites,)`.
    is_new
        True if it comes, False if it goes.
    """

    start: tuple[int, int]
    over: NDArray[np.int64]
    concerned: NDArray[np.bool_]
    is_new: bool


def passings(
    network: RoadNetwork, sites: SnappedPoints, unit: Unit, limit: float
) -> list[Passing]:
    """Return the arcs by which an edit can change ways to destinations.

    Parameters
    ----------
    network
        The edited network.
    sites
        Destinations, placed on the network before.
    unit, limit
        What is minimised, and up to where ways count.

    Returns
    -------
    list of Passing
        More may be concerned than do change, never fewer; those on a road that was
        touched apart.
    """
    origin = network.origin
    if origin is None:
        return []
    gone = _gone(origin, network, unit)
    arcs = [*gone, *_come(origin, network, unit)]
    places = sorted({place for arc in arcs for place in arc[:2]})
    if not places:
        return []
    ways = _ways(origin.network, places, sites, unit, limit)
    row = {place: k for k, place in enumerate(places)}
    most = label_limit(limit, unit) >> COST_BITS
    out = []
    for k, arc in enumerate(arcs):
        there, over = ways[row[arc.start]], arc.cost + ways[row[arc.goal]]
        concerned = over <= most + SLACK
        if not has_turns(network):
            concerned &= over <= there + SLACK
        out.append(Passing(arc.start, over, concerned, k >= len(gone)))
    return out


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


def _ways(
    network: RoadNetwork,
    places: list[tuple[int, int]],
    sites: SnappedPoints,
    unit: Unit,
    limit: float,
) -> NDArray[np.int64]:
    """Return the cost from each place to each site, `_FAR` beyond the limit."""
    out = np.full((len(places), len(sites)), _FAR, np.int64)
    search = ways_from(network, sites, unit, limit)
    for row, (at, cost, _) in enumerate(search.columns(on_roads(network, places), 1)):
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
