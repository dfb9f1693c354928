"""Roads of any size over random or given points: for measuring, not for use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.spatial import cKDTree

from accessibility.codes import Mode
from accessibility.network_build import CLOSED, Segments, network_of
from accessibility.places import RD_NEW, Points

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.network import RoadNetwork

DUTCH_NODES: Final = 1_500_000
DUTCH_LAND_M2: Final = 35e9
NEIGHBOURS: Final = 2
ONE_WAY: Final = 0.08
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
    place = np.column_stack([x_m, y_m])
    _, near = cKDTree(place).query(place, k=NEIGHBOURS + 1)
    start, end = _pairs(n_nodes, near[:, 1:])
    # One long line through all keeps them in one piece, as through roads do.
    order = np.lexsort((y_m * (-1) ** (x_m // 500), x_m // 500))
    start = np.append(start, order[:-1]).astype(np.int32)
    end = np.append(end, order[1:]).astype(np.int32)
    back = np.where(rng.random(len(start)) < ONE_WAY, CLOSED, PACE)
    back[-n_nodes + 1 :] = PACE
    segments = Segments(
        start, end, np.full(len(start), PACE), back, np.ones(len(start), np.bool_)
    )
    return SyntheticRoads(x_m, y_m, segments, side_m)


def _pairs(
    n: int, near: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return every pair of neighbours once."""
    one = np.repeat(np.arange(n), near.shape[1])
    other = near.ravel()
    key = np.unique(np.minimum(one, other) * n + np.maximum(one, other))
    return key // n, key % n


def random_homes(roads: SyntheticRoads, n: int, seed: int, name: str) -> Points:
    """Return points within a few hundred metres of random junctions."""
    rng = np.random.default_rng(seed)
    row = rng.integers(0, len(roads.x_m), n)
    x_m = roads.x_m[row] + rng.normal(0, 100, n)
    y_m = roads.y_m[row] + rng.normal(0, 100, n)
    return Points(np.char.add(name, np.arange(n).astype(np.str_)), x_m, y_m)
