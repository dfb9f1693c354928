"""The least and most way over the road from anywhere in a piece of land.

A home goes to the nearest street that lies near enough, which may be one outside the
land. Along a street the way is at least the lesser of its ends' and at most where the
ways by both ends meet; the walk to the street comes on top.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import shapely

from accessibility.codes import Unit
from accessibility.reach_table import CM_PER_M, NOT_FOUND
from accessibility.roads.distance_lists import nearest_everywhere
from accessibility.roads.edited_reach import steps_between
from accessibility.roads.service_areas import link_shapes
from accessibility.roads.snapping import (
    DEFAULT_SNAP,
    SnapRule,
    leads_on,
    snap,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.places import Points
    from accessibility.roads.network import RoadNetwork

_ROUNDED_UP: int = 3
"""Whole units by which walk, street and search may each be rounded up."""


@dataclass(frozen=True, eq=False)
class LandStreets:
    """Streets that a home on some pieces of land may be placed on.

    Parameters
    ----------
    network
        Roads of one mode.
    n_pieces
        Number of pieces of land.
    piece, link
        Which piece has which link within the snapping distance, sorted by piece.
    rule
        How homes get onto the road.
    """

    network: RoadNetwork
    n_pieces: int
    piece: NDArray[np.int64]
    link: NDArray[np.int64]
    rule: SnapRule

    def ends(
        self, sites: Points, *, unit: Unit, limit: float
    ) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]:
        """Return the least and most way to the nearest site from each piece.

        Parameters
        ----------
        sites
            Where people go, in the network's metric system.
        unit
            What is minimised.
        limit
            Ways beyond are `NOT_FOUND`.

        Returns
        -------
        tuple
            Whole centimetres or deciseconds, int32, shape `(n_pieces,)`; 0 and
            `NOT_FOUND` where no street is near. Then a trace of the ways along all
            streets of a piece, int64: other ways leave another trace.
        """
        placed = snap(sites, self.network, self.rule)
        cost = nearest_everywhere(self.network, placed, unit=unit, limit=limit).cost
        links, row = self._links
        least, most = _along(self.network, links, cost.astype(np.float64), unit)
        own = row[placed.link[placed.is_ok]]
        least[own[own >= 0]] = 0.0
        least, most = least[row[self.link]], most[row[self.link]]
        nearest = self._of_pieces(np.minimum, least, bare=0.0)
        farthest = self._of_pieces(np.maximum, most, bare=np.inf)
        far = _units(farthest + self._walk(unit) + _ROUNDED_UP)
        return _units(nearest), far, self._trace(least, most)

    def of(self, pieces: NDArray[np.bool_]) -> LandStreets:
        """Return the streets of some pieces; the others have none.

        Parameters
        ----------
        pieces
            Which, shape `(n_pieces,)`.
        """
        chosen = pieces[self.piece]
        return replace(self, piece=self.piece[chosen], link=self.link[chosen])

    @cached_property
    def _links(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The different links, and the row of each link of the network among them."""
        row = np.full(self.network.n_links, -1, np.int64)
        row[self.link] = 0
        links = np.flatnonzero(row == 0)
        row[links] = np.arange(len(links))
        return links, row

    def _of_pieces(
        self, extreme: np.ufunc, values: NDArray[np.float64], *, bare: float
    ) -> NDArray[np.float64]:
        """Return the extreme of each piece, from a value for each of its streets."""
        out = np.full(self.n_pieces, bare)
        held, first = np.unique(self.piece, return_index=True)
        if len(held):
            out[held] = extreme.reduceat(values, first)
        return out

    def _trace(
        self, least: NDArray[np.float64], most: NDArray[np.float64]
    ) -> NDArray[np.int64]:
        """Sum over the streets of each piece what tells their ways apart."""
        trace = np.zeros(self.n_pieces, np.uint64)
        told = 1 + _units(least).astype(np.uint64) + 3 * _units(most).astype(np.uint64)
        # Squares and sums may run over: that tells ways apart as well.
        np.add.at(trace, self.piece, told**2)
        return trace.view(np.int64)

    def _walk(self, unit: Unit) -> float:
        walk_cm = self.rule.max_m * CM_PER_M
        return walk_cm if unit is Unit.METRES else walk_cm * 0.36 / self.rule.access_kmh


