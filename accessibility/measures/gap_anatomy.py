"""Gap anatomy: why a postcode has no offer within the threshold, and what is near."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from accessibility.codes import Leerweg, Profiel, Unit, profielen_of
from accessibility.errors import UsageError
from accessibility.measures.nearest import NO_OFFER, points_at
from accessibility.reach_table import CM_PER_M, DS_PER_S, NOT_FOUND, whole_units

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.counting import Students
    from accessibility.measures.nearest import NearestOffers, Pair
    from accessibility.reach_table import ReachTable

_WHOLE: Final = 1e-9

JUST_BEYOND: Final = 1.2
"""An offer within this many times the threshold lies just beyond it: 10 to 12 km."""


class GapReason(StrEnum):
    """Why a postcode is a gap; of several the first that holds is given.

    The order follows the remedy: a place that is not known cannot be judged, nor one
    beyond the roads, which is no gap either: nothing is known of it; where a
    straight line would do, a road or ferry is missing; where the profiel is near in
    another leerweg, only a leerweg is; just beyond, a bus would do; else a licence
    at a vestiging that is near; else there is nothing to build on.
    """

    NONE = ""
    UNKNOWN = "unknown"
    OUTSIDE = "outside"
    NO_ROAD = "no-road"
    LEERWEG_MISSING = "leerweg-missing"
    JUST_BEYOND = "just-beyond"
    PROFIEL_MISSING = "profiel-missing"
    NO_VESTIGING = "no-vestiging"


def gaps(
    nearest: NearestOffers,
    reach: ReachTable,
    students: Students,
    *,
    pair: Pair,
    within: float = 10_000.0,
    straight: NearestOffers | None = None,
) -> pd.DataFrame:
    """Tell of each postcode how far a pair is and, where it is a gap, why.

    A postcode is judged at the point in the weighted middle of its students.

    Parameters
    ----------
    nearest
        The nearest offer of every profiel x leerweg, `pair` among them.
    reach
        The table `nearest` was found in.
    students
        Gives the points that stand for each postcode.
    pair
        Profiel (or `techniek`) and leerweg asked for.
    within
        Threshold in metres or seconds, as `nearest.unit` says; inclusive.
    straight
        The same in a straight line, where `nearest` is over the road in metres;
        tells where only the road is missing.

    Returns
    -------
    pandas.DataFrame
        One row per postcode: `pc4`; `brin6` of the nearest offer, empty beyond the
        limit; `distance_m` or `time_s`, infinite beyond it; `is_gap`; `reason`, a
        `GapReason`; `near_brin6` and `near_distance_m` or `near_time_s`: the
        vestiging that the reason speaks of, empty and infinite where none; and
        `missed_reason`: the reason in the middle of those who are not reached, empty
        where all are. A postcode may be no gap and yet be reached in part only, so
        that this is the one which adds up to all who are not reached.

    Raises
    ------
    UsageError
        If the pair is not among those of `nearest`.
    """
    ways = nearest.cost[_row(nearest, pair)]
    most = whole_units(within, nearest.unit, nearest.limit)
    reached = students.reached_fraction(ways <= most)
    half = np.full(students.n_postcodes, 0.5)
    found = nearest, pair, most, straight
    middle = _judged(*found, points_at(ways, students, half))
    missed = _judged(*found, points_at(ways, students, (1.0 + reached) / 2))
    column, scale = _column(nearest.unit)
    return pd.DataFrame(
        {
            "pc4": students.postcodes.pc4.to_numpy(),
            "brin6": _codes(reach, middle.site),
            column: _in_units(middle.cost, scale),
            "is_gap": middle.is_gap,
            "reason": middle.reason,
            "near_brin6": _codes(reach, middle.near_site),
            f"near_{column}": _in_units(middle.near_cost, scale),
            "missed_reason": np.where(
                reached < 1.0 - _WHOLE, missed.reason, GapReason.NONE.value
            ),
        }
    )


class _Judged(NamedTuple):
    """What is said of each postcode, from one of its points."""

    cost: NDArray[np.int32]
    site: NDArray[np.int32]
    is_gap: NDArray[np.bool_]
    reason: NDArray[np.object_]
    near_cost: NDArray[np.int32]
    near_site: NDArray[np.int32]


def _judged(
    nearest: NearestOffers,
    pair: Pair,
    most: int,
    straight: NearestOffers | None,
    at: NDArray[np.int64],
) -> _Judged:
    """Tell from one point of each postcode whether it is a gap, and why."""
    cost, site = _pair_at(nearest, [pair], at)
    unknown = nearest.outside[at] & (cost > most)
    is_gap = (cost > most) & ~unknown
    same = _pair_at(nearest, _other_leerwegen(pair), at)
    any_offer = _pair_at(nearest, _any_pair(), at)
    as_the_crow = _nowhere(len(at))
    if straight is not None and nearest.unit is Unit.METRES:
        as_the_crow = _pair_at(straight, [pair], at)
    checks = [
        (GapReason.OUTSIDE, unknown, None),
        (GapReason.NONE, ~is_gap, (cost, site)),
        (GapReason.UNKNOWN, nearest.unsnapped[at], None),
        (GapReason.NO_ROAD, as_the_crow[0] <= most, as_the_crow),
        (GapReason.LEERWEG_MISSING, same[0] <= most, same),
        (GapReason.JUST_BEYOND, cost <= most * JUST_BEYOND, (cost, site)),
        (GapReason.PROFIEL_MISSING, any_offer[0] <= most, any_offer),
    ]
    reason, near_cost, near_site = _first_that_holds(checks, len(at))
    return _Judged(cost, site, is_gap, reason, near_cost, near_site)


def _first_that_holds(
    checks: list[
        tuple[
            GapReason,
            NDArray[np.bool_],
            tuple[NDArray[np.int32], NDArray[np.int32]] | None,
        ]
    ],
    n_postcodes: int,
) -> tuple[NDArray[np.object_], NDArray[np.int32], NDArray[np.int32]]:
    """Return reason, cost and site of the first check that holds per postcode."""
    reason = np.full(n_postcodes, GapReason.NO_VESTIGING.value, dtype=object)
    cost = np.full(n_postcodes, NOT_FOUND, np.int32)
    site = np.full(n_postcodes, NO_OFFER, np.int32)
    open_ = np.ones(n_postcodes, np.bool_)
    for name, holds, speaks_of in checks:
        here = open_ & holds
        reason[here] = name.value
        if speaks_of is not None and name is not GapReason.NONE:
            cost[here], site[here] = speaks_of[0][here], speaks_of[1][here]
        open_ &= ~here
    return reason, cost, site


def _row(nearest: NearestOffers, pair: Pair) -> int:
    if pair not in nearest.pairs:
        message = f"the nearest offers do not hold {pair[0]} in {pair[1].value}"
        raise UsageError(message)
    return nearest.pairs.index(pair)


def _pair_at(
    nearest: NearestOffers, pairs: list[Pair], at: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the least cost over some pairs at the given points, and its site."""
    rows = [nearest.pairs.index(pair) for pair in pairs if pair in nearest.pairs]
    if not rows:
        return _nowhere(len(at))
    cost, site = nearest.cost[rows][:, at], nearest.destination[rows][:, at]
    best = np.argmin(cost, axis=0)
    column = np.arange(len(at))
    return cost[best, column], site[best, column]


def _other_leerwegen(pair: Pair) -> list[Pair]:
    return [
        (profiel.value, leerweg)
        for profiel in profielen_of(pair[0])
        for leerweg in Leerweg
        if leerweg is not pair[1]
    ]


def _any_pair() -> list[Pair]:
    return [(profiel.value, leerweg) for profiel in Profiel for leerweg in Leerweg]


def _nowhere(n_postcodes: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    return (
        np.full(n_postcodes, NOT_FOUND, np.int32),
        np.full(n_postcodes, NO_OFFER, np.int32),
    )


def _column(unit: Unit) -> tuple[str, int]:
    return ("distance_m", CM_PER_M) if unit is Unit.METRES else ("time_s", DS_PER_S)


def _codes(reach: ReachTable, site: NDArray[np.int32]) -> NDArray[np.object_]:
    if reach.n_destinations == 0:
        return np.full(len(site), "", dtype=object)
    known = reach.destination_ids[np.maximum(site, 0)].astype(object)
    return np.where(site == NO_OFFER, "", known)


def _in_units(cost: NDArray[np.int32], scale: int) -> NDArray[np.float64]:
    return np.where(cost == NOT_FOUND, np.inf, cost / scale)
