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
    trace
        A number of each postcode that is the same only where no way has changed, int64,
        shape `(n_postcodes,)`; None where ways do not change.
    """

    least: NDArray[np.int32]
    most: NDArray[np.int32]
    trace: NDArray[np.int64] | None = None

    def surely(self, most_units: int) -> NDArray[np.bool_]:
        """Tell which postcodes lie wholly within a threshold in whole units."""
        return np.asarray(self.most <= most_units)

    def possibly(self, most_units: int) -> NDArray[np.bool_]:
        """Tell of which postcodes some place lies within a threshold."""
        return np.asarray(self.least <= most_units)

    def where(self, rows: NDArray[np.bool_], other: Span) -> Span:
        """Return this span in some postcodes, and another in the rest."""
        return Span(
            np.where(rows, self.least, other.least),
            np.where(rows, self.most, other.most),
        )


@dataclass(frozen=True, eq=False)
class SpanChange:
    """Spans of one pair before and after a scenario.

    Parameters
    ----------
    before, after
        To the nearest offer.
    come, gone
        To the nearest of the places where the pair is offered only after, or only
        before; None where roads change, and any place may have come or gone.
    touched
        Postcodes from which something may come or go within the thresholds asked,
        shape `(n_postcodes,)`; elsewhere nothing changes, wherever students live.
    """

    before: Span
    after: Span
    come: Span | None
    gone: Span | None
    touched: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class SiteSpans:
    """Least and most cost to single places, from anywhere in the postcodes near them.

    Parameters
    ----------
    site, postcode
        Number of the place, and row of a postcode from some place of which it can be
        reached within the thresholds asked, one per entry.
    least, most
        Whole centimetres or deciseconds, rounded outward, int32, one per entry.
    anywhere
        Postcodes whose land is not known: they have no entries, and may lie anywhere,
        shape `(n_postcodes,)`.
    """

    site: NDArray[np.int64]
    postcode: NDArray[np.int64]
    least: NDArray[np.int32]
    most: NDArray[np.int32]
    anywhere: NDArray[np.bool_]


def nowhere(n_postcodes: int) -> Span:
    """Return the span to an offer that is nowhere."""
    far = np.full(n_postcodes, NOT_FOUND, np.int32)
    return Span(far, far, np.zeros(n_postcodes, np.int64))


def span_over_roads(
    land: Land,
    ends: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]],
    floor: NDArray[np.int32],
) -> Span:
    """Return a span over roads from that of the streets beside each known piece.

    Parameters
    ----------
    land
        The land of every postcode.
    ends
        Least, most and trace over the streets near each of `land.known`.
    floor
        What the way is at least, shape `(n_postcodes,)`.
    """
    least = floor.copy()
    most = np.full(len(floor), NOT_FOUND, np.int32)
    least[land.known] = np.maximum(floor[land.known], ends[0])
    most[land.known] = ends[1]
    trace = np.zeros(len(floor), np.int64)
    trace[land.known] = ends[2]
    return Span(least, most, trace)
