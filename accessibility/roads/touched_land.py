"""Land from which an edit of roads may change ways: elsewhere nothing is searched anew.

A way that an edit takes went over a road that it touched, and a way that it brings goes
over a road that it laid: both begin within the limit of such a road. A site that was
moved to another road counts as one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from accessibility.reach_table import CM_PER_M, DS_PER_S, NOT_FOUND
from accessibility.roads.distance_lists import nearest_everywhere
from accessibility.roads.edited_reach import places_of, steps_between
from accessibility.roads.snapping import leads_on, snap
from accessibility.roads.street_ends import relaid_links
from accessibility.roads.touched_sites import on_roads

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.codes import Unit
    from accessibility.places import Points
    from accessibility.roads.network import RoadNetwork
    from accessibility.roads.snapping import SnappedPoints
    from accessibility.roads.street_ends import LandStreets


def touched_pieces(
    before: LandStreets, after: LandStreets, sites: Points, *, unit: Unit, limit: float
) -> NDArray[np.bool_]:
    """Tell from which pieces of land a way within a limit may be another.

    Parameters
    ----------
    before, after
        Streets of the same pieces, before and after edits of roads.
    sites
        All places to which ways are asked, in the metric system of the network.
    unit, limit
        What is minimised, and up to where ways count.

    Returns
    -------
    numpy.ndarray
        Of shape `(n_pieces,)`. More may be touched than do change, never fewer.
    """
    steps = steps_between(before.network, after.network)
    if steps is None:
        return np.ones(before.n_pieces, np.bool_)
    relaid = relaid_links(before.network, steps)
    moved = _moved_sites(before, after, sites, relaid)
    touched = np.zeros(before.n_pieces, np.bool_)
    for streets, placed in zip((before, after), moved, strict=True):
        network = streets.network
        near = relaid[: network.n_links].copy()
        for goals in (_ends_of(network, np.flatnonzero(near)), placed):
            near |= _within(network, goals, unit, limit)
        near[: before.network.n_links] |= _otherwise_used(before, after)
        touched[streets.piece[near[streets.link]]] = True
    return touched


def fastest_mps(network: RoadNetwork) -> float:
    """Return the most metres of road that a second brings anybody, on a whole link."""
    return network.derived("fastest", lambda: _fastest_mps(network))


def _fastest_mps(network: RoadNetwork) -> float:
    metres = network.link_length_cm / CM_PER_M
    most = 0.0
    for time_ds in (network.link_forward_ds, network.link_backward_ds):
        there = (time_ds != NOT_FOUND) & (metres > 0)
        with np.errstate(divide="ignore"):
            speed = metres[there] / (time_ds[there] / DS_PER_S)
        most = max(most, float(speed.max(initial=0.0)))
    return most


def _moved_sites(
    before: LandStreets, after: LandStreets, sites: Points, relaid: NDArray[np.bool_]
) -> tuple[SnappedPoints, SnappedPoints]:
    """Return the sites on other roads than before, as they were and as they are."""
    was = snap(sites, before.network, before.rule)
    now = snap(sites, after.network, after.rule)
    # Those on a piece of the road they were on are told by that road.
    other = (was.link != now.link) & ~((now.link >= 0) & relaid[now.link])
    return places_of(was, other), places_of(now, other)


def _ends_of(network: RoadNetwork, links: NDArray[np.int64]) -> SnappedPoints:
    """Return both ends of links as places on the road."""
    both = zip(links.tolist(), network.link_length_cm[links].tolist(), strict=True)
    ends = [(link, at_cm) for link, size in both for at_cm in (0, size)]
    return on_roads(network, ends)


def _within(
    network: RoadNetwork, goals: SnappedPoints, unit: Unit, limit: float
) -> NDArray[np.bool_]:
    """Tell from which links some of the goals lie within the limit."""
    if not len(goals):
        return np.zeros(network.n_links, np.bool_)
    cost = nearest_everywhere(network, goals, unit=unit, limit=limit).cost
    near = cost != NOT_FOUND
    return np.asarray(near[network.link_start] | near[network.link_end])


def _otherwise_used(before: LandStreets, after: LandStreets) -> NDArray[np.bool_]:
    """Tell on which links before homes are placed that were not, or are no longer."""
    n_links = before.network.n_links
    was, now = (leads_on(one.network, one.rule)[:n_links] for one in (before, after))
    return np.asarray(was != now)
