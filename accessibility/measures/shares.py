"""Access (kan volgen): which students have an offer within a threshold of home.

The published measure of the monitor (table B3.6) is this one with the straight line,
10 000 m and denominator `common`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.codes import AreaKind, Denominator, Unit
from accessibility.counting import Division, ratio
from accessibility.measures.measure import (
    AREA,
    LEERWEG,
    PROFIEL,
    STUDENTS,
    SUPPRESSED,
    WAY,
    Column,
    ColumnKind,
    Measure,
    interval,
)
from accessibility.measures.nearest import Pair, all_pairs, nearest_offers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from accessibility.codes import Leerweg
    from accessibility.counting import AreaBounds, Students
    from accessibility.measures.nearest import NearestOffers
    from accessibility.questions import Question
    from accessibility.reach_table import ReachTable

_COLUMNS: Final = (
    *WAY,
    *AREA,
    *PROFIEL,
    *LEERWEG,
    *STUDENTS,
    *interval("reached", "bereikt", "students with an offer within the threshold"),
    *interval("share", "deel", "share of the students reached", ColumnKind.SHARE),
    Column("beyond", "verder", "whose nearest offer is farther", ColumnKind.COUNT),
    Column("unreachable", "onbereikbaar", "without any way", ColumnKind.COUNT),
    Column("unsnapped", "nietGeplaatst", "who cannot be placed", ColumnKind.COUNT),
    *SUPPRESSED,
    Column("outside", "buitenWegen", "who live beyond the roads", ColumnKind.COUNT),
)
ACCESS_COLUMNS: Final = tuple(column.name for column in _COLUMNS)
"""Columns of a table of shares, in the order in which they are written."""

MOST_OUTSIDE: Final = 0.01
"""Where more of the students live beyond the roads, there is no share to give."""

_SAME_FRACTION: Final = 1e-9


def access(
    reach: ReachTable,
    offers: pd.DataFrame,
    students: Students,
    *,
    within: Sequence[float] = (10_000.0,),
    unit: Unit = Unit.METRES,
    denominator: Denominator = Denominator.COMMON,
    per: AreaKind = AreaKind.NL,
    pairs: Iterable[Pair] = all_pairs(),
) -> pd.DataFrame:
    """Compute the share of students with an offer within a threshold of home.

    Parameters
    ----------
    reach
        Distances from the points of `students` to vestigingen.
    offers
        What each vestiging offers: columns `brin6`, `profiel`, `leerweg`.
    students
        How many live where.
    within
        Thresholds in metres or seconds, inclusive.
    unit
        Unit of the thresholds.
    denominator
        Of whom the share is taken.
    per
        Division of the country.
    pairs
        Combinations of profiel and leerweg; by default all.

    Returns
    -------
    pandas.DataFrame
        Columns `ACCESS_COLUMNS`; one row per threshold, area, profiel and leerweg.
        In every row reached + beyond + unreachable + unsnapped + outside = students.
        Where more than `MOST_OUTSIDE` live beyond the roads there is no share, but
        its ends: from none of them reached to all whom a straight line allows.

    Raises
    ------
    UsageError
        If a threshold, unit, denominator or division does not fit the data.

    References
    ----------
    .. [1] STO monitor 2020-2024, end report, table B3.6 (DUO, processed by ROA).
    """
    nearest = nearest_offers(reach, offers, pairs=pairs, unit=unit)
    codes, area_of = np.unique(students.area_codes(per), return_inverse=True)
    frames = [
        area_rows(
            students,
            pair,
            _fractions(nearest, students, k, threshold),
            denominator,
            (codes, area_of),
        ).assign(threshold=threshold)
        for threshold in within
        for k, pair in enumerate(nearest.pairs)
    ]
    table = pd.concat(frames, ignore_index=True)
    table = table.assign(
        mode=reach.mode.value,
        unit=unit.value,
        denominator=denominator.value,
        area_kind=per.value,
        area_name=table.area_code,
        suppressed=False,
    )
    # Areas first: a reader compares the profiles of one area.
    order = np.lexsort((np.arange(len(table)), table.area_code, table.threshold))
    return table.iloc[order][list(ACCESS_COLUMNS)].reset_index(drop=True)


def area_rows(
    students: Students,
    pair: Pair,
    parts: Mapping[str, NDArray[np.float64]],
    denominator: Denominator,
    areas: tuple[NDArray[np.str_], NDArray[np.int64]],
) -> pd.DataFrame:
    """Return one row per area for one pair: students, reached, share, and the rest.

    Parameters
    ----------
    students
        How many live where.
    pair
        Profiel and leerweg.
    parts
        Fraction of each postcode by what became of it; `reached` and the others add
        up to 1.
    denominator
        Of whom the share is taken.
    areas
        Code of each area, and the area of each postcode.
    """
    codes, area_of = areas
    profiel, leerweg = pair
    division = Division(parts["reached"], area_of, len(codes))
    estimate = students.by_postcode(denominator, leerweg)[1]
    ends = _ends(students, parts, division, (denominator, leerweg))
    sums = {name: division.sums(estimate * part) for name, part in parts.items()}
    reached, everyone = sums["reached"], division.sums(estimate)
    share = share_known(reached, everyone - reached - sums["outside"], sums["outside"])
    figures = {
        "students": (ends.students, everyone),
        "reached": (ends.reached, reached),
        "share": (ends.share, share),
    }
    frame = pd.DataFrame({"area_code": codes})
    frame["profiel"], frame["leerweg"] = profiel, leerweg.value
    for name, ((low, high), middle) in figures.items():
        # Neither rounding nor its last bit may put the estimate outside its ends.
        frame[f"{name}_low"] = np.fmin(low, middle)
        frame[name] = middle
        frame[f"{name}_high"] = np.fmax(high, middle)
    rest = {name: sums[name] for name in sums if name not in {"reached", "possible"}}
    return frame.assign(**rest)


def _ends(
    students: Students,
    parts: Mapping[str, NDArray[np.float64]],
    division: Division,
    whom: tuple[Denominator, Leerweg],
) -> AreaBounds:
    """Return the ends: those whose roads are not known may all be reached, or none."""
    low = students.area_bounds(division, *whom)
    if np.array_equal(parts["possible"], parts["reached"]):
        return low
    most = replace(division, fraction=parts["possible"])
    high = students.area_bounds(most, *whom)
    return replace(
        low,
        reached=np.stack([low.reached[0], high.reached[1]]),
        other=np.stack([high.other[0], low.other[1]]),
        share=np.stack([low.share[0], high.share[1]]),
    )


def share_known(
    reached: NDArray[np.float64],
    other: NDArray[np.float64],
    outside: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the share reached of those whose roads are known; NaN if too few are."""
    share = ratio(reached, other)
    too_many = outside > MOST_OUTSIDE * (reached + other + outside)
    return np.where(too_many, np.nan, share)


