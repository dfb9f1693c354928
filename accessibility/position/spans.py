"""Spans: how far the nearest offer is at least and at most, anywhere in a postcode."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from accessibility.reach_table import NOT_FOUND

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.position.land import Land


@dataclass(frozen=True, eq=False)
class Span:
    """Least and most cost of one pair, from anywhere in each postcode.

    Parameters
    ----------
    least, most
        Whole centimetres or deciseconds, rounded outward, int32, shape
        `(n_postcodes,)`. They follow from the land, never from the points that stand
        for it.
    """

    least: NDArray[np.int32]
    most: NDArray[np.int32]

    def surely(self, most_units: int) -> NDArray[np.bool_]:
        """Tell which postcodes lie wholly within a threshold in whole units."""
        return np.asarray(self.most <= most_units)

    def possibly(self, most_units: int) -> NDArray[np.bool_]:
        """Tell of which postcodes some place lies within a threshold."""
        return np.asarray(self.least <= most_units)


def span_over_roads(
    land: Land,
    ends: tuple[NDArray[np.int32], NDArray[np.int32]],
    floor: NDArray[np.int32],
) -> Span:
    """Return a span over roads from that of the streets beside each known piece.

    Parameters
    ----------
    land
        The land of every postcode.
    ends
        Least and most over the streets near each of `land.known`.
    floor
        What the way is at least, shape `(n_postcodes,)`.
    """
    least = floor.copy()
    most = np.full(len(floor), NOT_FOUND, np.int32)
    least[land.known] = np.maximum(floor[land.known], ends[0])
    most[land.known] = ends[1]
    return Span(least, most)
