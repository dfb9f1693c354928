"""Roads of any size over random or given points: for measuring, not for use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import minimum_spanning_tree
from scipy.spatial import Delaunay

from accessibility.codes import Mode
from accessibility.places import RD_NEW, Points
from accessibility.roads.network_build import CLOSED, Segments, network_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.roads.network import RoadNetwork

DUTCH_NODES: Final = 1_500_000
DUTCH_LAND_M2: Final = 35e9
STREETS_PER_NODE: Final = 4 / 3
ONE_WAY: Final = 0.08
_SIDES: Final = ((0, 1), (1, 2), (0, 2))
PACE: Final = 3.6 / 15


@dataclass(frozen=True, eq=False)
class SyntheticRoads:
    """Places and the segments between them, before they become a network.

    Parameters
    ----------
    x_m, y_m
        Junctions, in no order at all, as a file of roads has them.
    segments
        Streets between neighbours, some one-way.
    side_m
        Width of the square they fill.
    """

    x_m: NDArray[np.float64]
    y_m: NDArray[np.float64]
    segments: Segments
    side_m: float

    def network(self) -> RoadNetwork:
        """Return them as a network for the bicycle."""
        return network_of(
            self.x_m, self.y_m, self.segments, mode=Mode.BIKE, epsg=RD_NEW
        )


def synthetic_roads(
    n_nodes: int, *, around: Points | None = None, seed: int = 1
) -> SyntheticRoads:
    """Make roads as dense as those of the Netherlands.

    Parameters
    ----------
    n_nodes
        Number of junctions.
    around
        Points to lay the streets around, a few kilometres at most; None for a square
        filled evenly.
    seed
        Of the random numbers.
    """
    rng = np.random.default_rng(seed)
    side_m = float(np.sqrt(n_nodes / DUTCH_NODES * DUTCH_LAND_M2))
    x_m, y_m = rng.uniform(0, side_m, (2, n_nodes))
    if around is not None:
        row = rng.integers(0, len(around), n_nodes)
        x_m = around.x_m[row] + rng.normal(0, 1_200, n_nodes)
        y_m = around.y_m[row] + rng.normal(0, 1_200, n_nodes)
    start, end = _streets(np.column_stack([x_m, y_m]), rng)
    back = np.where(rng.random(len(start)) < ONE_WAY, CLOSED, PACE)
    segments = Segments(
        start, end, np.full(len(start), PACE), back, np.ones(len(start), np.bool_)
    )
    return SyntheticRoads(x_m, y_m, segments, side_m)


def _streets(
    place: NDArray[np.float64], rng: np.random.Generator
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Join neighbours so that all hang together, with as many streets as on a map."""
    n = len(place)
    corners = Delaunay(place).simplices.astype(np.int64)
    key = np.unique(
        np.concatenate([_key(corners[:, a], corners[:, b], n) for a, b in _SIDES])
    )
    start, end = key // n, key % n
    # A tree that follows random streets, so that ways are not needlessly roundabout.
    weight = csr_array((rng.random(len(key)) + 0.1, (start, end)), shape=(n, n))
    tree = minimum_spanning_tree(weight).tocoo()
    extra = key[rng.random(len(key)) < (STREETS_PER_NODE - 1) / 2]
    key = np.union1d(extra, _key(*tree.coords, n))
    return (key // n).astype(np.int32), (key % n).astype(np.int32)


def _key(one: NDArray[np.int64], other: NDArray[np.int64], n: int) -> NDArray[np.int64]:
    """Return one number per pair, whichever way round it is."""
    return np.minimum(one, other).astype(np.int64) * n + np.maximum(one, other)


def random_homes(roads: SyntheticRoads, n: int, seed: int, name: str) -> Points:
    """Return points within a few hundred metres of random junctions."""
    rng = np.random.default_rng(seed)
    row = rng.integers(0, len(roads.x_m), n)
    x_m = roads.x_m[row] + rng.normal(0, 100, n)
    y_m = roads.y_m[row] + rng.normal(0, 100, n)
    return Points(np.char.add(name, np.arange(n).astype(np.str_)), x_m, y_m)
