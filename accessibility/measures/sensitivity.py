"""Sensitivity of shares to taking one point per postcode instead of many."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from accessibility.counting import ratio
from accessibility.measures.nearest import all_pairs, nearest_offers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from accessibility.codes import Denominator
    from accessibility.counting import Students
    from accessibility.measures.nearest import Pair
    from accessibility.reach_table import ReachTable

_WHOLE = 1e-9


def point_sensitivity(
    reaches: tuple[ReachTable, ReachTable],
    offers: pd.DataFrame,
    students: tuple[Students, Students],
    *,
    within_m: float = 10_000.0,
    denominator: Denominator,
    pairs: Iterable[Pair] = all_pairs(),
) -> pd.DataFrame:
    """Compare shares by one point per postcode with those by many.

    Parameters
    ----------
    reaches
        Distances from the centres, and from the many points.
    offers
        What each vestiging offers.
    students
        The same students by the centres and by the many points.
    within_m
        Threshold in metres, inclusive.
    denominator, pairs
        As for `accessibility.measures.shares.access`.

    Returns
    -------
    pandas.DataFrame
        One row per profiel and leerweg for the whole country: `share_centre`,
        `share_points`, `difference`; `n_cut`, the number of postcodes with students
        that the threshold cuts; `share_cut`, the share of students who live there;
        and `share_least` and `share_most`, if all of those lived out of or in reach.
    """
    pairs = tuple(pairs)
    centre, many = (
        reached_fractions(reach, offers, by, within_m=within_m, pairs=pairs)
        for reach, by in zip(reaches, students, strict=True)
    )
    rows = []
    for k, (profiel, leerweg) in enumerate(pairs):
        weight = students[1].by_postcode(denominator, leerweg)[1]
        cut = is_cut(many[k])
        row = {"profiel": profiel, "leerweg": leerweg.value}
        parts = {
            "centre": centre[k],
            "points": many[k],
            "cut": cut.astype(np.float64),
            "least": np.where(cut, 0.0, many[k]),
            "most": np.where(cut, 1.0, many[k]),
        }
        shares = {f"share_{name}": _share(weight, part) for name, part in parts.items()}
        rows.append({**row, **shares, "n_cut": int((cut & (weight > 0)).sum())})
    table = pd.DataFrame(rows)
    return table.assign(difference=table.share_points - table.share_centre)


def reached_fractions(
    reach: ReachTable,
    offers: pd.DataFrame,
    students: Students,
    *,
    within_m: float,
    pairs: Iterable[Pair],
) -> NDArray[np.float64]:
    """Return which part of each postcode is reached, shape `(n_pairs, n_postcodes)`."""
    nearest = nearest_offers(reach, offers, pairs=pairs)
    return np.stack([students.reached_fraction(r) for r in nearest.reached(within_m)])


def is_cut(fraction: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell which postcodes the threshold cuts: some points in reach, some not."""
    return (fraction > _WHOLE) & (fraction < 1.0 - _WHOLE)


def _share(weight: NDArray[np.float64], part: NDArray[np.float64]) -> float:
    reached = np.array([np.dot(weight, part)])
    return float(ratio(reached, np.array([weight.sum()]) - reached)[0])
