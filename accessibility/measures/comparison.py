"""Two ways of measuring side by side: which postcodes flip, how large detours are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.codes import AreaKind, Denominator, Unit
from accessibility.counting import COUNT_COLUMNS
from accessibility.errors import UsageError
from accessibility.reach_table import CM_PER_M, NOT_FOUND

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.counting import Students
    from accessibility.measures.nearest import NearestOffers
    from accessibility.reach_table import ReachTable

SHORTEST_M: Final = 500.0
"""Pairs nearer than this in a straight line say little about detours."""

QUANTILES: Final = (0.1, 0.25, 0.5, 0.75, 0.9)


def flips(
    first: NearestOffers,
    second: NearestOffers,
    students: Students,
    *,
    within: float = 10_000.0,
    denominator: Denominator = Denominator.COMMON,
) -> pd.DataFrame:
    """List the postcodes that are within reach by one measure and not by the other.

    Parameters
    ----------
    first, second
        Nearest offers of the same pairs for the same points, in the same unit.
    students
        Gives the postcodes of the points and how many live there.
    within
        Threshold, inclusive.
    denominator
        Which students are counted.

    Returns
    -------
    pandas.DataFrame
        One row per postcode and pair of which some students flip: `pc4`, `profiel`,
        `leerweg`, `change` (`lost`: within by the first, not by the second; or
        `gained`), and the interval counts of those who flip. Sorted by pair, most
        students first. Homes for which roads that are not known decide are left out.

    Raises
    ------
    UsageError
        If the two are not of the same pairs and unit.
    """
    if first.pairs != second.pairs or first.unit is not second.unit:
        message = "only answers about the same pairs in the same unit can be compared"
        raise UsageError(message)
    before, after = first.reached(within), second.reached(within)
    # Where roads are not known an offer may be near after all: that is no flip.
    may_before, may_after = first.possible(within), second.possible(within)
    frames = []
    for k, (profiel, leerweg) in enumerate(first.pairs):
        count = students.by_postcode(denominator, leerweg)
        for change, flipped in (
            ("lost", before[k] & ~may_after[k]),
            ("gained", after[k] & ~may_before[k]),
        ):
            part = students.reached_fraction(flipped)
            rows = np.flatnonzero(part * count[2] > 0)
            frame = pd.DataFrame({"pc4": students.postcodes.pc4.to_numpy()[rows]})
            frame = frame.assign(profiel=profiel, leerweg=leerweg.value, change=change)
            for column, values in zip(COUNT_COLUMNS, count, strict=True):
                frame[column] = (values * part)[rows]
            order = np.argsort(-frame.students.to_numpy(), kind="stable")
            frames.append(frame.iloc[order])
    return pd.concat(frames, ignore_index=True)


def detour_factors(straight: ReachTable, road: ReachTable) -> pd.DataFrame:
    """Return road distance over straight distance for every pair that has both.

    Parameters
    ----------
    straight, road
        Reach tables of the same points and destinations.

    Returns
    -------
    pandas.DataFrame
        `point` (row), `destination` (row), `straight_m`, `factor` (>= 1); pairs
        nearer than `SHORTEST_M` are left out.

    Raises
    ------
    UsageError
        If the two tables are not of the same points and destinations.
    """
    same = np.array_equal(straight.point_ids, road.point_ids)
    if not (same and np.array_equal(straight.destination_ids, road.destination_ids)):
        message = "detours need two tables of the same points and destinations"
        raise UsageError(message)
    key, crow = _keyed(straight)
    road_key, way = _keyed(road)
    _, at, road_at = np.intersect1d(key, road_key, return_indices=True)
    crow, way, key = crow[at], way[road_at], key[at]
    far = crow >= SHORTEST_M * CM_PER_M
    return pd.DataFrame(
        {
            "point": key[far] % straight.n_points,
            "destination": key[far] // straight.n_points,
            "straight_m": crow[far] / CM_PER_M,
            "factor": way[far] / crow[far],
        }
    )


def _keyed(table: ReachTable) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    site = np.repeat(np.arange(table.n_destinations), np.diff(table.indptr))
    key = site * np.int64(table.n_points) + table.point
    distance_cm = table.cost(Unit.METRES)
    found = distance_cm != NOT_FOUND
    return key[found], distance_cm[found].astype(np.float64)


def detours_per_area(
    factors: pd.DataFrame,
    students: Students,
    *,
    per: AreaKind = AreaKind.PROVINCIE,
    within_m: float = 10_000.0,
) -> pd.DataFrame:
    """Summarise detours per area of home: a distribution, never one constant.

    Parameters
    ----------
    factors
        As `detour_factors` returns them.
    students
        Gives the area of each point.
    per
        Division of the country.
    within_m
        Only pairs at most so far apart in a straight line count.

    Returns
    -------
    pandas.DataFrame
        `area_code`, `pairs`, and the quantiles `p10`, `p25`, `p50`, `p75`, `p90` of
        the factor over pairs of home point and vestiging.
    """
    near = factors[factors.straight_m <= within_m]
    area = students.area_codes(per)[students.point_pc4[near.point.to_numpy()]]
    grouped = near.factor.groupby(area)
    table = grouped.quantile(np.array(QUANTILES)).unstack()  # noqa: PD010 - of a series
    table.columns = [f"p{round(100 * q)}" for q in QUANTILES]
    table.insert(0, "pairs", grouped.size())
    return table.rename_axis("area_code").reset_index()
