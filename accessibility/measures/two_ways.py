"""Within reach by one way or by another: `12 km by bicycle or 45 minutes by ov`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.counting import Areas, Part, Whom, areas_of, whole_part
from accessibility.errors import UsageError
from accessibility.measures.measure import (
    AREA,
    LEERWEG,
    PROFIEL,
    STUDENTS,
    SUPPRESSED,
    Column,
    ColumnKind,
    Measure,
    graded_columns,
    interval,
)
from accessibility.measures.shares import area_rows
from accessibility.measures.whereabouts import part_between, reached_part

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.counting import Students
    from accessibility.measures.measure import Basis
    from accessibility.measures.nearest import NearestOffers, Pair
    from accessibility.measures.whereabouts import Whereabouts
    from accessibility.questions import OtherWay, Question


def _way(name: str, dutch: str, which: str) -> tuple[Column, ...]:
    return (
        Column(f"{name}_mode", f"{dutch}Modus", f"how the {which} way is measured"),
        Column(
            f"{name}_threshold",
            f"{dutch}Drempel",
            "inclusive, in its unit",
            ColumnKind.KEY,
        ),
        Column(f"{name}_unit", f"{dutch}Eenheid", "metres or seconds"),
    )


def _count(name: str, dutch: str, what: str) -> Column:
    return Column(name, dutch, what, ColumnKind.COUNT)


COLUMNS: Final = (
    *_way("first", "eerste", "first"),
    *_way("second", "tweede", "second"),
    Column("denominator", "noemer", "of whom a share is taken"),
    *AREA,
    *PROFIEL,
    *LEERWEG,
    *STUDENTS,
    *interval("reached", "bereikt", "reached by either way"),
    *interval("share", "deel", "reached by either way", ColumnKind.SHARE),
    _count("both", "beide", "reached by both ways"),
    _count("only_first", "alleenEerste", "reached by the first way only"),
    _count("only_second", "alleenTweede", "reached by the second way only"),
    _count("neither", "geenVanBeide", "reached by neither way"),
    _count("unsnapped", "nietGeplaatst", "without a place on the map or network"),
    _count("outside", "buitenWegen", "where one of the ways is not known"),
    *SUPPRESSED,
    Column(
        "likely_low", "vermoedelijkLaag", "share, likely at least", ColumnKind.SHARE
    ),
    Column(
        "likely_high", "vermoedelijkHoog", "share, likely at most", ColumnKind.SHARE
    ),
    *graded_columns("missed", "nietBereikt", "students reached by neither way"),
)
"""In every row both + only_first + only_second = reached, and with neither,
unsnapped and outside all students."""

_WAYS: Final = ("both", "only_first", "only_second")


def _answer(basis: Basis, question: Question) -> pd.DataFrame:
    """Count who is reached by one of two ways, not always at the same vestiging."""
    second = question.or_else
    if second is None or basis.second is None:
        message = "two ways are asked with a second one, as in '12km bike or 45min ov'"
        raise UsageError(message)
    pairs, both = question.pairs, (basis, basis.second)
    ways = basis.nearest(pairs), basis.second.nearest(pairs)
    seen = [one.whereabouts(pairs) for one in both]
    return _table((ways, seen), second, basis.students, question)


Ways = tuple[tuple["NearestOffers", "NearestOffers"], list["Whereabouts | None"]]
"""The nearest offers by either way, and where homes may lie as each sees it."""


def _table(
    known: Ways, second: OtherWay, students: Students, question: Question
) -> pd.DataFrame:
    """Return one row per area, profiel and leerweg."""
    codes, (area_of, _) = areas_of(students, question.per)
    within = question.threshold, second.within
    frames = [
        _rows(known, within, students, pair, question, (codes, area_of))
        for pair in question.pairs
    ]
    table = pd.concat(frames, ignore_index=True).assign(
        first_mode=question.mode.value,
        first_threshold=question.threshold,
        first_unit=question.unit.value,
        second_mode=second.mode.value,
        second_threshold=second.within,
        second_unit=second.unit.value,
        denominator=question.denominator.value,
        area_kind=question.per.value,
    )
    order = np.lexsort((np.arange(len(table)), table.area_code))
    return table.iloc[order].reset_index(drop=True)


def _rows(
    known: Ways,
    within: tuple[float, float],
    students: Students,
    pair: Pair,
    question: Question,
    areas: tuple[NDArray[np.str_], NDArray[np.int64]],
) -> pd.DataFrame:
    """Return one row per area for one pair."""
    ways, k = known[0], known[0][0].pairs.index(pair)
    by_first, by_second = (
        way.reached(most)[k] for way, most in zip(ways, within, strict=True)
    )
    reached = by_first | by_second
    lost = ways[0].unsnapped & ways[1].unsnapped & ~reached
    # Where one way is not known, nobody knows whether it would have done.
    unknown = (ways[0].outside | ways[1].outside) & ~reached & ~lost
    part = either_part(known, within, students, pair)
    left, reasons = 1.0 - part.estimate, {}
    for name, is_in in (("unsnapped", lost), ("outside", unknown)):
        fraction = whole_part(students.reached_fraction(is_in))
        reasons[name] = np.minimum(fraction, left)
        left = whole_part(left - reasons[name])
    where = areas[0], Areas(areas[1], len(areas[0]))
    whom = Whom(question.denominator, pair[1])
    rows = area_rows(students, (part, {**reasons, "neither": left}), whom, where)
    rows = rows.assign(profiel=pair[0], leerweg=pair[1].value)
    estimate = students.by_postcode(*whom)[1]
    sides = (by_first & by_second, by_first & ~by_second, by_second & ~by_first)
    for name, is_in in zip(_WAYS, sides, strict=True):
        weight = estimate * whole_part(students.reached_fraction(is_in))
        rows[name] = np.bincount(areas[1], weight, len(areas[0]))
    return rows


def either_part(
    known: Ways, within: tuple[float, float], students: Students, pair: Pair
) -> Part:
    """Return which part of each postcode is reached by one way at least.

    What one way reaches for certain is reached; what neither may reach is not.
    """
    ways, seen = known
    singles = [
        reached_part(way, students, pair, most, where)
        for way, most, where in zip(ways, within, seen, strict=True)
    ]
    k = ways[0].pairs.index(pair)
    at = [way.reached(most)[k] for way, most in zip(ways, within, strict=True)]
    estimate = whole_part(students.reached_fraction(at[0] | at[1]))
    low = np.maximum(singles[0].low, singles[1].low)
    high = np.minimum(singles[0].high + singles[1].high, 1.0)
    if seen[0] is None and seen[1] is None:
        still = np.zeros_like(estimate)
        return Part(estimate, estimate, np.maximum(high, estimate), estimate, still)
    return part_between(low, high, estimate, estimate, students)


EITHER_WAY: Final = Measure(
    "reach",
    "bereikTweeWegen",
    "Compute which share of the students is reached by one of two ways.",
    "Share of students with the offer by either way",
    COLUMNS,
    _answer,
    one_threshold=True,
)
"""Access by two ways of which either will do."""
