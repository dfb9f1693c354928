"""The edge of a road file, and which distances roads beyond it could shorten.

A road file is cut off somewhere: at the border of a country, around a town. A way that
would leave the file is not found, so what lies near its edge may read too far, or out
of reach. A way that leaves has to get to the edge first and back from it after, in a
straight line at best: an answer no longer than both together is certain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from accessibility.roads.coverage import coverage_of, to_edge_m
from accessibility.roads.snapping import DEFAULT_SNAP, SnapRule

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from accessibility.places import Points
    from accessibility.roads.network import RoadNetwork


def may_be_nearer(
    distance_m: NDArray[np.float64],
    from_edge_m: NDArray[np.float64],
    to_edge_m: NDArray[np.float64],
    rule: SnapRule = DEFAULT_SNAP,
) -> NDArray[np.bool_]:
    """Mark the answers that roads beyond the edge of the file could change.

    All others are what the whole map would give. Beside the way itself, the edge can
    cut off the street that a point belongs to, or most of a part of the network: so
    an answer is also marked where either end lies nearer to the edge than the
    snapping distance and the least length of a part together.

    Parameters
    ----------
    distance_m
        Answers; where nothing was found, the limit up to which was looked, or
        infinity.
    from_edge_m, to_edge_m
        Of `to_edge_m` for both ends, of shapes that fit the answers.
    rule
        How the points got onto the road.
    """
    own = rule.max_m + rule.min_component_m
    # Outside the file nothing is certain: its distance to the edge is NaN.
    far = (from_edge_m >= own) & (to_edge_m >= own)
    marked: NDArray[np.bool_] = ~far | (from_edge_m + to_edge_m < distance_m)
    # Nothing is nearer than the place itself.
    return marked & (distance_m > 0)


def uncertain_pairs(
    network: RoadNetwork,
    origins: Points,
    destinations: Points,
    distance_m: pd.Series,
    *,
    limit: float = np.inf,
) -> NDArray[np.bool_]:
    """Mark the rows of `distances` that roads beyond the edge may shorten.

    Parameters
    ----------
    network
        Roads of one mode.
    origins, destinations
        As they were measured, in the network's metric system.
    distance_m
        What was found, NaN where nothing was.
    limit
        Up to where was looked, in metres.
    """
    coverage = coverage_of(network)
    from_m, to_m = (to_edge_m(some, coverage) for some in (origins, destinations))
    found = distance_m.fillna(limit).to_numpy()
    return may_be_nearer(
        found, np.repeat(from_m, len(to_m)), np.tile(to_m, len(from_m))
    )
