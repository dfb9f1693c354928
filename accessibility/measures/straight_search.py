"""The nearest offer in a straight line, without a table of all distances.

A table of many points by all vestigingen would take more memory than the rest
together; for the nearest alone a tree of the vestigingen that offer a pair is enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import cKDTree

from accessibility.codes import Mode, Unit
from accessibility.measures.nearest import (
    NO_OFFER,
    NearestOffers,
    Pair,
    offering,
)
from accessibility.reach_table import NOT_FOUND, whole_centimetres, whole_units

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    from numpy.typing import NDArray

    from accessibility.places import Points


def straight_nearest(
    points: Points,
    sites: Points,
    offers: pd.DataFrame,
    *,
    pairs: Iterable[Pair],
    limit_m: float,
) -> NearestOffers:
    """Find the nearest offer of every pair in a straight line from every point.

    Costs equal those of `nearest_offers` over a straight-line table; of two
    vestigingen at the same place or distance either may be named.

    Parameters
    ----------
    points, sites
        Where students live, and the vestigingen, in one metric system.
    offers
        What each vestiging offers.
    pairs
        Combinations asked for.
    limit_m
        Distances beyond are `NOT_FOUND`.
    """
    pairs = tuple(pairs)
    cost = np.full((len(pairs), len(points)), NOT_FOUND, np.int32)
    destination = np.full_like(cost, NO_OFFER)
    placed = np.flatnonzero(points.is_placed)
    homes = np.column_stack([points.x_m[placed], points.y_m[placed]])
    at = np.column_stack([sites.x_m, sites.y_m])
    known: dict[bytes, int] = {}
    for k, pair in enumerate(pairs):
        rows = offering(sites.ids, offers, pair)
        rows = rows[sites.is_placed[rows]]
        # Many pairs are offered at the same vestigingen.
        same = known.setdefault(rows.tobytes(), k)
        if same != k:
            cost[k], destination[k] = cost[same], destination[same]
        elif len(rows) and len(placed):
            cost[k, placed], destination[k, placed] = _nearest(homes, at, rows, limit_m)
    return NearestOffers(
        pairs,
        Unit.METRES,
        limit_m,
        cost,
        destination,
        np.zeros(cost.shape, np.bool_),
        ~points.is_placed,
        np.zeros(len(points), np.bool_),
        mode=Mode.STRAIGHT,
    )


def _nearest(
    homes: NDArray[np.float64],
    at: NDArray[np.float64],
    rows: NDArray[np.int64],
    limit_m: float,
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    _, near = cKDTree(at[rows]).query(homes)
    site = rows[near]
    away = homes - at[site]
    cost = whole_centimetres(np.hypot(away[:, 0], away[:, 1]))
    far = cost > whole_units(limit_m, Unit.METRES)
    return (
        np.where(far, NOT_FOUND, cost).astype(np.int32),
        np.where(far, NO_OFFER, site).astype(np.int32),
    )