def _fractions(
    nearest: NearestOffers, students: Students, k: int, threshold: float
) -> dict[str, NDArray[np.float64]]:
    """Split each postcode into the part reached and those not, by the reason why.

    `possible` is what may be reached: more than `reached` where roads are not known.
    """
    reached = nearest.reached(threshold)[k]
    lost = nearest.unsnapped & ~reached
    unknown = nearest.outside & ~reached
    cut_off = nearest.unreachable[k] & ~reached & ~lost & ~unknown
    points = {
        "reached": reached,
        "unsnapped": lost,
        "unreachable": cut_off,
        "outside": unknown,
    }
    parts = {name: students.reached_fraction(at) for name, at in points.items()}
    parts["reached"] = whole_part(parts["reached"])
    parts["beyond"] = whole_part(1.0 - np.sum(list(parts.values()), axis=0))
    possible = nearest.possible(threshold)[k]
    parts["possible"] = parts["reached"]
    if not np.array_equal(possible, reached):
        parts["possible"] = whole_part(students.reached_fraction(possible))
    return parts


def whole_part(fraction: NDArray[np.float64]) -> NDArray[np.float64]:
    """Undo the last bit of rounding, so that a fully reached postcode counts as 1."""
    nearest_whole = np.round(fraction)
    return np.where(
        np.abs(fraction - nearest_whole) < _SAME_FRACTION, nearest_whole, fraction
    )


def with_area_names(table: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Return the table with readable area names where they are known."""
    return table.assign(area_name=table.area_code.map(names).fillna(table.area_code))


def _answer(
    reach: ReachTable, offers: pd.DataFrame, students: Students, question: Question
) -> pd.DataFrame:
    return access(
        reach,
        offers,
        students,
        **question.measured_by,
        per=question.per,
        pairs=question.pairs,
    )


SHARES: Final = Measure(
    "reach",
    "bereik",
    "Compute which share of the students has an offer within reach of home.",
    "Share of students with the offer",
    _COLUMNS,
    _answer,
)
"""Access, the measure of table B3.6."""
