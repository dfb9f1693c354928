"""Within reach by one way or by another: `12 km by bicycle or 45 minutes by ov`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.counting import Areas, Part, Whom, areas_of
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
    interval,
)
from accessibility.measures.shares import area_rows
from accessibility.measures.whereabouts import whole as whole_part

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.counting import Students
    from accessibility.measures.measure import Basis
    from accessibility.measures.nearest import NearestOffers
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
    ways = basis.nearest(question.pairs), basis.second(question.pairs)
    return _table(ways, second, basis.students, question)


def _table(
    ways: tuple[NearestOffers, NearestOffers],
    second: OtherWay,
    students: Students,
    question: Question,
) -> pd.DataFrame:
    """Return one row per area, profiel and leerweg."""
    codes, (area_of, _) = areas_of(students, question.per)
    within = question.threshold, second.within
    frames = [
        _rows(ways, within, students, k, question, (codes, area_of))
        for k in range(len(question.pairs))
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
    ways: tuple[NearestOffers, NearestOffers],
    within: tuple[float, float],
    students: Students,
    k: int,
    question: Question,
    areas: tuple[NDArray[np.str_], NDArray[np.int64]],
) -> pd.DataFrame:
    """Return one row per area for one pair."""
    by_first, by_second = (
        way.reached(most)[k] for way, most in zip(ways, within, strict=True)
    )
    reached = by_first | by_second
    lost = ways[0].unsnapped & ways[1].unsnapped & ~reached
    # Where one way is not known, nobody knows whether it would have done.
    unknown = (ways[0].outside | ways[1].outside) & ~reached & ~lost
    may_be = [way.possible(most)[k] for way, most in zip(ways, within, strict=True)]
    part = {
        name: whole_part(students.reached_fraction(is_in))
        for name, is_in in (
            ("reached", reached),
            ("neither", ~reached & ~lost & ~unknown),
            ("unsnapped", lost),
            ("outside", unknown),
            ("possible", reached | may_be[0] | may_be[1]),
        )
    }
    pair, sure = question.pairs[k], part.pop("reached")
    most = np.maximum(part.pop("possible"), sure)
    parts = Part(sure, sure, most, sure, np.zeros_like(sure)), part
    where = areas[0], Areas(areas[1], len(areas[0]))
    rows = area_rows(students, parts, Whom(question.denominator, pair[1]), where)
    rows = rows.assign(profiel=pair[0], leerweg=pair[1].value)
    estimate = students.by_postcode(question.denominator, pair[1])[1]
    sides = (by_first & by_second, by_first & ~by_second, by_second & ~by_first)
    for name, is_in in zip(_WAYS, sides, strict=True):
        weight = estimate * whole_part(students.reached_fraction(is_in))
        rows[name] = np.bincount(areas[1], weight, len(areas[0]))
    return rows


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