def land_streets(
    network: RoadNetwork,
    pieces: NDArray[np.object_],
    rule: SnapRule = DEFAULT_SNAP,
) -> LandStreets:
    """Find the streets within the snapping distance of pieces of land.

    Parameters
    ----------
    network
        Roads of one mode.
    pieces
        Polygons in the metric system of the network.
    rule
        How homes get onto the road.
    """
    rows = np.flatnonzero(network.link_is_street & leads_on(network, rule))
    piece, link = _beside(network, rows, pieces, rule)
    return _sorted(network, len(pieces), (piece, link), rule)


def streets_after(
    before: LandStreets, network: RoadNetwork, pieces: NDArray[np.object_]
) -> LandStreets:
    """Return the streets of the same pieces of land after edits of roads.

    Only streets that an edit cut, laid or freed are looked for.

    Parameters
    ----------
    before
        Streets of the network that was edited.
    network
        The edited network.
    pieces
        The pieces of land of `before`.
    """
    steps, rule = steps_between(before.network, network), before.rule
    if steps is None:
        return land_streets(network, pieces, rule)
    fit = network.link_is_street & leads_on(network, rule)
    fresh = relaid_links(before.network, steps)
    fresh[: before.network.n_links] |= ~leads_on(before.network, rule)
    kept = (fit & ~fresh)[before.link]
    piece, link = _beside(network, np.flatnonzero(fit & fresh), pieces, rule)
    both = (
        np.concatenate([before.piece[kept], piece]),
        np.concatenate([before.link[kept], link]),
    )
    return _sorted(network, len(pieces), both, rule)


def relaid_links(first: RoadNetwork, steps: list[RoadNetwork]) -> NDArray[np.bool_]:
    """Tell which links after some edits are not what they were before the first.

    Parameters
    ----------
    first
        Before the first edit.
    steps
        After each, as `steps_between` gives them.
    """
    relaid = np.zeros(steps[-1].n_links if steps else first.n_links, np.bool_)
    relaid[first.n_links :] = True
    for step in steps:
        if step.origin is not None:
            relaid[step.origin.link] = True
            relaid[step.origin.piece[step.origin.piece >= 0]] = True
    return relaid


def _beside(
    network: RoadNetwork,
    rows: NDArray[np.int64],
    pieces: NDArray[np.object_],
    rule: SnapRule,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return which pieces have which of some links within the snapping distance."""
    tree = shapely.STRtree(link_shapes(network, rows))
    piece, street = tree.query(pieces, predicate="dwithin", distance=rule.max_m)
    return piece.astype(np.int64), rows[street].astype(np.int64)


def _sorted(
    network: RoadNetwork,
    n_pieces: int,
    found: tuple[NDArray[np.int64], NDArray[np.int64]],
    rule: SnapRule,
) -> LandStreets:
    piece, link = found
    order = np.argsort(piece, kind="stable")
    return LandStreets(network, n_pieces, piece[order], link[order], rule)


def _along(
    network: RoadNetwork,
    links: NDArray[np.int64],
    cost: NDArray[np.float64],
    unit: Unit,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the least and most cost along links, infinite where no way leads."""
    cost = np.where(cost == NOT_FOUND, np.inf, cost)
    start, end = cost[network.link_start[links]], cost[network.link_end[links]]
    back = _where_open(network, network.link_backward_ds[links], links, unit)
    forth = _where_open(network, network.link_forward_ds[links], links, unit)
    by_start, by_end = start + back, end + forth
    with np.errstate(invalid="ignore", divide="ignore"):
        meet = (start * forth + end * back + forth * back) / (forth + back)
    meet = np.where(np.isfinite(meet), meet, np.inf)
    most = np.minimum(np.minimum(by_start, by_end), meet)
    return np.minimum(start, end), most


def _where_open(
    network: RoadNetwork,
    link_ds: NDArray[np.int32],
    links: NDArray[np.int64],
    unit: Unit,
) -> NDArray[np.float64]:
    size = network.link_length_cm[links] if unit is Unit.METRES else link_ds
    return np.where(link_ds == NOT_FOUND, np.inf, size.astype(np.float64))


def _units(values: NDArray[np.float64]) -> NDArray[np.int32]:
    return np.where(np.isfinite(values), values, NOT_FOUND).astype(np.int32)
